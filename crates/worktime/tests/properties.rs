//! What must hold for every calendar, term, moment and pause.

mod support;

use jiff::ToSpan;
use jiff::civil::DateTime;
use proptest::prelude::*;
use support::{calendar, cutoff, later, moment, term};
use worktime::{
    Alteration, Amount, Calendar, Clock, Cutoff, Due, Kind, SpecialDay, SpecialKind, Term, difference, due,
    remaining,
};

/// Pauses as (seconds after the one before, seconds of length).
fn gaps() -> impl Strategy<Value = Vec<(i64, i64)>> {
    let length = prop_oneof![0_i64..7_200, 0_i64..2_000_000];
    prop::collection::vec((0_i64..1_500_000, length), 0..4)
}

/// A clock with pauses, each with the same cuts in it: pieces that touch.
fn paused(
    received: DateTime,
    term: Term,
    cutoff: Option<&Cutoff>,
    gaps: &[(i64, i64)],
    pieces: i64,
) -> (Clock, Vec<(DateTime, DateTime)>) {
    let mut clock = Clock::start(received, term, cutoff.cloned());
    let mut stops = Vec::new();
    let mut at = received;
    for (wait, length) in gaps {
        at = later(at, *wait);
        stops.push((at, later(at, *length)));
        for piece in 0..pieces {
            clock.pause(later(at, length * piece / pieces), "chờ bổ sung").expect("it runs");
            clock.resume(later(at, length * (piece + 1) / pieces)).expect("it stands still");
        }
        at = later(at, *length);
    }
    (clock, stops)
}

fn ends_at_closing(calendar: &Calendar, due: &Due) -> bool {
    calendar.hours(due.due.date()).last().is_some_and(|interval| interval.to() == due.due.time())
}

/// The sum of what the derivation counts, in the unit of its amounts.
fn counted(due: &Due) -> i64 {
    let amounts = due
        .derivation
        .iter()
        .filter(|entry| matches!(entry.kind, Kind::Counted | Kind::MadeUp))
        .filter_map(|entry| entry.amount);
    amounts
        .map(|amount| match amount {
            Amount::WorkingDayThousandths(number) | Amount::WorkingSeconds(number) | Amount::Days(number) => {
                number
            }
        })
        .sum()
}

