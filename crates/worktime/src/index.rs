//! Counting working days and working seconds without walking: sums of whole weeks, corrected by the special days.
//!
//! `elapsed` never falls and `days_before` never falls, so the inverse questions are binary searches. Cost does not depend
//! on how far apart two moments are.

use crate::calendar::CalendarData;
use crate::day::{self, DAY};
use crate::interval::{Interval, Week};
use crate::special::{Hours, SpecialDay};

/// Working days and working seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sum {
    days: i64,
    seconds: i64,
}

impl Sum {
    fn of(hours: &[Interval]) -> Self {
        Self {
            days: i64::from(!hours.is_empty()),
            seconds: hours.iter().map(|interval| interval.seconds()).sum(),
        }
    }

    const fn plus(self, other: Self) -> Self {
        Self { days: self.days + other.days, seconds: self.seconds + other.seconds }
    }

    const fn minus(self, other: Self) -> Self {
        Self { days: self.days - other.days, seconds: self.seconds - other.seconds }
    }
}

/// Weekly hours with what was counted, by weekly hours alone, before they begin.
#[derive(Clone, Debug)]
struct Period {
    from: i64,
    before: Sum,
    days: [Sum; 7],
    hours: [Vec<Interval>; 7],
}

impl Period {
    /// What weekly hours count from `self.from` up to the start of `day`.
    fn until(&self, day: i64) -> Sum {
        let weeks = (day - self.from).div_euclid(7);
        let week = self.days.iter().fold(Sum::default(), |sum, day| sum.plus(*day));
        let whole = Sum { days: week.days * weeks, seconds: week.seconds * weeks };
        (self.from + weeks * 7..day).fold(whole, |sum, at| sum.plus(self.days[day::weekday_index(at)]))
    }
}

/// A special day with the sum of all corrections up to and including it.
#[derive(Clone, Debug)]
struct Exception {
    day: i64,
    hours: Vec<Interval>,
    corrections: Sum,
}

/// The counting index of a valid calendar.
#[derive(Clone, Debug)]
pub(crate) struct Index {
    periods: Vec<Period>,
    exceptions: Vec<Exception>,
}

impl Index {
    /// Builds it from data in order of date.
    pub(crate) fn new(data: &CalendarData) -> Self {
        let mut index = Self {
            periods: Vec::with_capacity(data.weekly.len()),
            exceptions: Vec::with_capacity(data.special.len()),
        };
        for weekly in &data.weekly {
            let from = day::number(weekly.from);
            let before =
                index.periods.last().map_or(Sum::default(), |last| last.before.plus(last.until(from)));
            index.periods.push(Period {
                from,
                before,
                days: sums(&weekly.hours),
                hours: weekly.hours.days().map(<[Interval]>::to_vec),
            });
        }
        let mut corrections = Sum::default();
        for special in &data.special {
            let day = day::number(special.date);
            let hours = index.special_hours(special, day);
            corrections = corrections.plus(Sum::of(&hours)).minus(Sum::of(index.weekly(day)));
            index.exceptions.push(Exception { day, hours, corrections });
        }
        index
    }

    fn special_hours(&self, special: &SpecialDay, day: i64) -> Vec<Interval> {
        match &special.hours {
            Hours::Off => Vec::new(),
            Hours::These(hours) => hours.clone(),
            Hours::Like(weekday) => {
                self.period(day).map_or_else(Vec::new, |period| period.hours[day::index_of(*weekday)].clone())
            }
        }
    }

    fn period(&self, day: i64) -> Option<&Period> {
        let after = self.periods.partition_point(|period| period.from <= day);
        self.periods.get(after.checked_sub(1)?)
    }

    /// What the week alone would say about a day.
    pub(crate) fn weekly(&self, day: i64) -> &[Interval] {
        self.period(day).map_or(&[], |period| &period.hours[day::weekday_index(day)])
    }

