//! What a recount on a changed calendar may do to a promise (BLDS 2015, Điều 147 và 148; a closure by decision stops the clock, an outage
//! does not).

use jiff::civil::DateTime;

/// What was promised: by the term, and to the citizen now, which is later after a re-appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise {
    /// What lateness is counted against.
    pub first: DateTime,
    /// What the citizen was told last.
    pub current: DateTime,
    /// Whether `current` is a re-appointment, which a recount neither uses up nor takes back.
    pub extended: bool,
}

/// The promise after the term was counted anew as `counted`; none while nothing moves. A moment moves earlier only while it is still
/// ahead: nobody becomes late by what is decided afterwards.
#[must_use]
pub fn promised(old: Promise, counted: DateTime, now: DateTime) -> Option<Promise> {
    if counted == old.first || (counted < old.first && counted < now) {
        return None;
    }
    let current = if old.extended { old.current.max(counted) } else { counted };
    Some(Promise { first: counted, current, ..old })
}

/// Whether something that was done late stays late when its term is counted anew as `counted`. What was in time stays in time.
#[must_use]
pub fn stays_late(first: DateTime, counted: DateTime, done: DateTime) -> bool {
    done > first && done > counted
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn at(hours: i64) -> DateTime {
        date(2026, 11, 18).at(8, 0, 0, 0).checked_add(hours.hours()).expect("near")
    }

    proptest! {
        #[test]
        fn nobody_becomes_late_and_a_re_appointment_stays(
            first in -200_i64..200, more in 0_i64..100, extended: bool, counted in -300_i64..300, now in -200_i64..200
        ) {
            let current = if extended { first + more } else { first };
            let old = Promise { first: at(first), current: at(current), extended };
            let Some(new) = promised(old, at(counted), at(now)) else { return Ok(()) };
            prop_assert!(new.first >= old.first || new.first >= at(now), "earlier only while ahead");
            prop_assert!(!extended || new.current >= old.current, "no re-appointment is taken back");
            prop_assert!(new.current >= new.first);
            prop_assert_eq!(new.extended, extended);
            prop_assert_eq!(promised(new, at(counted), at(now)), None, "counting twice changes nothing more");
        }

        #[test]
        fn what_is_done_is_only_ever_excused(first in -99_i64..99, counted in -99_i64..99, done in -99_i64..99) {
            let late = stays_late(at(first), at(counted), at(done));
            prop_assert!(!late || at(done) > at(first));
        }
    }
}
