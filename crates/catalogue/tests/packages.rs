//! The packages that ship with the program, walked at random in every case and channel: a way never ends where nothing
//! can be done, it ends with a result or a refusal, and its steps take no more time than there is.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use base::Role;
use catalogue::form::{Scope, Widget};
use catalogue::package::{BUILTIN, builtin};
use catalogue::process::{Act, Drafted, Facts, Outcome, Position, Process, Stage, StepTerm, UnitSelector};
use catalogue::{Channel, Condition, ProcedureVersion, Situation, Term};
use proptest::prelude::*;
use serde_json::{Value, json};

static VERSIONS: LazyLock<Vec<ProcedureVersion>> = LazyLock::new(|| {
    let read = |(code, _): &(&str, _)| {
        builtin(code).expect("it ships").unwrap_or_else(|errors| panic!("{code}: {errors:?}")).procedure
    };
    BUILTIN.iter().map(read).collect()
});

/// Every procedure in every case and channel it has.
fn situations() -> Vec<(&'static ProcedureVersion, Situation<'static>)> {
    VERSIONS.iter().flat_map(|version| version.situations().map(move |it| (version, it))).collect()
}

/// Somebody who holds every position everywhere: what is offered to them is offered to somebody.
fn everybody() -> Vec<(Role, UnitSelector)> {
    Role::ALL.iter().flat_map(|role| UnitSelector::ALL.iter().map(|unit| (*role, *unit))).collect()
}

/// Every term of a situation in thousandths of a working day (a thousand where it is not counted in them), with answers
/// that lead to it.
fn wholes(version: &ProcedureVersion, situation: Situation<'_>) -> Vec<(u32, Value)> {
    let thousandths =
        |term: &Term| term.text.parse::<worktime::Term>().ok().and_then(worktime::Term::thousandths);
    let one = |term: &Term| {
        let answers = term.when.as_ref().map_or_else(|| json!({}), leads_to);
        assert_eq!(version.term(&answers, &situation), Some(term), "{} {answers}", version.code);
        (thousandths(term).unwrap_or(1000), answers)
    };
    let ordinary = version.ordinary_term(&situation).into_iter();
    ordinary.chain(version.other_terms(&situation)).map(one).collect()
}

/// Answers for which a condition of a term holds.
fn leads_to(condition: &Condition) -> Value {
    match condition {
        Condition::Is(field, values) => json!({ field.as_str(): values[0] }),
        Condition::Filled(field) => json!({ field.as_str(): "x" }),
        Condition::AtLeast(field, n) | Condition::AtMost(field, n) => json!({ field.as_str(): n }),
        Condition::All(parts) => {
            let mut all = serde_json::Map::new();
            for part in parts {
                all.extend(leads_to(part).as_object().cloned().unwrap_or_default());
            }
            Value::Object(all)
        }
        Condition::Any(parts) => leads_to(&parts[0]),
        Condition::Case(_) | Condition::Channel(_) | Condition::Not(_) => json!({}),
    }
}

/// The times of the steps, in thousandths of a working day, along every way from `step` that does not go back. A step that
/// waits with the clock standing still takes none, nor does a body that is asked beside the way.
fn sums(process: &Process, step: &str, situation: Situation<'_>, whole: u32, answers: &Value) -> Vec<u32> {
    let here = process.step(step).filter(|step| !step.pauses() && !process.is_beside(step));
    let own = match here.map(|step| step.term_for(answers, &situation)) {
        Some(StepTerm::Share(share)) => u32::from(*share) * whole / 1000,
        // A detour (a body that is asked) may have a term in calendar days, beside the shares.
        Some(StepTerm::Own(text)) => {
            text.parse::<worktime::Term>().ok().and_then(worktime::Term::thousandths).unwrap_or(0)
        }
        None => 0,
    };
    let open = |guard: &Option<Condition>| guard.as_ref().is_none_or(|it| it.holds(answers, &situation));
    let mut out = Vec::new();
    for edge in process.from(step).filter(|edge| !edge.back && open(&edge.guard)) {
        let next = edge.enters();
        if next.is_empty() {
            out.push(own);
        }
        let ways = next.into_iter().flat_map(|next| sums(process, next, situation, whole, answers));
        out.extend(ways.map(|sum| own + sum));
    }
    // A step whose every action goes back (a body that was asked, and answers) ends a detour.
    if out.is_empty() { vec![own] } else { out }
}

/// What the drafted result is.
fn drafted(version: &ProcedureVersion, decided: Option<&str>) -> Option<Drafted> {
    let result = version.result(decided?)?;
    Some(if result.grants { Drafted::Grants } else { Drafted::Refuses })
}

