//! The rules beside the straight way, case by case and over all packages: what may be asked for, what answers it, to which day a
//! result may be promised anew.

use std::sync::LazyLock;

use base::Instant;
use catalogue::package::{BUILTIN, builtin};
use catalogue::{Channel, ProcedureVersion, Situation};
use dossier::model::{Item, Paper, Source, State, Supplement};
use dossier::rules::supplement::{Asking, Other, Wanted, answer_errors, items};
use dossier::rules::{new_appointment, paper_field};
use jiff::civil::{Date, DateTime, date};
use proptest::prelude::*;
use serde_json::json;

static VERSIONS: LazyLock<Vec<ProcedureVersion>> = LazyLock::new(|| {
    BUILTIN.iter().map(|(code, _)| builtin(code).expect("it ships").expect("it is sound").procedure).collect()
});

const FIRST: Asking<'static> = Asking { before: 0, outside: 0, approves: false, approval: "" };

fn wanted(component: &str, what: &str) -> Wanted {
    Wanted { component: component.to_owned(), what: what.to_owned() }
}

fn other(name: &str, what: &str, citation: &str) -> Other {
    Other { name: name.to_owned(), what: what.to_owned(), citation: citation.to_owned() }
}

/// The first procedure with a case in which something is asked for, and the code of that.
fn permit() -> (&'static ProcedureVersion, Situation<'static>, &'static str) {
    let version = VERSIONS.iter().find(|it| it.code.as_str() == "1.013225").expect("it ships");
    (version, Situation { case: "nha-o", channel: Channel::Online }, "G17-KQ003215")
}

/// What is asked for by one who may or may not, or the fields that stand against it.
fn ask(wanted: &[Wanted], others: &[Other], asking: Asking<'_>) -> Result<Vec<Item>, Vec<String>> {
    let (version, situation, _) = permit();
    let asked = items(version, &situation, &json!({}), wanted, others, asking);
    asked.map_err(|errors| errors.into_iter().map(|error| error.field).collect())
}

#[test]
fn words_are_owed_and_have_an_end() {
    let (_, _, land) = permit();
    let field = format!("what-{land}");
    for (what, taken) in [("", false), (" ", false), ("Mờ.", true)] {
        assert_eq!(ask(&[wanted(land, what)], &[], FIRST).is_ok(), taken, "{what:?}");
    }
    assert!(ask(&[wanted(land, &"x".repeat(500))], &[], FIRST).is_ok());
    assert_eq!(ask(&[wanted(land, &"x".repeat(501))], &[], FIRST), Err(vec![field]));
    for (n, c, fields) in
        [(250, 300, vec![]), (251, 300, vec!["other_name"]), (250, 301, vec!["other_citation"])]
    {
        let asked = ask(&[], &[other(&"n".repeat(n), "Cần.", &"c".repeat(c))], FIRST);
        assert_eq!(asked.err().unwrap_or_default(), fields, "{n} {c}");
    }
}

#[test]
fn papers_outside_the_list_are_few_and_numbered_on() {
    let many = |n: usize| vec![other("Sổ hộ khẩu", "Cần.", "Điều 9"); n];
    assert_eq!(ask(&[], &many(6), FIRST), Err(vec!["other_name".to_owned()]));
    let codes = |asking| -> Vec<String> {
        ask(&[], &many(2), asking).expect("two").into_iter().map(|item| item.component).collect()
    };
    assert_eq!(codes(FIRST), ["ngoai-danh-muc-1", "ngoai-danh-muc-2"]);
    assert_eq!(codes(Asking { outside: 5, ..FIRST }), ["ngoai-danh-muc-6", "ngoai-danh-muc-7"]);
    assert!(ask(&[], &many(5), FIRST).is_ok());
}

#[test]
fn once_more_is_the_heads_to_ask_with_reasons() {
    let (_, _, land) = permit();
    let again = |approves, approval| Asking { before: 1, outside: 0, approves, approval };
    for (approves, approval, taken) in [(false, "Cần.", false), (true, " ", false), (true, "Cần.", true)]
    {
        assert_eq!(ask(&[wanted(land, "Mờ.")], &[], again(approves, approval)).is_ok(), taken);
    }
    let (fits, long) = ("x".repeat(2000), "x".repeat(2001));
    assert!(ask(&[wanted(land, "Mờ.")], &[], again(true, &fits)).is_ok());
    assert_eq!(ask(&[wanted(land, "Mờ.")], &[], again(true, &long)), Err(vec!["approval".to_owned()]));
}

fn request(items: Vec<Item>) -> Supplement {
    let asked_at = Instant::from_local(date(2026, 11, 18).at(9, 0, 0, 0));
    Supplement { asked_at, from: State::Processing, items, approval: None, answered_at: None }
}

fn upload(component: &str, size: i64) -> Paper {
    Paper {
        source: Source::Upload,
        file_hash: Some("ab".repeat(32)),
        file_name: Some("giay.pdf".to_owned()),
        media_type: Some("application/pdf".to_owned()),
        size,
        ..Paper::on_paper(component)
    }
}

