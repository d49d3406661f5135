//! The rules of a dossier over the packages that ship with the program: the papers, the acts, the steps.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use base::{Instant, Role};
use catalogue::package::{BUILTIN, builtin};
use catalogue::process::{Awaits, Position, UnitSelector};
use catalogue::{Channel, ProcedureVersion, Situation};
use dossier::model::{Beside, Paper, State, Supplement, Wait};
use dossier::rules::step::{Given, Standing, choices, owed, take};
use dossier::rules::{self, Act};
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::{Value, json};

static VERSIONS: LazyLock<Vec<ProcedureVersion>> = LazyLock::new(|| {
    BUILTIN.iter().map(|(code, _)| builtin(code).expect("it ships").expect("it is sound").procedure).collect()
});

/// Every procedure in every case and channel it has.
fn situations() -> Vec<(&'static ProcedureVersion, Situation<'static>)> {
    VERSIONS.iter().flat_map(|version| version.situations().map(move |it| (version, it))).collect()
}

fn any_posts() -> impl Strategy<Value = Vec<(Role, UnitSelector)>> {
    let one = (prop::sample::select(Role::ALL.to_vec()), prop::sample::select(UnitSelector::ALL.to_vec()));
    prop::collection::vec(one, 0..4)
}

fn everybody() -> Vec<(Role, UnitSelector)> {
    Role::ALL.iter().flat_map(|role| UnitSelector::ALL.iter().map(|unit| (*role, *unit))).collect()
}

/// What a careful person sends with an action.
const CAREFUL: Given<'static> = Given {
    note: "Lý do.",
    person: true,
    result_number: "1/KQ",
    result_date: Some(date(2026, 11, 18)),
    recipient: "Nguyễn Thị Hồng Ánh",
    authorised: None,
    received: None,
    notice_number: "LTB2644101-TK0012345",
    amount: Some(12_500_000),
    receipt_number: "0012345",
    receipt_date: Some(date(2026, 11, 17)),
};