fn storm(day: i64) -> SpecialDay {
    SpecialDay::off(support::BEGINS + day.days(), SpecialKind::Closure, "Bão", "Quyết định đóng cửa")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    #[test]
    fn a_longer_term_is_never_due_earlier(calendar in calendar(), at in moment(), cutoff in cutoff(), one in 1_u32..20_000, other in 1_u32..20_000) {
        let (short, long) = (one.min(other), one.max(other));
        for make in [Term::working_minutes, Term::working_day_thousandths] {
            let due = |amount| worktime::due(&calendar, at, make(amount).expect("in bounds"), cutoff.as_ref()).expect("a due date").due;
            prop_assert!(due(short) <= due(long));
        }
        for (make, share) in [(Term::days as fn(u32) -> _, 60), (Term::months, 4_000)] {
            let due = |amount: u32| worktime::due(&calendar, at, make(amount / share + 1).expect("in bounds"), cutoff.as_ref()).expect("a due date").due;
            prop_assert!(due(short) <= due(long));
        }
    }

    #[test]
    fn a_later_reception_is_never_due_earlier(calendar in calendar(), term in term(), cutoff in cutoff(), one in moment(), other in moment()) {
        let due = |at| worktime::due(&calendar, at, term, cutoff.as_ref()).expect("a due date").due;
        prop_assert!(due(one.min(other)) <= due(one.max(other)));
    }

    #[test]
    fn never_before_the_start_and_at_closing_time_for_whole_days(calendar in calendar(), at in moment(), term in term(), cutoff in cutoff()) {
        let due = worktime::due(&calendar, at, term, cutoff.as_ref()).expect("a due date");
        prop_assert!(due.start >= at && due.due > due.start);
        prop_assert!(calendar.works(due.due.date()));
        let part = term.thousandths().is_some_and(|thousandths| thousandths % 1000 != 0);
        if !part && !term.to_string().contains("giờ") && !term.to_string().contains("phút") {
            prop_assert!(ends_at_closing(&calendar, &due));
        }
        prop_assert_eq!(due.due, due.original);
    }

    #[test]
    fn a_pause_of_no_length_changes_nothing(calendar in calendar(), at in moment(), term in term(), cutoff in cutoff(), wait in 0_i64..3_000_000) {
        let plain = worktime::due(&calendar, at, term, cutoff.as_ref()).expect("a due date");
        let (clock, _) = paused(at, term, cutoff.as_ref(), &[(wait, 0)], 1);
        prop_assert_eq!(clock.due(&calendar).expect("a due date"), plain);
    }

    #[test]
    fn splitting_a_pause_changes_nothing(calendar in calendar(), at in moment(), term in term(), cutoff in cutoff(), gaps in gaps(), pieces in 2_i64..5) {
        let whole = paused(at, term, cutoff.as_ref(), &gaps, 1).0.due(&calendar).expect("a due date");
        let split = paused(at, term, cutoff.as_ref(), &gaps, pieces).0.due(&calendar).expect("a due date");
        prop_assert_eq!(whole.due, split.due);
    }

    #[test]
    fn pauses_only_put_off_and_nothing_is_due_within_one(calendar in calendar(), at in moment(), term in term(), cutoff in cutoff(), gaps in gaps()) {
        let plain = worktime::due(&calendar, at, term, cutoff.as_ref()).expect("a due date");
        let (clock, stops) = paused(at, term, cutoff.as_ref(), &gaps, 1);
        let due = clock.due(&calendar).expect("a due date");
        prop_assert!(due.due >= plain.due);
        prop_assert_eq!(due.original, plain.due);
        for (from, to) in stops {
            prop_assert!(due.due <= from || due.due > to || from == to || calendar.hours(from.date()).last().is_some_and(|last| from.date() == to.date() && to.time() < last.to()),
                "due {} in the pause {from} to {to}", due.due);
        }
    }

    #[test]
    fn a_longer_pause_is_never_due_earlier(calendar in calendar(), at in moment(), term in term(), wait in 0_i64..1_500_000, length in 0_i64..1_000_000, more in 0_i64..1_000_000) {
        let due = |length| paused(at, term, None, &[(wait, length)], 1).0.due(&calendar).expect("a due date").due;
        prop_assert!(due(length) <= due(length + more));
    }

    #[test]
    fn a_day_off_never_brings_a_date_forward(calendar in calendar(), at in moment(), term in term(), cutoff in cutoff(), gaps in gaps(), day in 0_i64..520) {
        let more = calendar.with(storm(day), "2").expect("a valid calendar");
        let (clock, _) = paused(at, term, cutoff.as_ref(), &gaps, 1);
        let (old, new) = (clock.due(&calendar).expect("a due date"), clock.due(&more).expect("a due date"));
        prop_assert!(old.due <= new.due, "{} became {}", old.due, new.due);
        if old.due != new.due {
            prop_assert!(difference(&old, &new).moved());
        }
    }

    #[test]
    fn the_derivation_counts_the_whole_term_in_order(calendar in calendar(), at in moment(), cutoff in cutoff(), gaps in gaps(), minutes in 1_u32..6_000, parts in 1_u32..12_000, days in 1_u32..90) {
        let terms = [(Term::working_minutes(minutes), i64::from(minutes) * 60), (Term::working_day_thousandths(parts), i64::from(parts)), (Term::days(days), i64::from(days))];
        for (term, whole) in terms {
            let term = term.expect("in bounds");
            let due = paused(at, term, cutoff.as_ref(), &gaps, 1).0.due(&calendar).expect("a due date");
            prop_assert_eq!(counted(&due), whole);
            prop_assert_eq!(due.derivation.iter().filter(|entry| entry.reached == Some(term)).count(), 1);
            prop_assert_eq!(due.derivation[0].kind, Kind::Received);
            let dates: Vec<_> = due.derivation.iter().map(|entry| entry.from.date()).collect();
            prop_assert!(dates.is_sorted(), "{dates:?}");
        }
    }

    #[test]
    fn what_is_stored_is_read_back(calendar in calendar(), at in moment(), term in term(), cutoff in cutoff(), gaps in gaps()) {
        let (clock, _) = paused(at, term, cutoff.as_ref(), &gaps, 1);
        let due = clock.due(&calendar).expect("a due date");
        let calendar_json = serde_json::to_string(&calendar).expect("JSON");
        let clock_json = serde_json::to_string(&clock).expect("JSON");
        let due_json = serde_json::to_string(&due).expect("JSON");
        prop_assert_eq!(serde_json::from_str::<Calendar>(&calendar_json).expect("the same"), calendar);
        prop_assert_eq!(serde_json::from_str::<Clock>(&clock_json).expect("the same"), clock);
        prop_assert_eq!(serde_json::from_str::<Due>(&due_json).expect("the same"), due);
    }

    #[test]
    fn what_is_left_agrees_with_a_walk(calendar in calendar(), one in moment(), days in 0_i64..30, minutes in 0_i64..1_440) {
        let now = one.with().second(0).build().expect("a moment");
        let due = later(now, days * 86_400 + minutes * 60);
        let walked = (0..days * 1_440 + minutes).filter(|minute| calendar.open(later(now, minute * 60))).count();
        let left = remaining(&calendar, now, due);
        prop_assert_eq!(left.minutes, i64::try_from(walked).expect("small"));
        prop_assert!(!left.late);
        let past = remaining(&calendar, due, now);
        prop_assert_eq!(past.late, due > now);
        prop_assert_eq!((past.minutes, past.days), (left.minutes, left.days));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn working_days_agree_with_a_walk(calendar in calendar(), at in moment(), days in 1_u32..40) {
        let mut date = at.date();
        let mut left = days;
        while left > 0 {
            date = date.tomorrow().expect("a date");
            left -= u32::from(calendar.works(date));
        }
        let due = worktime::due(&calendar, at, Term::working_days(days).expect("in bounds"), None).expect("a due date");
        prop_assert_eq!(due.due.date(), date);
    }

    #[test]
    fn hours_with_pauses_agree_with_a_walk(calendar in calendar(), at in moment(), gaps in gaps(), minutes in 1_u32..2_000) {
        let at = at.with().second(0).build().expect("a moment");
        let gaps: Vec<(i64, i64)> = gaps.iter().map(|(wait, length)| (wait / 60 * 60, length / 60 * 60)).collect();
        let (clock, stops) = paused(at, Term::working_minutes(minutes).expect("in bounds"), None, &gaps, 1);
        let mut now = at;
        let mut left = minutes;
        while left > 0 {
            let stopped = stops.iter().any(|(from, to)| *from <= now && now < *to);
            left -= u32::from(calendar.open(now) && !stopped);
            now = later(now, 60);
        }
        prop_assert_eq!(clock.due(&calendar).expect("a due date").due, now);
    }
}

proptest! {
    /// A closure never brings a due date forward, and a date made ordinary again counts as before.
    #[test]
    fn a_closure_only_delays_and_can_be_taken_back(
        calendar in calendar(), received in moment(), term in term(), ahead in 0_i64..40
    ) {
        let day = later(received, ahead * 86_400).date();
        prop_assume!(calendar.special(day).is_none() && day >= calendar.begins());
        let closed = SpecialDay::off(day, SpecialKind::Closure, "Bão số 12", "QĐ 12/QĐ-UBND");
        let off = Alteration::Days { days: vec![closed] };
        let back = Alteration::Ordinary { days: vec![day] };
        let Ok(after) = calendar.altered([&off], "2") else { return Ok(()) };
        let (Ok(old), Ok(new)) = (due(&calendar, received, term, None), due(&after, received, term, None)) else {
            return Ok(());
        };
        prop_assert!(new.due >= old.due);
        prop_assert_eq!(off.first(), Some(day));
        let undone = calendar.altered([&off, &back], calendar.data().version.as_str()).expect("valid before");
        prop_assert_eq!(&undone, &calendar);
    }
}
