//! A span of civil dates with a first day and an optional day on which it no longer holds.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// From a day on, up to and not including another day; open without one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// The first day on which it holds.
    pub from: Date,
    /// The first day on which it no longer holds.
    pub until: Option<Date>,
}

impl Period {
    /// What the database keeps for "no end", so that one comparison serves both.
    pub(crate) const NEVER: Date = Date::MAX;

    /// The last day on which something without an end still holds: asks what is open.
    pub(crate) const FAR: Date = jiff::civil::date(9999, 12, 30);

    /// From `from` on without an end.
    #[must_use]
    pub const fn since(from: Date) -> Self {
        Self { from, until: None }
    }

    /// Whether it holds on `day`.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }

    /// The last day on which it holds; none if it is open.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        self.until.and_then(|until| until.yesterday().ok())
    }

    pub(crate) fn stored(from: Date, to: Date) -> Self {
        Self { from, until: (to != Self::NEVER).then_some(to) }
    }

    pub(crate) fn stored_end(&self) -> Date {
        self.until.unwrap_or(Self::NEVER)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn the_end_is_not_part_of_it() {
        let period = Period { from: date(2025, 7, 1), until: Some(date(2026, 1, 1)) };
        assert!(!period.holds_on(date(2025, 6, 30)));
        assert!(period.holds_on(date(2025, 7, 1)));
        assert!(period.holds_on(date(2025, 12, 31)));
        assert!(!period.holds_on(date(2026, 1, 1)));
        assert_eq!(period.last_day(), Some(date(2025, 12, 31)));
        assert!(Period::since(date(2025, 7, 1)).holds_on(date(2199, 1, 1)));
    }

    proptest! {
        #[test]
        fn two_periods_that_meet_share_no_day(split in 0_i64..4000, day in 0_i64..8000) {
            let start = date(2020, 1, 1);
            let on = |days: i64| start.saturating_add(jiff::Span::new().days(days));
            let first = Period { from: start, until: Some(on(split + 1)) };
            let second = Period::since(on(split + 1));
            prop_assert_ne!(first.holds_on(on(day)), second.holds_on(on(day)));
        }
    }
}