    /// The working intervals of a day.
    pub(crate) fn hours(&self, day: i64) -> &[Interval] {
        match self.exceptions.binary_search_by_key(&day, |exception| exception.day) {
            Ok(at) => &self.exceptions[at].hours,
            Err(_) => self.weekly(day),
        }
    }

    /// True when some week or special day has working time.
    pub(crate) fn has_work(&self) -> bool {
        let week = self.periods.iter().any(|period| period.days.iter().any(|day| day.days > 0));
        week || self.exceptions.iter().any(|exception| !exception.hours.is_empty())
    }

    fn before(&self, day: i64) -> Sum {
        let weekly = self.period(day).map_or(Sum::default(), |period| period.before.plus(period.until(day)));
        let past = self.exceptions.partition_point(|exception| exception.day < day);
        let corrections = past.checked_sub(1).map_or(Sum::default(), |at| self.exceptions[at].corrections);
        weekly.plus(corrections)
    }

    /// True when the day has working time.
    pub(crate) fn works(&self, day: i64) -> bool {
        !self.hours(day).is_empty()
    }

    /// The working seconds of a day.
    pub(crate) fn seconds(&self, day: i64) -> i64 {
        Sum::of(self.hours(day)).seconds
    }

    /// The first working moment of a working day.
    pub(crate) fn opening(&self, day: i64) -> Option<i64> {
        self.hours(day).first().map(|interval| day * DAY + interval.start())
    }

    /// The closing moment of a working day.
    pub(crate) fn closing(&self, day: i64) -> Option<i64> {
        self.hours(day).last().map(|interval| day * DAY + interval.end())
    }

    /// Working days before a day, from the beginning of the calendar.
    pub(crate) fn days_before(&self, day: i64) -> i64 {
        self.before(day).days
    }

    /// Working seconds before a moment, from the beginning of the calendar.
    pub(crate) fn elapsed(&self, moment: i64) -> i64 {
        let (day, second) = (moment.div_euclid(DAY), moment.rem_euclid(DAY));
        let today: i64 = self
            .hours(day)
            .iter()
            .map(|interval| (second.min(interval.end()) - interval.start()).max(0))
            .sum();
        self.before(day).seconds + today
    }

    /// The `n`-th working day (n >= 1) after the day `after`, not beyond the day `last`.
    pub(crate) fn nth_after(&self, after: i64, n: i64, last: i64) -> Option<i64> {
        let wanted = self.days_before(after + 1) + n;
        first_day(after + 1, last, |day| self.days_before(day + 1) >= wanted)
    }

    /// The first moment at which `wanted` working seconds have elapsed, from the day `from`, not beyond the day `last`.
    pub(crate) fn when(&self, wanted: i64, from: i64, last: i64) -> Option<i64> {
        let day = first_day(from, last, |day| self.before(day + 1).seconds >= wanted)?;
        let mut left = wanted - self.before(day).seconds;
        for interval in self.hours(day) {
            if left <= interval.seconds() {
                return Some(day * DAY + interval.start() + left);
            }
            left -= interval.seconds();
        }
        None
    }

    /// The first working moment at or after `moment`, not beyond the day `last`.
    pub(crate) fn next_open(&self, moment: i64, last: i64) -> Option<i64> {
        let day = moment.div_euclid(DAY);
        let today = self.hours(day).iter().find(|interval| moment < day * DAY + interval.end());
        if let Some(interval) = today {
            return Some(moment.max(day * DAY + interval.start()));
        }
        self.opening(self.nth_after(day, 1, last)?)
    }
}

fn sums(week: &Week) -> [Sum; 7] {
    week.days().map(Sum::of)
}

/// The first day of `low..=high` for which a condition that stays true once true holds.
fn first_day(low: i64, high: i64, holds: impl Fn(i64) -> bool) -> Option<i64> {
    if low > high || !holds(high) {
        return None;
    }
    let (mut low, mut high) = (low, high);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(low)
}
