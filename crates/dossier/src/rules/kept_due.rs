//! An appointment that an older system made is kept (NĐ 61/2018/NĐ-CP, NĐ 118/2025/NĐ-CP: what the receipt promised binds the body). The times
//! in which the clock stood still here are added to it day by day; where a request for papers begins the term anew, the term does count.

use base::Instant;
use jiff::civil::{Date, DateTime};
use worktime::{Calendar, Due, Entry, Kind, Point};

/// The appointment of a dossier that moved in, as a due moment with its derivation.
#[must_use]
pub fn kept(
    calendar: &Calendar,
    received: DateTime,
    due: DateTime,
    system: &str,
    term: worktime::Term,
) -> Due {
    let line = |kind, at: DateTime, name: &str| Entry {
        kind,
        from: Point::Moment(at),
        to: Point::Moment(at),
        amount: None,
        reached: None,
        name: name.to_owned(),
        source: String::new(),
        proposed: false,
    };
    Due {
        due,
        original: due,
        received,
        start: received,
        term,
        calendar: calendar.code().to_owned(),
        version: calendar.data().version.clone(),
        covers_until: calendar.covers_until(),
        proposed: false,
        derivation: vec![line(Kind::Received, received, ""), line(Kind::Kept, due, system)],
    }
}

/// The same after times in which the clock stood still, each with its reason: as many working days are left after each as before it.
#[must_use]
pub fn after_standing_still(kept: &Due, calendar: &Calendar, still: &[(Instant, Instant, &str)]) -> Due {
    let mut out = kept.clone();
    for (from, to, why) in still {
        let (from, to) = (from.local(), to.local());
        let entry = Entry {
            kind: Kind::Pause,
            from: Point::Moment(from),
            to: Point::Moment(to),
            amount: None,
            reached: None,
            name: (*why).to_owned(),
            source: String::new(),
            proposed: false,
        };
        out.derivation.push(entry);
        if from < out.due {
            let left = working_days(calendar, from.date(), out.due.date());
            let day = days_on(calendar, to.date(), left).max(out.due.date());
            out.due = day.to_datetime(out.due.time());
        }
    }
    out
}

/// How many working days lie after the first date, up to the second.
fn working_days(calendar: &Calendar, after: Date, to: Date) -> usize {
    let mut day = after;
    let mut count = 0;
    while day < to {
        day = day.tomorrow().unwrap_or(to);
        count += usize::from(calendar.works(day));
    }
    count
}

/// The working day that is so many after a date; the date itself for none.
fn days_on(calendar: &Calendar, from: Date, count: usize) -> Date {
    let (mut day, mut left) = (from, count);
    while left > 0 {
        let Ok(next) = day.tomorrow() else { return day };
        day = next;
        left -= usize::from(calendar.works(day));
    }
    day
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn day(after: i64) -> DateTime {
        date(2026, 11, 2).at(9, 0, 0, 0).checked_add(after.days()).expect("near")
    }

    fn promise(due: i64) -> Due {
        kept(worktime::hanh_chinh(), day(0), day(due), "Hệ thống cũ", worktime::Term::SAME_DAY)
    }

    #[test]
    fn three_working_days_left_before_are_three_after() {
        // Wednesday 4/11 to Monday 9/11: asked on Wednesday, answered on Thursday of the next week.
        let still = [(Instant::from_local(day(2)), Instant::from_local(day(10)), "Chờ bổ sung")];
        let after = after_standing_still(&promise(7), worktime::hanh_chinh(), &still);
        assert_eq!(after.due, day(15), "Thursday 12/11 and three working days: Tuesday 17/11");
        assert_eq!(after.original, day(7), "what was promised first stays");
        assert_eq!(after.derivation.len(), 3);
    }

    proptest! {
        #[test]
        fn standing_still_never_makes_it_earlier(due in 1_i64..60, from in 0_i64..90, long in 0_i64..60) {
            let still = [(Instant::from_local(day(from)), Instant::from_local(day(from + long)), "Chờ")];
            let after = after_standing_still(&promise(due), worktime::hanh_chinh(), &still);
            prop_assert!(after.due >= day(due));
            prop_assert!(from < due || after.due == day(due), "what was late before stays as it was");
        }

        #[test]
        fn nothing_moves_where_the_clock_never_stood_still(due in 1_i64..60) {
            prop_assert_eq!(after_standing_still(&promise(due), worktime::hanh_chinh(), &[]), promise(due));
        }
    }
}