#[test]
fn a_paper_outside_the_list_has_limits_of_its_own() {
    let (version, _, _) = permit();
    let asked = request(ask(&[], &[other("Sổ hộ khẩu", "Cần.", "Điều 9")], FIRST).expect("asked"));
    let code = "ngoai-danh-muc-1";
    let wrong = |papers: &[Paper], channel| answer_errors(version, &asked, papers, channel).len();
    assert_eq!(wrong(&[upload(code, 20_000_000)], Channel::Online), 0);
    assert_eq!(wrong(&[upload(code, 20_000_001)], Channel::Online), 1);
    assert_eq!(wrong(&vec![upload(code, 1); 10], Channel::Online), 0);
    assert_eq!(wrong(&vec![upload(code, 1); 11], Channel::Online), 1);
    assert_eq!(wrong(&[Paper::on_paper(code)], Channel::Counter), 0);
    assert_eq!(wrong(&[Paper::on_paper(code)], Channel::Online), 1);
}

proptest! {
    /// In every procedure: whatever published components are asked for, exactly these papers answer it at the counter; one
    /// left out and one too many are each said under its own name.
    #[test]
    fn what_was_asked_for_answers_and_nothing_else(
        which in any::<prop::sample::Index>(),
        bits in prop::collection::vec(any::<bool>(), 40),
    ) {
        let all: Vec<_> = VERSIONS.iter().flat_map(|it| it.situations().map(move |at| (it, at))).collect();
        let (version, situation) = *which.get(&all);
        let answers = json!({});
        let listed: Vec<_> = version.components(&answers, &situation).collect();
        let chosen: Vec<_> = listed.iter().zip(&bits).filter(|(_, bit)| **bit).map(|(it, _)| it.code.as_str()).collect();
        let asked: Vec<_> = chosen.iter().map(|code| wanted(code, "Còn thiếu.")).collect();
        let found = items(version, &situation, &answers, &asked, &[], FIRST);
        prop_assert_eq!(found.is_ok(), !chosen.is_empty());
        let Ok(found) = found else { return Ok(()) };
        let asked = request(found);
        let mut papers: Vec<_> = chosen.iter().map(|code| Paper::on_paper(code)).collect();
        prop_assert_eq!(answer_errors(version, &asked, &papers, Channel::Counter), vec![]);
        let gone = papers.pop().expect("something was asked for").component;
        papers.push(Paper::on_paper("giay-la"));
        let wrong = answer_errors(version, &asked, &papers, Channel::Counter);
        let fields: Vec<_> = wrong.into_iter().map(|error| error.field).collect();
        prop_assert_eq!(fields, vec![paper_field(&gone), paper_field("giay-la")]);
    }

    /// A new appointment is the end of a working day after the present one, and not before today.
    #[test]
    fn a_new_appointment_is_later_and_on_a_working_day(present in 0_i32..300, ahead in -20_i32..420, today in 0_i32..320) {
        let calendar = worktime::hanh_chinh();
        let start = date(2026, 1, 5);
        let on = |days: i32| -> Date { start.saturating_add(jiff::Span::new().days(days)) };
        let (present, today, day) = (on(present).at(17, 0, 0, 0), on(today), on(present + ahead));
        match new_appointment(calendar, present, today, Some(day), "Chậm.") {
            Ok(moment) => {
                prop_assert!(moment > present && moment.date() >= today && calendar.works(moment.date()));
                prop_assert_eq!(Some(moment.time()), calendar.hours(day).last().map(|hours| hours.to()));
            }
            Err(errors) => {
                prop_assert_eq!(errors.len(), 1);
                prop_assert_eq!(errors[0].field.as_str(), "day");
                prop_assert!(day < today || ahead <= 0 || ahead > 366 || !calendar.works(day), "{} refused", day);
            }
        }
    }
}

#[test]
fn a_reason_is_owed_and_the_day_has_an_end() {
    let present: DateTime = date(2026, 11, 30).at(17, 0, 0, 0);
    let fields = |day: Option<Date>, reason: &str| -> Vec<String> {
        let asked = new_appointment(worktime::hanh_chinh(), present, date(2026, 11, 18), day, reason);
        asked.err().unwrap_or_default().into_iter().map(|error| error.field).collect()
    };
    let good = Some(date(2026, 12, 4));
    assert_eq!(fields(good, "Chậm."), Vec::<String>::new());
    assert_eq!(fields(good, ""), ["reason"]);
    assert_eq!(fields(None, " "), ["reason", "day"]);
    assert_eq!(fields(good, &"x".repeat(2000)), Vec::<String>::new());
    assert_eq!(fields(good, &"x".repeat(2001)), ["reason"]);
}

/// To the day: today is not too early when the appointment has passed, and a year and a day is the farthest.
#[test]
fn the_first_and_the_last_day_count() {
    let asked = |present: Date, today: Date, day: Date| {
        let present = present.at(17, 0, 0, 0);
        new_appointment(worktime::hanh_chinh(), present, today, Some(day), "Chậm.").is_ok()
    };
    let (late, today) = (date(2026, 11, 16), date(2026, 11, 18));
    assert!(asked(late, today, today));
    assert!(!asked(late, today, date(2026, 11, 17)));
    let present = date(2026, 1, 5);
    assert!(asked(present, present, date(2027, 1, 6)), "366 days");
    assert!(!asked(present, present, date(2027, 1, 7)), "367 days");
}