proptest! {
    /// From reception to the end every step is a lawful act on the dossier as a whole, each choice says what it owes, and
    /// what is owed is enough.
    #[test]
    fn a_dossier_on_its_way_is_always_in_a_lawful_state(
        which in any::<prop::sample::Index>(),
        picks in prop::collection::vec(any::<prop::sample::Index>(), 200),
    ) {
        let (version, situation) = *which.get(&situations());
        let answers = json!({});
        let posts = everybody();
        let mut state = rules::next(State::Submitted, Act::Receive).expect("it is received");
        let mut position = version.process.begin();
        let mut drafted: Option<String> = None;
        for pick in picks {
            if position.end().is_some() {
                break;
            }
            let decided = drafted.clone();
            let at = Standing { version, position: &position, situation, answers: &answers, decided: decided.as_deref() };
            let offered = choices(&at, &posts);
            prop_assert!(!offered.is_empty() && !matches!(state, State::Returned | State::Stopped), "{position:?} in {state}");
            let choice = pick.get(&offered);
            let given = Given { person: !choice.offer.names_person_for.is_empty(), ..CAREFUL.clone() };
            prop_assert_eq!(owed(choice, &given, date(2026, 11, 18)), vec![]);
            let (transition, act) = take(&at, &posts, &choice.offer.step, &choice.offer.action).expect("it is offered");
            prop_assert_eq!(choice.completes, act == Act::Complete);
            prop_assert!(!choice.hands_over || act == Act::Return);
            prop_assert_eq!(choice.notifies, act == Act::AwaitPayment);
            let short = Given { amount: None, receipt_number: " ", ..given.clone() };
            let wrong: Vec<_> = owed(choice, &short, date(2026, 11, 18)).into_iter().map(|error| error.field).collect();
            prop_assert_eq!(wrong.contains(&"amount".to_owned()), choice.notifies);
            prop_assert_eq!(wrong.contains(&"receipt_number".to_owned()), choice.settles);
            drafted = transition.result.clone().or(drafted);
            state = rules::next(state, act).expect("a step is a lawful act");
            position = transition.position;
        }
        if position.end().is_some() {
            prop_assert!(matches!(state, State::Returned | State::Stopped), "{state}");
        }
    }

    /// What a person is offered is what is accepted from them, and nothing else.
    #[test]
    fn what_is_offered_is_what_is_accepted(
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        posts in any_posts(),
    ) {
        let (version, situation) = *which.get(&situations());
        let position = Position::At { step: at.get(&version.process.steps).code.clone() };
        let answers = json!({});
        let standing = Standing { version, position: &position, situation, answers: &answers, decided: None };
        let offered: BTreeSet<_> = choices(&standing, &posts).into_iter().map(|it| (it.offer.step, it.offer.action)).collect();
        let edges = version.process.edges.iter().map(|edge| (edge.from.clone(), edge.action.clone()));
        let accepted: BTreeSet<_> = edges.filter(|(step, action)| take(&standing, &posts, step, action).is_ok()).collect();
        prop_assert_eq!(offered, accepted);
    }

    /// A text is taken up to its limit and not one letter further, and what is owed cannot be blank.
    #[test]
    fn what_comes_with_an_action_is_measured_in_letters(over in any::<bool>(), letter in prop::sample::select(vec!['a', 'ệ', 'Đ', '𠮷'])) {
        let all = situations();
        let (version, situation) = all[0];
        let answers = json!({});
        let today = date(2026, 11, 18);
        let mut met = BTreeSet::new();
        for step in &version.process.steps {
            let position = Position::At { step: step.code.clone() };
            let at = Standing { version, position: &position, situation, answers: &answers, decided: None };
            for choice in choices(&at, &everybody()) {
                let long = |limit: usize| letter.to_string().repeat(limit + usize::from(over));
                let (note, number, recipient) = (long(2000), long(60), long(250));
                let given = Given { note: &note, person: !choice.offer.names_person_for.is_empty(), result_number: &number, result_date: Some(today), recipient: &recipient, ..CAREFUL.clone() };
                let wrong: Vec<_> = owed(&choice, &given, today).into_iter().map(|error| error.field).collect();
                prop_assert_eq!(wrong, if over { vec!["note", "result_number", "recipient"] } else { vec![] });
                let blank = Given { note: " \t", result_number: " ", recipient: "\n", result_date: None, person: false, ..CAREFUL.clone() };
                let wrong: BTreeSet<_> = owed(&choice, &blank, today).into_iter().map(|error| error.field).collect();
                prop_assert_eq!(wrong.contains("note"), choice.offer.needs_reason);
                prop_assert_eq!(wrong.contains("result_number") && wrong.contains("result_date"), choice.completes);
                prop_assert_eq!(wrong.contains("recipient"), choice.hands_over);
                met.extend(wrong);
            }
        }
        prop_assert!(["note", "result_number", "recipient"].iter().all(|field| met.contains(*field)));
    }

    /// Papers: complete when every required one is there; what is missing is named once, what is not published is refused,
    /// and adding what is missing takes exactly that complaint away.
    #[test]
    fn papers_are_complete_when_what_is_required_is_there(
        which in any::<prop::sample::Index>(),
        bits in prop::collection::vec(any::<bool>(), 30),
        stranger in any::<bool>(),
    ) {
        let all: Vec<_> = situations().into_iter().filter(|(_, it)| it.channel == Channel::Counter).collect();
        let (version, situation) = *which.get(&all);
        let answers: Value = json!({});
        let listed: Vec<_> = version.components(&answers, &situation).collect();
        let given: BTreeSet<&str> =
            listed.iter().zip(&bits).filter(|(_, there)| **there).map(|(component, _)| component.code.as_str()).collect();
        let mut papers: Vec<Paper> = given.iter().map(|code| Paper::on_paper(code)).collect();
        if stranger {
            papers.push(Paper::on_paper("giay-la"));
        }
        let wrong = |papers: &[Paper]| -> BTreeSet<String> {
            rules::paper_errors(version, &situation, &answers, papers).into_iter().map(|error| error.field).collect()
        };
        let needed = listed.iter().filter(|one| one.required && !one.is_the_form(situation.channel));
        let missing: BTreeSet<String> =
            needed.filter(|one| !given.contains(one.code.as_str())).map(|one| rules::paper_field(&one.code)).collect();
        let mut expected = missing.clone();
        if stranger {
            expected.insert(rules::paper_field("giay-la"));
        }
        prop_assert_eq!(wrong(&papers), expected.clone());
        if let Some(one) = listed.iter().find(|one| missing.contains(&rules::paper_field(&one.code))) {
            papers.push(Paper::on_paper(&one.code));
            expected.remove(&rules::paper_field(&one.code));
            prop_assert_eq!(wrong(&papers), expected);
        }
    }

    /// An appointment never lies before what it is counted from, and a later reception is never due earlier.
    #[test]
    fn appointments_follow_receptions(which in any::<prop::sample::Index>(), minute in 0_i64..(60 * 24 * 30), later in 0_i64..(60 * 24 * 7)) {
        let (version, situation) = *which.get(&situations());
        let start = Instant::from_local(date(2026, 10, 5).at(0, 0, 0, 0));
        let due = |at: Instant| rules::appointment(version, &situation, &json!({}), worktime::hanh_chinh(), at).expect("the calendar carries it");
        let (first, second) = (start.plus_seconds(minute * 60), start.plus_seconds((minute + later) * 60));
        prop_assert!(due(first).due > first.local());
        prop_assert!(due(first).due <= due(second).due);
        prop_assert!(!due(first).derivation.is_empty());
    }
}

