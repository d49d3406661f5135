//! Days and moments as plain numbers, so that counting is integer arithmetic. Civil types stay at the edge.

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time, Weekday, date};

/// Seconds in a civil day.
pub(crate) const DAY: i64 = 86_400;

const EPOCH: Date = date(1970, 1, 1);

/// The first date the crate counts on.
pub(crate) const FIRST: Date = EPOCH;

/// The last date the crate counts on.
pub(crate) const LAST: Date = date(2199, 12, 31);

/// The number of a date: days since 1970-01-01.
pub(crate) fn number(date: Date) -> i64 {
    date.duration_since(EPOCH).as_secs().div_euclid(DAY)
}

/// The date of a day number. Numbers outside the years 1970 to 2199 stop at the nearest end.
pub(crate) fn date_of(number: i64) -> Date {
    let seconds = number.saturating_mul(DAY);
    EPOCH.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(if number < 0 { FIRST } else { LAST })
}

/// The moment of a civil time: seconds since 1970-01-01T00:00 on the local clock.
pub(crate) fn moment(at: DateTime) -> i64 {
    number(at.date()) * DAY + second(at.time())
}

/// The civil time of a moment.
pub(crate) fn datetime_of(moment: i64) -> DateTime {
    let in_day = moment.rem_euclid(DAY);
    date_of(moment.div_euclid(DAY)).to_datetime(time_of(in_day))
}

/// The seconds from midnight to a time of day.
pub(crate) fn second(time: Time) -> i64 {
    i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second())
}

fn time_of(second: i64) -> Time {
    let part = |value: i64| i8::try_from(value).unwrap_or(0);
    Time::new(part(second / 3600), part(second / 60 % 60), part(second % 60), 0).unwrap_or(Time::midnight())
}

/// Monday 0 to Sunday 6. 1970-01-01 was a Thursday.
pub(crate) fn weekday_index(number: i64) -> usize {
    usize::try_from((number + 3).rem_euclid(7)).unwrap_or(0)
}

/// Monday 0 to Sunday 6.
pub(crate) fn index_of(weekday: Weekday) -> usize {
    usize::try_from(weekday.to_monday_zero_offset()).unwrap_or(0)
}

/// True where the crate can count.
pub(crate) fn known(date: Date) -> bool {
    (FIRST..=LAST).contains(&date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::datetime;
    use proptest::prelude::*;

    #[test]
    fn weekdays_agree_with_the_civil_calendar() {
        assert_eq!(weekday_index(number(date(2026, 11, 18))), index_of(Weekday::Wednesday));
        assert_eq!(date(2026, 11, 18).weekday(), Weekday::Wednesday);
        assert_eq!(number(date(1970, 1, 2)), 1);
        assert_eq!(moment(datetime(1970, 1, 2, 0, 0, 5, 999)), DAY + 5);
    }

    proptest! {
        #[test]
        fn a_moment_and_its_civil_time_agree(moment_ in 0_i64..=83_949 * DAY) {
            let civil = datetime_of(moment_);
            prop_assert_eq!(moment(civil), moment_);
            prop_assert_eq!(weekday_index(number(civil.date())), index_of(civil.date().weekday()));
        }
    }
}
