//! Due moments: Bộ luật Dân sự 2015, Điều 147 (where a term begins) and Điều 148 (where it ends).

use jiff::civil::{Date, DateTime};
use jiff::{Span, ToSpan};

use crate::calendar::Calendar;
use crate::day::{self, DAY};
use crate::derive;
use crate::due::{Cutoff, Due};
use crate::error::DueError;
use crate::index::Index;
use crate::pauses::{Pause, Stops};
use crate::term::{Measure, Term};

/// No due moment lies further from its start, or from its last pause, than this many days.
const FARTHEST: i64 = 40 * 366;
/// A working day in the units in which parts of days are added up.
const WHOLE: i128 = 1_000_000_000_000;
/// More than all rounding of those units together.
const SLACK: i128 = 20_000;

/// The due moment of a term received at `received`, with its derivation.
///
/// - Working hours run from the exact moment, or from the next opening (Điều 147 khoản 1).
/// - Days and months: the day of reception is not counted (Điều 147 khoản 2); the term ends at the closing time of its last day; a last day
///   that is no working day gives way to the next working day (Điều 148 khoản 5); a month without that day ends on its last (khoản 3).
/// - Parts of a working day: the whole days first, then that share of the next working day's own hours. So 0,5 days received on
///   Thursday is half of Friday, and 6,25 days is a quarter of the seventh day.
/// - Trong ngày: the closing time of the day of reception, or of the next working day when no working time is left.
/// - With a cut-off, what comes after it or on a day off counts as received on the next working day.
///
/// # Errors
/// When the moment lies outside the calendar, or no due moment is found within forty years.
pub fn due(
    calendar: &Calendar,
    received: DateTime,
    term: Term,
    cutoff: Option<&Cutoff>,
) -> Result<Due, DueError> {
    with_pauses(calendar, received, term, cutoff, &[])
}

/// [`due`], without the time of pauses, which are in order and do not overlap.
pub(crate) fn with_pauses(
    calendar: &Calendar,
    received: DateTime,
    term: Term,
    cutoff: Option<&Cutoff>,
    pauses: &[Pause],
) -> Result<Due, DueError> {
    let question = Question::new(calendar, received, term, cutoff, pauses)?;
    let answer = question.answer()?;
    let original = if question.stops.moments.is_empty() {
        answer.due
    } else {
        question.clone().without_pauses().answer()?.due
    };
    Ok(derive::explain(&question, &answer, original, cutoff, pauses))
}

/// A checked question, in plain numbers.
#[derive(Clone, Debug)]
pub(crate) struct Question<'a> {
    pub(crate) calendar: &'a Calendar,
    pub(crate) index: &'a Index,
    pub(crate) term: Term,
    pub(crate) received: i64,
    /// The moment as which reception counts.
    pub(crate) start: i64,
    pub(crate) stops: Stops,
    last: i64,
}

/// Where the term ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Answer {
    pub(crate) due: i64,
    /// The last day that was counted: before `due`'s own day when the term was rolled forward.
    pub(crate) counted: i64,
    /// The moment at which a part of a day began to run.
    pub(crate) part: Option<i64>,
}

impl Answer {
    const fn at(due: i64) -> Self {
        Self { due, counted: due.div_euclid(DAY), part: None }
    }
}

impl<'a> Question<'a> {
    fn new(
        calendar: &'a Calendar,
        received: DateTime,
        term: Term,
        cutoff: Option<&Cutoff>,
        pauses: &[Pause],
    ) -> Result<Self, DueError> {
        if !day::known(received.date()) || received.date() < calendar.begins() {
            return Err(DueError::OutsideCalendar {
                at: received,
                calendar: calendar.label(),
                begins: calendar.begins(),
            });
        }
        let index = &calendar.index;
        let moment = day::moment(received);
        let stops = Stops::new(index, moment, pauses)?;
        let after = stops.moments.last().map_or(moment, |stop| stop.1).div_euclid(DAY);
        let last = (after + FARTHEST).min(day::number(day::LAST));
        let mut question = Self { calendar, index, term, received: moment, start: moment, stops, last };
        if let Some(cutoff) = cutoff {
            question.start = question.after_cutoff(day::second(cutoff.at))?;
        }
        Ok(question)
    }

    fn without_pauses(mut self) -> Self {
        self.stops = Stops::default();
        self
    }

    /// At or before the cut-off of a working day reception counts; otherwise from the next working day's opening.
    fn after_cutoff(&self, cutoff: i64) -> Result<i64, DueError> {
        let (today, second) = (self.received.div_euclid(DAY), self.received.rem_euclid(DAY));
        if self.index.works(today) && second <= cutoff {
            return Ok(self.received);
        }
        let next = self.index.nth_after(today, 1, self.last);
        next.and_then(|day| self.index.opening(day)).ok_or_else(|| self.too_far())
    }

