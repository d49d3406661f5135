//! When a person may hold a position: one person may hold several (a small commune), but not the same one twice
//! at a time, and none outside the time in which the unit exists.

use base::Role;
use base::id::UnitId;
use jiff::civil::Date;

use crate::model::{Holding, Period};

/// Whether the person with the positions `held` may hold `role` in `unit` during `period`; the sentence if not.
pub(crate) fn may_hold(
    held: &[Holding],
    unit: UnitId,
    role: Role,
    period: Period,
) -> Result<(), &'static str> {
    if period.until.is_some_and(|until| until <= period.from) {
        return Err("Ngày kết thúc phải sau ngày bắt đầu. Xin nhập lại.");
    }
    let twice = held.iter().any(|it| it.unit == unit && it.role == role && overlap(it.period, period));
    if twice {
        Err("Cán bộ này đã giữ đúng vị trí đó trong thời gian đã nhập.")
    } else {
        Ok(())
    }
}

/// The first day of a period on which none of the positions `held` holds; none if they fill it.
pub(crate) fn first_gap(held: &[Holding], period: Period) -> Option<Date> {
    let mut day = period.from;
    while period.holds_on(day) {
        match held.iter().find(|it| it.period.holds_on(day)) {
            None => return Some(day),
            Some(it) => day = it.period.until?,
        }
    }
    None
}

fn overlap(one: Period, two: Period) -> bool {
    one.until.is_none_or(|end| two.from < end) && two.until.is_none_or(|end| one.from < end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn a_position_lasts_a_day_at_least() {
        let unit = UnitId::new(&base::Rng::seeded(1), base::Instant::from_micros(0));
        let until = |day: i8| {
            let period = Period { from: date(2026, 11, 18), until: Some(date(2026, 11, day)) };
            may_hold(&[], unit, Role::Reception, period).is_ok()
        };
        assert_eq!([17, 18, 19].map(until), [false, false, true]);
    }

    proptest! {
        #[test]
        fn the_first_gap_is_the_first_day_that_nothing_holds(all in prop::collection::vec((0_i64..30, 1_i64..20, any::<bool>()), 0..5), start in 0_i64..20, long in 1_i64..30) {
            let day = |n: i64| date(2026, 1, 1).saturating_add(jiff::Span::new().days(n));
            let rng = base::Rng::seeded(1);
            let now = base::Instant::from_micros(0);
            let held: Vec<Holding> = all.iter().map(|(from, days, open)| Holding {
                id: crate::model::PostId::new(&rng, now),
                staff: base::id::StaffId::new(&rng, now),
                unit: UnitId::new(&rng, now),
                role: Role::Reception,
                period: Period { from: day(*from), until: (!open).then(|| day(from + days)) },
                posted_from: None,
            }).collect();
            let period = Period { from: day(start), until: Some(day(start + long)) };
            let free = |it: &Date| held.iter().all(|post| !post.period.holds_on(*it));
            prop_assert_eq!(first_gap(&held, period), (start..start + long).map(day).find(free));
        }

        #[test]
        fn two_periods_overlap_exactly_if_they_share_a_day(a in 0_i64..40, b in 1_i64..40, c in 0_i64..40, d in 1_i64..40, open in 0_u8..4) {
            let day = |n: i64| date(2026, 1, 1).saturating_add(jiff::Span::new().days(n));
            let one = Period { from: day(a), until: (open & 1 == 0).then(|| day(a + b)) };
            let two = Period { from: day(c), until: (open & 2 == 0).then(|| day(c + d)) };
            let shared = (0..200).any(|n| one.holds_on(day(n)) && two.holds_on(day(n)));
            prop_assert_eq!(overlap(one, two), shared);
            prop_assert_eq!(overlap(two, one), shared);
        }
    }
}