#[test]
fn no_way_takes_longer_than_the_term_and_the_longest_takes_all_of_it() {
    for version in VERSIONS.iter() {
        let mut all_of_it = false;
        for (_, situation) in situations().into_iter().filter(|(other, _)| other.code == version.code) {
            for (whole, answers) in wholes(version, situation) {
                let sums = sums(&version.process, &version.process.start, situation, whole, &answers);
                assert!(
                    sums.iter().all(|sum| *sum <= whole),
                    "{} {}: {sums:?} of {whole}",
                    version.code,
                    situation.case
                );
                all_of_it |= sums.into_iter().max() == Some(whole);
            }
        }
        // A branch that waits so many calendar days (a notice that is posted) takes the rest.
        let waits = version.process.steps.iter().any(|step| match &step.term {
            StepTerm::Own(text) => {
                text.parse::<worktime::Term>().ok().and_then(worktime::Term::thousandths).is_none()
            }
            StepTerm::Share(_) => false,
        });
        assert!(all_of_it || waits, "{}: no part of the term is left to nobody", version.code);
    }
}

#[test]
fn every_case_has_a_term_that_can_be_counted() {
    for (version, situation) in situations() {
        let text = version.ordinary_term(&situation).map(|term| term.text.as_str()).unwrap_or_default();
        assert!(text.parse::<worktime::Term>().is_ok(), "{} {}: {text:?}", version.code, situation.case);
    }
}

/// What the source says of a fee by the unit is what is counted: pages and copies, people on a list, who is exempt.
#[test]
fn fees_are_counted_from_the_answers() {
    let owed = |code: &str, case: &'static str, channel, answers: &Value| {
        let version = VERSIONS.iter().find(|version| version.code.as_str() == code).expect("it ships");
        let charges = version.charges(answers, &Situation { case, channel }, &[]);
        charges.into_iter().map(|charge| charge.amount.map(|amount| amount.0)).collect::<Vec<_>>()
    };
    let pages = json!({ "so_trang": 5, "so_ban": 3 });
    assert_eq!(owed("2.000815", "viet-nam", Channel::Counter, &pages), [Some(21_000)]);
    let list = json!({ "danh_sach_so": 12, "mien_le_phi": false });
    assert_eq!(owed("1.004194", "danh-sach", Channel::Online, &list), [Some(60_000)]);
    assert_eq!(owed("1.004194", "danh-sach", Channel::Counter, &list), [Some(120_000)]);
    assert_eq!(owed("1.004194", "ca-nhan", Channel::Counter, &json!({ "mien_le_phi": true })), [Some(0)]);
    assert_eq!(
        owed("1.000894", "thong-thuong", Channel::Counter, &json!({ "ban_sao_co": false })),
        [Some(0)]
    );
}

/// A fee that has no amount of its own can be given one by the council: it has a code.
#[test]
fn every_fee_has_a_code_that_a_council_can_name() {
    for version in VERSIONS.iter() {
        for fee in &version.fees {
            assert!(fee.code.is_some(), "{}: {}", version.code, fee.name);
        }
    }
}

/// A decision whose day the source does not say is published as undated, with a note for review, never with a day made up.
#[test]
fn an_unknown_day_is_a_note_for_review() {
    let undated: Vec<_> = VERSIONS.iter().filter(|version| version.decision.date.is_none()).collect();
    assert_eq!(undated.len(), 14);
    for version in VERSIONS.iter() {
        let noted = version.notes.iter().any(|note| note.starts_with("Chưa rõ ngày ký"));
        assert_eq!(noted, version.decision.date.is_none(), "{}", version.code);
        assert!(!version.notes.iter().any(|note| note.contains("ngày tạm")), "{}", version.code);
    }
}

/// Two digits after the comma are what the forms allow: each such number is taken, however it is kept in a machine.
#[test]
fn numbers_with_two_digits_after_the_comma_are_taken() {
    let permit = VERSIONS.iter().find(|version| version.code.as_str() == "1.013225").expect("it ships");
    let situation = Situation { case: "nha-o", channel: Channel::Online };
    let asks = |page: &&catalogue::form::Page| page.fields.iter().any(|field| field.name == "nha_tong_san");
    let page = &permit.form.pages.iter().find(asks).expect("the form asks for the floor space").code;
    let refused = |number: f64| {
        let today = jiff::civil::date(2026, 11, 18);
        let errors =
            permit.form.check(&json!({ "nha_tong_san": number }), Scope::Page(page), &situation, today);
        errors.iter().any(|error| error.field == "nha_tong_san")
    };
    for hundredths in 100_u32..20_000 {
        let number = f64::from(hundredths) / 100.0;
        assert!(!refused(number), "{number}");
    }
    assert!(refused(1.005) && refused(0.99));
}

