//! The appointment of a linked dossier, over orders of parts made at random: it is the end of the longest way, never before
//! any part, and never earlier for a longer term or for a citizen who was awaited longer.

use std::sync::Arc;

use base::Instant;
use base::id::{UnitId, Uuid};
use catalogue::{ProcedureKey, SupplementClock};
use dossier::model::{Awaited, Part, PartState};
use dossier::rules::linked::{Leg, all_granted, give_up, may_hand_over, must_decide, plan, ready, whole};
use jiff::civil::{DateTime, date};
use proptest::prelude::*;
use worktime::Term;

/// A part: its term in working days, which of the parts before it it waits for, how long the citizen was awaited in it.
type Drawn = (u32, Vec<bool>, Option<(i64, i64)>);

fn drawn() -> impl Strategy<Value = Vec<Drawn>> {
    let waits = prop::option::of((0_i64..20_000, 1_i64..10_000));
    prop::collection::vec((1_u32..12, prop::collection::vec(any::<bool>(), 8), waits), 1..7)
}

fn received() -> DateTime {
    date(2026, 3, 2).at(9, 30, 0, 0)
}

fn legs(drawn: &[Drawn], longer: u32, waits: bool) -> Vec<Leg> {
    let calendar = Arc::new(worktime::hanh_chinh().clone());
    let leg = |(i, (days, before, wait)): (usize, &Drawn)| {
        let from = |minutes: i64| Instant::from_local(received()).plus_seconds(minutes * 60);
        let awaited = wait
            .filter(|_| waits)
            .map(|(start, length)| Awaited { from: from(start), to: Some(from(start + length)) });
        Leg {
            code: format!("p{i}"),
            part: format!("Phần {i}"),
            name: format!("Phần {i} (cơ quan)"),
            after: (0..i).filter(|j| before[*j % 8]).map(|j| format!("p{j}")).collect(),
            term: format!("{} ngày làm việc", days + longer).parse::<Term>().expect("a term"),
            cutoff: None,
            clock: SupplementClock::Pause,
            calendar: Arc::clone(&calendar),
            awaited: awaited.into_iter().collect(),
        }
    };
    drawn.iter().enumerate().map(leg).collect()
}

/// The end of the longest way to this part, by walking every way.
fn longest(legs: &[Leg], at: usize) -> DateTime {
    let before = legs[at]
        .after
        .iter()
        .map(|code| longest(legs, legs.iter().position(|leg| leg.code == *code).expect("there")));
    let start = before.max().unwrap_or_else(received);
    worktime::due(&legs[at].calendar, start, legs[at].term, None).expect("the calendar carries it").due
}

fn parts(drawn: &[Drawn], states: &[PartState]) -> Vec<Part> {
    let legs = legs(drawn, 0, false);
    let part = |(leg, state): (Leg, &PartState)| Part {
        code: leg.code.clone(),
        name: leg.name,
        procedure: ProcedureKey { code: "1.001193".parse().expect("a code"), version: 1 },
        competent: UnitId::from_uuid(Uuid::from_u128(1)),
        root: UnitId::from_uuid(Uuid::from_u128(1)),
        after: leg.after,
        state: *state,
        start: None,
        due: None,
        dossier: None,
        number: None,
        awaited: Vec::new(),
        result: None,
        reason: None,
    };
    legs.into_iter().zip(states.iter().cycle()).map(part).collect()
}

fn states() -> impl Strategy<Value = Vec<PartState>> {
    let all =
        [PartState::Waiting, PartState::Open, PartState::Granted, PartState::Failed, PartState::Dropped];
    prop::collection::vec(prop::sample::select(all.to_vec()), 7)
}

proptest! {
    #[test]
    fn it_is_the_end_of_the_longest_way(drawn in drawn()) {
        let legs = legs(&drawn, 0, false);
        let planned = plan(&legs, received()).expect("it is counted");
        let whole = whole(&legs, &planned, received()).expect("there are parts");
        let expected = (0..legs.len()).map(|at| longest(&legs, at)).max();
        prop_assert_eq!(Some(whole.due), expected);
        prop_assert!(planned.iter().all(|part| part.due.due <= whole.due && part.start < part.due.due));
        let said = |leg: &Leg| whole.derivation.iter().any(|line| line.name == leg.name);
        prop_assert!(legs.iter().all(said), "each part has its lines");
    }

    #[test]
    fn the_order_in_which_the_parts_are_written_makes_no_difference(drawn in drawn()) {
        let legs = legs(&drawn, 0, true);
        let turned: Vec<_> = legs.iter().rev().cloned().collect();
        let due = |legs: &[Leg]| {
            let planned = plan(legs, received()).expect("it is counted");
            whole(legs, &planned, received()).expect("there are parts").due
        };
        prop_assert_eq!(due(&legs), due(&turned));
    }

    #[test]
    fn longer_terms_and_longer_waiting_never_bring_it_forward(drawn in drawn(), longer in 0_u32..4) {
        let due = |legs: &[Leg]| {
            let planned = plan(legs, received()).expect("it is counted");
            whole(legs, &planned, received()).expect("there are parts").due
        };
        prop_assert!(due(&legs(&drawn, longer, false)) >= due(&legs(&drawn, 0, false)));
        prop_assert!(due(&legs(&drawn, 0, true)) >= due(&legs(&drawn, 0, false)));
    }

    /// What may begin waits for nothing; what is given up can never begin; nothing is left that could do neither.
    #[test]
    fn every_part_that_waits_begins_one_day_or_is_given_up(drawn in drawn(), states in states()) {
        let mut parts = parts(&drawn, &states);
        let dropped = give_up(&mut parts);
        for code in &dropped {
            let part = parts.iter().find(|part| part.code == *code).expect("there");
            prop_assert_eq!(part.state, PartState::Dropped);
        }
        for at in ready(&parts) {
            let granted = |code: &String| parts.iter().any(|it| it.code == *code && it.state == PartState::Granted);
            prop_assert!(parts[at].state == PartState::Waiting && parts[at].after.iter().all(granted));
        }
        let idle = parts.iter().all(|part| part.state != PartState::Open) && ready(&parts).is_empty();
        if idle {
            prop_assert!(parts.iter().all(|part| part.state.is_over()), "{parts:?}");
            prop_assert!(all_granted(&parts) != must_decide(&parts));
        }
        prop_assert!(!must_decide(&parts) || may_hand_over(&parts));
    }
}