proptest! {
    /// Waiting for the citizen never brings a date forward, and the first promise is kept beside it; what was asked before
    /// reception moves nothing.
    #[test]
    fn a_supplement_moves_the_term_back_or_not_at_all(
        which in any::<prop::sample::Index>(),
        asked in 0_i64..(60 * 24 * 20),
        waited in 0_i64..(60 * 24 * 20),
    ) {
        let (version, situation) = *which.get(&situations());
        let (calendar, received) = (worktime::hanh_chinh(), Instant::from_local(date(2026, 10, 5).at(8, 30, 0, 0)));
        let request = |asked_at: Instant, answered_at: Option<Instant>| Supplement {
            asked_at, from: State::Processing, items: Vec::new(), approval: None, answered_at,
        };
        let due = |all: &[Supplement]| {
            {
                let beside = Beside { supplements: all.to_vec(), ..Beside::default() };
                rules::after_pauses(version, &situation, &json!({}), calendar, received, &beside)
            }
            .expect("the calendar carries it")
        };
        let promised = rules::appointment(version, &situation, &json!({}), calendar, received).expect("the calendar carries it");
        prop_assert_eq!(due(&[]).due, promised.due);
        let asked_at = received.plus_seconds(asked * 60);
        let answered = request(asked_at, Some(asked_at.plus_seconds(waited * 60)));
        let moved = due(std::slice::from_ref(&answered));
        prop_assert!(moved.due >= promised.due, "{} before {}", moved.due, promised.due);
        prop_assert_eq!(moved.original, promised.due);
        let early = received.plus_seconds(-3600);
        prop_assert_eq!(due(&[request(early, Some(received))]).due, promised.due);
        prop_assert_eq!(due(&[answered, request(asked_at.plus_seconds(waited * 60), None)]).due, moved.due);
    }
}

proptest! {
    /// A step that waits moves the date back by what it took and never forward; waits and requests for papers may overlap in
    /// any way, and what is still open moves nothing.
    #[test]
    fn waits_move_the_term_back_however_they_overlap(
        which in any::<prop::sample::Index>(),
        waits in prop::collection::vec((0_i64..(60 * 24 * 20), 0_i64..(60 * 24 * 20)), 0..3),
        papers in prop::collection::vec((0_i64..(60 * 24 * 20), 0_i64..(60 * 24 * 20)), 0..2),
    ) {
        let (version, situation) = *which.get(&situations());
        let (calendar, received) = (worktime::hanh_chinh(), Instant::from_local(date(2026, 10, 5).at(8, 30, 0, 0)));
        let at = |minute: i64| received.plus_seconds(minute * 60);
        let wait = |(from, took): &(i64, i64)| Wait {
            step: "cho".to_owned(), awaits: Awaits::Notice, since: at(*from), until: Some(at(from + took)), obligation: None, paid: None,
        };
        let request = |(from, took): &(i64, i64)| Supplement {
            asked_at: at(*from), from: State::Processing, items: Vec::new(), approval: None, answered_at: Some(at(from + took)),
        };
        let mut beside = Beside { waits: waits.iter().map(wait).collect(), ..Beside::default() };
        let due = |beside: &Beside| {
            rules::after_pauses(version, &situation, &json!({}), calendar, received, beside).expect("the calendar carries it").due
        };
        let promised = due(&Beside::default());
        let waited = due(&beside);
        prop_assert!(waited >= promised);
        beside.supplements = papers.iter().map(request).collect();
        prop_assert!(due(&beside) >= waited);
        let open = Wait { until: None, ..wait(&(60 * 24 * 60, 0)) };
        let before = due(&beside);
        beside.waits.push(open);
        prop_assert_eq!(due(&beside), before);
    }
}

/// The states and acts as a whole: each state is reached or waits for a later issue, and only the ends have no act. What was
/// handed over has one: it is opened again where the result is wrong.
#[test]
fn only_the_ends_have_no_way_on() {
    let mut reached = BTreeSet::from([State::Submitted]);
    for _ in State::ALL {
        let next: Vec<_> =
            reached.iter().flat_map(|state| Act::ALL.map(|act| rules::next(*state, act))).collect();
        reached.extend(next.into_iter().flatten());
    }
    for state in &reached {
        let stuck = Act::ALL.iter().all(|act| rules::next(*state, *act).is_err());
        let ends = matches!(state, State::Refused | State::Stopped | State::Withdrawn);
        assert_eq!(stuck, ends, "{state}");
    }
    assert_eq!(reached.len(), State::ALL.len(), "{reached:?}");
}
