//! The real type by content: whole files are taken, cut or disguised ones are not, and no bytes make it panic.

use files::{Error, Kind};
use proptest::prelude::*;

fn png() -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, body) in [(b"IHDR", &[0_u8; 13][..]), (b"IDAT", &[7; 300]), (b"IEND", &[])] {
        bytes.extend(u32::try_from(body.len()).expect("short").to_be_bytes());
        bytes.extend(name);
        bytes.extend(body);
        bytes.extend([0; 4]);
    }
    bytes
}

fn jpeg() -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8];
    for (kind, length) in [(0xe0_u8, 14_u8), (0xdb, 65), (0xc0, 15), (0xda, 10)] {
        bytes.extend([0xff, kind, 0, length + 2]);
        bytes.extend(vec![1; usize::from(length)]);
    }
    bytes.extend([0x5a; 200]);
    bytes.extend([0xff, 0xd9]);
    bytes
}

/// A ZIP archive of these names and contents, not compressed, without check sums.
fn zip(entries: &[(&str, &str)]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    let long = |it: usize| u32::try_from(it).expect("short").to_le_bytes();
    let short = |it: usize| u16::try_from(it).expect("short").to_le_bytes();
    for (name, body) in entries {
        let sizes = [long(body.len()), long(body.len())].concat();
        let names = [short(name.len()), short(0)].concat();
        let start = bytes.len();
        bytes.extend(
            [
                &b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0"[..],
                &sizes,
                &names,
                name.as_bytes(),
                body.as_bytes(),
            ]
            .concat(),
        );
        directory.extend(
            [
                &b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0\0\0\0\0"[..],
                &sizes,
                &names,
                &[0; 10],
                &long(start),
                name.as_bytes(),
            ]
            .concat(),
        );
    }
    let counts = [short(entries.len()), short(entries.len())].concat();
    let end =
        [&b"PK\x05\x06\0\0\0\0"[..], &counts, &long(directory.len()), &long(bytes.len()), &[0, 0]].concat();
    [bytes, directory, end].concat()
}

fn docx() -> Vec<u8> {
    zip(&[("[Content_Types].xml", "<Types/>"), ("_rels/.rels", "<R/>"), ("word/document.xml", "<w/>")])
}

fn odt() -> Vec<u8> {
    zip(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<c/>")])
}

#[test]
fn whole_files_are_recognised() {
    let xlsx = zip(&[("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<x/>")]);
    let samples = [
        (b"%PDF-1.4\n1 0 obj\ntrailer\n%%EOF\r\n".to_vec(), Kind::Pdf),
        (jpeg(), Kind::Jpeg),
        (png(), Kind::Png),
        (docx(), Kind::Docx),
        (xlsx, Kind::Xlsx),
        (odt(), Kind::Odt),
    ];
    for (bytes, kind) in samples {
        assert_eq!(Kind::of(&bytes, &Kind::ALL).expect("taken"), kind);
        assert_eq!(Kind::parse(kind.mime()), Some(kind));
        let others: Vec<_> = Kind::ALL.into_iter().filter(|it| *it != kind).collect();
        assert!(
            matches!(Kind::of(&bytes, &others), Err(Error::WrongType { .. })),
            "{kind:?} where it is not wanted"
        );
    }
}

#[test]
fn a_picture_with_something_behind_it_is_taken() {
    let mut motion = jpeg();
    motion.extend([0; 100_000]);
    assert_eq!(Kind::of(&motion, Kind::PAPERS).expect("taken"), Kind::Jpeg);
}

#[test]
fn disguises_are_refused() {
    let macros = zip(&[("[Content_Types].xml", ""), ("word/document.xml", ""), ("word/vbaProject.bin", "")]);
    let archive = zip(&[("virus.exe", "MZ")]);
    for bytes in [macros, archive, b"MZ\x90\0".to_vec(), b"\n%PDF-1.4 %%EOF".to_vec(), b"plain".to_vec()] {
        assert!(matches!(Kind::of(&bytes, &Kind::ALL), Err(Error::WrongType { .. })), "{bytes:?}");
    }
}

#[test]
fn the_refusals_say_what_to_do() {
    use base::Fault as _;
    let wrong = Kind::of(b"plain", Kind::PAPERS).expect_err("refused");
    assert_eq!(
        wrong.sentence(),
        "Nội dung tệp không phải là PDF, ảnh JPG hoặc ảnh PNG. Mời ông, bà chọn tệp đúng loại."
    );
    let large = Error::TooLarge { limit: 20 * 1024 * 1024 };
    assert!(large.sentence().starts_with("Tệp lớn hơn 20 MB."));
}

proptest! {
    #[test]
    fn a_file_cut_anywhere_is_refused(sample in 0_usize..3, cut in 0.0_f64..1.0) {
        let whole = [png(), docx(), odt()][sample].clone();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place within the file")]
        let cut = (whole.len() as f64 * cut) as usize;
        prop_assert!(Kind::of(&whole[..cut], &Kind::ALL).is_err());
    }

    #[test]
    fn no_bytes_make_it_panic(head in 0_usize..5, body in prop::collection::vec(any::<u8>(), 0..400), tail in any::<bool>()) {
        let heads: [&[u8]; 5] = [b"", b"%PDF-", b"\x89PNG\r\n\x1a\n", &[0xff, 0xd8, 0xff], b"PK\x03\x04"];
        let end: &[u8] = if tail { b"PK\x05\x06\0\0\0\0\x05\0\x05\0\x40\0\0\0\x10\0\0\0\0\0" } else { b"" };
        let bytes = [heads[head], &body, end].concat();
        if let Ok(kind) = Kind::of(&bytes, &Kind::ALL) {
            prop_assert!(head > 0, "{kind:?} out of nothing");
        }
    }
}
