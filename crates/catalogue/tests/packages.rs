//! The packages that ship with the program, walked at random in every case and channel: a way never ends where nothing
//! can be done, it ends with a result or a refusal, and its steps take no more time than there is.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use base::Role;
use catalogue::form::{Scope, Widget};
use catalogue::package::{BUILTIN, builtin};
use catalogue::process::{Act, Facts, Outcome, Position, Process, Stage, StepTerm, UnitSelector};
use catalogue::{Channel, Condition, ProcedureVersion, Situation};
use proptest::prelude::*;
use serde_json::json;

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

/// The term of a situation in thousandths of a working day; a thousand where it is not counted in them.
fn whole(version: &ProcedureVersion, situation: Situation<'_>) -> u32 {
    let term = version.term(&situation).and_then(|term| term.text.parse::<worktime::Term>().ok());
    term.and_then(worktime::Term::thousandths).unwrap_or(1000)
}

/// The times of the steps, in thousandths of a working day, along every way from `step` that does not go back.
fn sums(process: &Process, step: &str, situation: Situation<'_>, whole: u32) -> Vec<u32> {
    let own = match process.step(step).map(|step| &step.term) {
        Some(StepTerm::Share(share)) => u32::from(*share) * whole / 1000,
        // A detour (a body that is asked) may have a term in calendar days, beside the shares.
        Some(StepTerm::Own(text)) => {
            text.parse::<worktime::Term>().ok().and_then(worktime::Term::thousandths).unwrap_or(0)
        }
        None => 0,
    };
    let open = |guard: &Option<Condition>| guard.as_ref().is_none_or(|it| it.holds(&json!({}), &situation));
    let mut out = Vec::new();
    for edge in process.from(step).filter(|edge| !edge.back && open(&edge.guard)) {
        let next = edge.enters();
        if next.is_empty() {
            out.push(own);
        }
        out.extend(
            next.into_iter().flat_map(|next| sums(process, next, situation, whole)).map(|sum| own + sum),
        );
    }
    // A step whose every action goes back (a body that was asked, and answers) ends a detour.
    if out.is_empty() { vec![own] } else { out }
}

#[test]
fn no_way_takes_longer_than_the_term_and_the_longest_takes_all_of_it() {
    for version in VERSIONS.iter() {
        let mut all_of_it = false;
        for (_, situation) in situations().into_iter().filter(|(other, _)| other.code == version.code) {
            let whole = whole(version, situation);
            let sums = sums(&version.process, &version.process.start, situation, whole);
            assert!(
                sums.iter().all(|sum| *sum <= whole),
                "{} {}: {sums:?} of {whole}",
                version.code,
                situation.case
            );
            all_of_it |= sums.into_iter().max() == Some(whole);
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
        let text = version.term(&situation).map(|term| term.text.as_str()).unwrap_or_default();
        assert!(text.parse::<worktime::Term>().is_ok(), "{} {}: {text:?}", version.code, situation.case);
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
        let facts = Facts { posts: &posts, situation, answers: &answers };
        let mut position = process.begin();
        let mut decided = None;
        // Choices at random first; then whatever leads on, which must come to an end within as many steps as there are.
        let onward = std::iter::repeat_n(None, process.steps.len() + 1);
        for choice in choices.iter().map(Some).chain(onward) {
            if position.end().is_some() {
                break;
            }
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
        let facts = Facts { posts: &posts, situation, answers: &answers };
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
        assert!(!numbers.is_empty(), "{}", version.code);
        for field in numbers {
            for typed in ["0912345678", "0912 345 678", "0912.345.678", "0912-345-678"] {
                let posted = [(field.name.clone(), typed.to_owned())];
                assert_eq!(field.answer(&posted), Ok(Some("0912345678".into())), "{typed}");
            }
        }
    }
}