proptest! {
    #[test]
    fn a_walk_always_has_an_exit_and_ends_with_a_result_or_a_refusal(
        which in any::<prop::sample::Index>(),
        choices in prop::collection::vec(any::<prop::sample::Index>(), 0..40),
    ) {
        let (version, situation) = *which.get(&situations());
        let (process, posts, answers) = (&version.process, everybody(), json!({}));
        let mut position = process.begin();
        let mut decided: Option<String> = None;
        // Choices at random first; then whatever leads on, which must come to an end within as many steps as there are.
        let onward = std::iter::repeat_n(None, process.steps.len() + 1);
        for choice in choices.iter().map(Some).chain(onward) {
            if position.end().is_some() {
                break;
            }
            let drafted = drafted(version, decided.as_deref());
            let facts = Facts { posts: &posts, situation, answers: &answers, drafted };
            let offers = process.offered(&position, &facts);
            prop_assert!(!offers.is_empty(), "{} is stuck at {position:?}", version.code);
            let strays = |step: &str, action: &str| {
                process.from(step).any(|edge| edge.action == action && (edge.back || edge.act == Act::Consult))
            };
            let onward = || offers.iter().find(|it| !strays(&it.step, &it.action)).unwrap_or(&offers[0]);
            let offer = choice.map_or_else(onward, |choice| choice.get(&offers));
            let ahead = process.ahead(&position, situation, &answers);
            let taken = process.take(&position, &offer.step, &offer.action, &facts).expect("what is offered can be taken");
            if !taken.back {
                let new = taken.position.active().into_iter().find(|step| !position.is_at(step) && !ahead.contains(step));
                prop_assert!(new.is_none(), "{position:?} did not have {new:?} ahead");
            }
            decided = taken.result.clone().or(decided);
            if taken.entered.iter().any(|code| process.step(code).is_some_and(|step| step.stage == Stage::Return)) {
                let known = decided.as_deref().and_then(|code| version.result(code));
                prop_assert!(known.is_some(), "{}: nothing was decided before the result is handed over", version.code);
            }
            position = taken.position;
        }
        let end = position.end().and_then(|end| process.end(end));
        prop_assert!(end.is_some(), "{} does not end: {position:?}", version.code);
        prop_assert!(end.is_some_and(|end| end.outcome == Outcome::Stopped) || decided.is_some());
        prop_assert!(process.ahead(&position, situation, &answers).is_empty());
    }

    /// Offered and accepted are the same, for every person, at every step of every process.
    #[test]
    fn what_is_offered_is_exactly_what_is_accepted(
        which in any::<prop::sample::Index>(),
        posts in prop::collection::vec((prop::sample::select(Role::ALL.to_vec()), prop::sample::select(UnitSelector::ALL.to_vec())), 0..4),
        at in any::<prop::sample::Index>(),
    ) {
        let (version, situation) = *which.get(&situations());
        let process = &version.process;
        let position = Position::At { step: at.get(&process.steps).code.clone() };
        let answers = json!({});
        let facts = Facts { posts: &posts, situation, answers: &answers, drafted: None };
        let offered: BTreeSet<_> = process.offered(&position, &facts).into_iter().map(|it| (it.step, it.action)).collect();
        let tried = process.steps.iter().flat_map(|step| process.edges.iter().map(|edge| (step.code.clone(), edge.action.clone())));
        let accepted: BTreeSet<_> =
            tried.filter(|(step, action)| process.take(&position, step, action, &facts).is_ok()).collect();
        prop_assert_eq!(offered, accepted);
    }
}

/// As `accounts` takes them: people type a number as it stands on the card.
#[test]
fn telephone_numbers_are_taken_as_people_type_them() {
    for version in VERSIONS.iter() {
        let fields = version.form.pages.iter().flat_map(|page| &page.fields);
        let numbers: Vec<_> = fields.filter(|field| field.widget == Widget::Tel).collect();
        assert_eq!(
            numbers.is_empty(),
            version.is_internal(),
            "{}: only bodies are not called back",
            version.code
        );
        for field in numbers {
            for typed in ["0912345678", "0912 345 678", "0912.345.678", "0912-345-678"] {
                let posted = [(field.name.clone(), typed.to_owned())];
                assert_eq!(field.answer(&posted), Ok(Some("0912345678".into())), "{typed}");
            }
        }
    }
}
