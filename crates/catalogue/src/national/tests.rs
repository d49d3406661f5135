//! The sample of `tests/sample.jsonl`: eleven lines with the traps of the real catalogue, read as a file is read.

use std::collections::BTreeSet;
use std::io::{BufReader, Read, Write as _};

use proptest::prelude::*;
use serde_json::{Value, json};

use super::doubt::DoubtKind;
use super::*;

/// The sample.
pub(crate) const SAMPLE: &str = include_str!("../../tests/sample.jsonl");

/// The whole of what is read.
pub(crate) fn read(bytes: impl Read) -> Batch {
    let mut all = Batch::default();
    for batch in Batches::new(BufReader::new(bytes)) {
        all.sound.extend(batch.sound);
        all.rejected.extend(batch.rejected);
    }
    all
}

fn kinds(code: &str) -> BTreeSet<DoubtKind> {
    let all = read(SAMPLE.as_bytes());
    let one = all.sound.iter().find(|one| one.record.code == code).expect("it is sound");
    one.doubts.iter().map(|doubt| doubt.kind).collect()
}

#[test]
fn what_is_wrong_is_said_by_line_and_the_rest_is_kept() {
    let all = read(SAMPLE.as_bytes());
    assert_eq!((all.sound.len(), all.rejected.len(), all.lines()), (6, 5, 11));
    let said: Vec<(usize, Option<&str>)> =
        all.rejected.iter().map(|one| (one.line, one.code.as_deref())).collect();
    let codes = [Some("1.900001"), Some("1.900007"), Some("1.900008"), None, Some("1.900010")];
    assert_eq!(said, (7..=11).zip(codes).collect::<Vec<_>>());
    let reasons =
        ["stands in line 1 already", "no JSON", "originals: invalid type", "code", "cut off in the middle"];
    for (rejected, reason) in all.rejected.iter().zip(reasons) {
        assert!(rejected.reason.contains(reason), "{rejected:?}");
    }
}

#[test]
fn each_trap_is_a_note_for_review() {
    use DoubtKind::{
        CutOff, DecimalTerm, FeeByNote, FeeInDollars, FeeTooSmall, FeesDiffer, NamelessPaper, NoCase,
        NoChannel, NoExecuting, NoLegalBasis, NoLevel, NoResult, NoteAsPaper, NullCode, OddCode, Replaced,
        TermByNote,
    };
    assert_eq!(kinds("1.900001"), BTreeSet::new());
    assert_eq!(kinds("1.013225"), BTreeSet::new());
    let many = [
        NullCode,
        NoExecuting,
        NoteAsPaper,
        NoLegalBasis,
        TermByNote,
        DecimalTerm,
        FeesDiffer,
        FeeByNote,
        FeeTooSmall,
        CutOff,
    ];
    assert_eq!(kinds("1.900002"), many.into());
    assert_eq!(kinds("1.900003"), [NoCase, TermByNote, FeeInDollars].into());
    assert_eq!(kinds("1.900004-Xoa"), [OddCode, NoLevel, NoChannel, NamelessPaper, NoResult].into());
    assert_eq!(kinds("2.002622"), [Replaced].into());
}

#[test]
fn a_note_says_where_and_quotes() {
    let all = read(SAMPLE.as_bytes());
    let fee = all.sound[1].doubts.iter().find(|one| one.kind == DoubtKind::FeeByNote).expect("a note");
    assert_eq!((fee.places.as_slice(), fee.count), (["channels[0].fees[0]".to_owned()].as_slice(), 1));
    assert!(fee.quote.contains("Hội đồng nhân dân"), "{}", fee.quote);
    assert!(all.sound[1].for_review() && !all.sound[0].for_review());
}