    fn too_far(&self) -> DueError {
        DueError::TooFar {
            calendar: self.calendar.label(),
            term: self.term.to_string(),
            from: day::date_of(self.start.div_euclid(DAY)),
        }
    }

    fn answer(&self) -> Result<Answer, DueError> {
        self.search().ok_or_else(|| self.too_far())
    }

    fn search(&self) -> Option<Answer> {
        let first = self.start.div_euclid(DAY);
        match self.term.measure() {
            Measure::Minutes(minutes) => self.run(self.start, minutes * 60).map(Answer::at),
            Measure::Thousandths(thousandths) => self.working_days(first, thousandths),
            Measure::Days(days) => self.calendar_days(first, days),
            Measure::Months(months) => {
                self.calendar_days(first, day::number(month_later(day::date_of(first), months)?) - first)
            }
            Measure::SameDay => self.same_day(first),
        }
    }

    /// The moment at which `seconds` of working time outside pauses have run from `from`.
    fn run(&self, from: i64, seconds: i64) -> Option<i64> {
        let first = from.div_euclid(DAY);
        let mut wanted = self.index.elapsed(from) + seconds;
        for (stop, go) in &self.stops.moments {
            let stop = (*stop).max(from);
            if *go > stop && self.index.elapsed(stop) < wanted {
                wanted += self.index.elapsed(*go) - self.index.elapsed(stop);
            }
        }
        self.index.when(wanted, first, self.last)
    }

    fn working_days(&self, first: i64, thousandths: i64) -> Option<Answer> {
        let (whole, part) = (thousandths / 1000, thousandths % 1000);
        let day = if whole > 0 { self.nth_working(first, whole)? } else { first };
        if part == 0 { Some(Answer::at(self.index.closing(day)?)) } else { self.part_of_day(day, part) }
    }

    /// The `n`-th working day after `after` that no pause takes away.
    fn nth_working(&self, after: i64, n: i64) -> Option<i64> {
        let mut left = n;
        for (from, to) in self.stops.runs(after, self.last) {
            let count = self.index.days_before(to + 1) - self.index.days_before(from);
            if left <= count {
                return self.index.nth_after(from - 1, left, to);
            }
            left -= count;
        }
        None
    }

    /// A share of a day, in thousandths, that runs from the first working moment after the day `after`.
    fn part_of_day(&self, after: i64, thousandths: i64) -> Option<Answer> {
        let begin = self.first_free((after + 1) * DAY)?;
        let mut left = i128::from(thousandths) * WHOLE / 1000;
        let mut from = begin;
        loop {
            let today = from.div_euclid(DAY);
            let length = i128::from(self.index.seconds(today));
            let free: i64 = self
                .stops
                .outside(from, (today + 1) * DAY)
                .iter()
                .map(|(from, to)| self.index.elapsed(*to) - self.index.elapsed(*from))
                .sum();
            let share = i128::from(free) * WHOLE / length;
            if left <= share + SLACK {
                let seconds = (left * length - SLACK * DAY_WIDE + WHOLE - 1) / WHOLE;
                let due = self.run(from, i64::try_from(seconds).ok()?.clamp(1, free))?;
                return Some(Answer { due, counted: after, part: Some(begin) });
            }
            left -= share;
            from = self.first_free((today + 1) * DAY)?;
        }
    }

    /// The first working moment at or after `moment` outside pauses.
    fn first_free(&self, moment: i64) -> Option<i64> {
        let mut at = self.index.next_open(moment, self.last)?;
        for (stop, go) in &self.stops.moments {
            if *stop <= at && at < *go {
                at = self.index.next_open(*go, self.last)?;
            }
        }
        Some(at)
    }

    fn calendar_days(&self, first: i64, days: i64) -> Option<Answer> {
        let mut left = days;
        for (from, to) in self.stops.runs(first, self.last) {
            if left <= to - from + 1 {
                let counted = from + left - 1;
                let due = self.index.closing(self.nth_working(counted - 1, 1)?)?;
                return Some(Answer { due, counted, part: None });
            }
            left -= to - from + 1;
        }
        None
    }

    fn same_day(&self, first: i64) -> Option<Answer> {
        let open = self.index.closing(first).is_some_and(|closing| self.start < closing);
        let day = self.nth_working(if open { first - 1 } else { first }, 1)?;
        Some(Answer::at(self.index.closing(day)?))
    }
}

const DAY_WIDE: i128 = 86_400;

/// The same day so many months later; the last day of a month that has no such day (Điều 148 khoản 3).
pub(crate) fn month_later(date: Date, months: i64) -> Option<Date> {
    let span: Span = months.months();
    date.checked_add(span).ok().filter(|later| day::known(*later))
}
