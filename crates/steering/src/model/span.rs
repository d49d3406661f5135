//! The time of a table: its first and last day.

use jiff::civil::Date;

/// A time of whole days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    first: Date,
    last: Date,
}

impl Span {
    /// From a first day to a last one; none if they are the wrong way round.
    #[must_use]
    pub fn new(first: Date, last: Date) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// The month of a day, until that day.
    #[must_use]
    pub fn month(day: Date) -> Self {
        Self { first: day.first_of_month(), last: day }
    }

    /// The month before that of a day.
    #[must_use]
    pub fn month_before(day: Date) -> Self {
        let last = day.first_of_month().yesterday().unwrap_or(day);
        Self { first: last.first_of_month(), last }
    }

    /// The quarter of a day, until that day.
    #[must_use]
    pub fn quarter(day: Date) -> Self {
        let month = (day.month() - 1) / 3 * 3 + 1;
        Self { first: Date::new(day.year(), month, 1).unwrap_or(day), last: day }
    }

    /// The year of a day, until that day.
    #[must_use]
    pub fn year(day: Date) -> Self {
        Self { first: day.first_of_year(), last: day }
    }

    /// The first day.
    #[must_use]
    pub const fn first(self) -> Date {
        self.first
    }

    /// The last day.
    #[must_use]
    pub const fn last(self) -> Date {
        self.last
    }

    /// `từ 01/11/2026 đến 30/11/2026`.
    #[must_use]
    pub fn words(self) -> String {
        format!("từ {} đến {}", base::words::date(self.first), base::words::date(self.last))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_times_of_a_day() {
        let day = date(2026, 11, 18);
        assert_eq!(Span::month(day), Span { first: date(2026, 11, 1), last: day });
        assert_eq!(Span::month_before(day), Span { first: date(2026, 10, 1), last: date(2026, 10, 31) });
        assert_eq!(Span::quarter(day).first(), date(2026, 10, 1));
        assert_eq!(Span::year(day).first(), date(2026, 1, 1));
        assert_eq!(Span::new(day, date(2026, 11, 17)), None);
    }

    proptest! {
        #[test]
        fn each_ends_with_the_day_and_begins_before_it(year in 2000_i16..2100, month in 1_i8..=12, day in 1_i8..=28) {
            let day = date(year, month, day);
            for span in [Span::month(day), Span::quarter(day), Span::year(day)] {
                prop_assert!(span.first() <= day && span.last() == day);
            }
            prop_assert!(Span::month_before(day).last() < Span::month(day).first());
        }
    }
}