#[test]
fn spaces_and_the_order_of_keys_change_nothing() {
    let one = prepare(1, br#"{"code":"1.900001","name":"A","levels":["xa"]}"#).expect("sound");
    let two = prepare(9, br#" { "levels": ["xa"], "name":"A", "code":"1.900001" } "#).expect("sound");
    let other = prepare(1, br#"{"code":"1.900001","name":"A","levels":["bo"]}"#).expect("sound");
    assert_eq!(one.digest, two.digest);
    assert_ne!(one.digest, other.digest);
    let more =
        prepare(1, br#"{"code":"1.900001","name":"A","levels":["xa"],"unheard_of":1}"#).expect("sound");
    assert!(more.body.contains("unheard_of"), "what is not known is kept: {}", more.body);
}

#[test]
fn what_cannot_be_kept_is_refused() {
    for (line, reason) in [
        (r#"{"code":"","name":"A"}"#, "code"),
        (r#"{"code":"1.9 00001","name":"A"}"#, "code"),
        (r#"{"code":"1.900001","name":"  "}"#, "name"),
        ("{\"code\":\"1.900001\",\"name\":\"A\\u0000\"}", "zero byte"),
        ("[1]", "no JSON object"),
        (r#"{"code":1,"name":"A"}"#, "code"),
    ] {
        let refused = prepare(3, line.as_bytes()).expect_err("refused");
        assert!(refused.reason.contains(reason) && refused.line == 3, "{line}: {refused:?}");
    }
}

#[test]
fn a_gzipped_file_cut_off_in_the_middle_gives_what_it_holds() {
    let folder = tempfile::tempdir().unwrap();
    let mut zip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    for n in 0..500 {
        writeln!(zip, r#"{{"code":"1.{n:06}","name":"Thủ tục {n}"}}"#).unwrap();
    }
    let zipped = zip.finish().unwrap();
    let path = folder.path().join("all.gz");
    std::fs::write(&path, &zipped).unwrap();
    let all: Vec<Batch> = open_file(&path).unwrap().collect();
    assert_eq!(all.iter().map(|batch| batch.sound.len()).sum::<usize>(), 500);
    assert!(all.iter().all(|batch| batch.rejected.is_empty() && batch.lines() <= 200));

    std::fs::write(&path, &zipped[..zipped.len() / 2]).unwrap();
    let half: Vec<Batch> = open_file(&path).unwrap().collect();
    let (sound, rejected): (usize, Vec<_>) = (
        half.iter().map(|batch| batch.sound.len()).sum(),
        half.iter().flat_map(|batch| &batch.rejected).collect(),
    );
    assert!((200..300).contains(&sound), "{sound}");
    assert_eq!((rejected.len(), rejected[0].line), (1, sound + 1));
    assert!(rejected[0].reason.contains("ends in the middle"), "{:?}", rejected[0]);
}

#[test]
fn a_line_without_end_is_not_held_in_memory() {
    let long = std::io::repeat(b'x').take(9 << 20);
    let text = long.chain(&b"\n{\"code\":\"1.900001\",\"name\":\"A\"}\n"[..]);
    let all = read(text);
    assert_eq!((all.sound.len(), all.rejected.len(), all.sound[0].line), (1, 1, 2));
    assert!(all.rejected[0].reason.contains("longer than"));
}

/// A description without any doubt.
fn sound() -> Value {
    serde_json::from_str(SAMPLE.lines().next().unwrap_or_default()).expect("the first line of the sample")
}

proptest! {
    #[test]
    fn a_trap_is_found_whatever_else_stands_there(originals in 0_u32..2, copies in 0_u32..2, amount in 0_i64..2000, others in 0_usize..5) {
        let mut value = sound();
        let paper = json!({"code": "A", "name": "Một giấy.", "originals": originals, "copies": copies, "forms": []});
        value["cases"][0]["components"].as_array_mut().unwrap().extend(std::iter::repeat_n(paper, others + 1));
        value["channels"][0]["fees"] = json!([{"amount": amount, "currency": "VND", "note": null}]);
        value["channels"][1]["fees"] = value["channels"][0]["fees"].clone();
        let record: Record = serde_json::from_value(value).unwrap();
        let found = doubts(&record);
        let kinds: Vec<DoubtKind> = found.iter().map(|doubt| doubt.kind).collect();
        prop_assert_eq!(kinds.contains(&DoubtKind::NoteAsPaper), originals + copies == 0);
        prop_assert_eq!(kinds.contains(&DoubtKind::FeeTooSmall), (1..1000).contains(&amount));
        prop_assert_eq!(kinds.iter().collect::<BTreeSet<_>>().len(), kinds.len(), "one note a kind");
        prop_assert!(found.iter().all(|one| one.count >= one.places.len() && !one.places.is_empty()));
        prop_assert_eq!(&doubts(&record), &found);
    }

    #[test]
    fn no_line_makes_the_reader_fall(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let all = read(bytes.as_slice());
        let lines = bytes.split(|b| *b == b'\n').filter(|line| !line.iter().all(u8::is_ascii_whitespace)).count();
        prop_assert_eq!(all.lines(), lines);
    }

    #[test]
    fn a_file_cut_anywhere_gives_the_lines_before(at in 0_usize..SAMPLE.len()) {
        let all = read(&SAMPLE.as_bytes()[..at]);
        let whole = read(SAMPLE.as_bytes());
        for one in &all.sound {
            prop_assert!(whole.sound.iter().any(|it| it.line == one.line && it.digest == one.digest));
        }
        prop_assert!(all.rejected.len() <= 5, "at most the cut line more: {:?}", all.rejected);
    }
}
