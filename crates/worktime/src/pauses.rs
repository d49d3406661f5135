//! Pauses: times that do not count. Whole days for terms in days, exact moments for hours and parts of a day.
//!
//! For terms in days the day on which the clock stops is given back whole, and the day on which it goes on counts again, as long as some
//! of its working time is left. So a pause from Monday morning to Thursday morning costs three days, one within a day costs
//! none, and two pauses that touch are the same as one.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::day::{self, DAY};
use crate::error::DueError;
use crate::index::Index;

/// A time during which the clock stands still: waiting for a supplement, a payment, a consultation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// When the clock stops.
    pub from: DateTime,
    /// When it goes on.
    pub to: DateTime,
    /// Why, as people see it; may be empty.
    pub reason: String,
}

/// Moments and days `[from, to)` of pauses in order, without empty ones.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stops {
    /// As moments.
    pub(crate) moments: Vec<(i64, i64)>,
    /// As days that are not counted; merged.
    days: Vec<(i64, i64)>,
}

impl Stops {
    /// Checks pauses that belong to a term received at `received`.
    pub(crate) fn new(index: &Index, received: i64, pauses: &[Pause]) -> Result<Self, DueError> {
        let mut stops = Self::default();
        let mut earliest = received;
        for pause in pauses {
            let (from, to) = (day::moment(pause.from), day::moment(pause.to));
            if from < earliest || to < from || !day::known(pause.to.date()) {
                return Err(DueError::Pauses);
            }
            earliest = to;
            if from < to {
                stops.moments.push((from, to));
                stops.add_days(first_lost(index, from), first_regained(index, to));
            }
        }
        Ok(stops)
    }

    fn add_days(&mut self, from: i64, to: i64) {
        if from >= to {
            return;
        }
        match self.days.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => self.days.push((from, to)),
        }
    }

    /// True when the day is not counted.
    pub(crate) fn skips(&self, day: i64) -> bool {
        self.days.iter().any(|(from, to)| (*from..*to).contains(&day))
    }

    /// The runs of days after `after` up to and including `last` that are counted.
    pub(crate) fn runs(&self, after: i64, last: i64) -> Vec<(i64, i64)> {
        let mut runs = Vec::with_capacity(self.days.len() + 1);
        let mut next = after + 1;
        for (from, to) in &self.days {
            if *from > next {
                runs.push((next, (*from - 1).min(last)));
            }
            next = next.max(*to);
        }
        runs.push((next, last));
        runs.retain(|(from, to)| from <= to);
        runs
    }

    /// The parts of `[from, to)` outside all pauses.
    pub(crate) fn outside(&self, from: i64, to: i64) -> Vec<(i64, i64)> {
        let mut parts = Vec::new();
        let mut next = from;
        for (stop, go) in &self.moments {
            if *stop > next {
                parts.push((next, (*stop).min(to)));
            }
            next = next.max(*go);
        }
        parts.push((next, to));
        parts.retain(|(from, to)| from < to);
        parts
    }
}

/// The first day that a pause takes away: its own, unless that day's work is over.
fn first_lost(index: &Index, from: i64) -> i64 {
    let today = from.div_euclid(DAY);
    match index.closing(today) {
        Some(closing) if closing <= from => today + 1,
        _ => today,
    }
}

/// The first day that counts again: the one on which the clock goes on, unless none of its working time is left.
fn first_regained(index: &Index, to: i64) -> i64 {
    let today = to.div_euclid(DAY);
    match index.closing(today) {
        Some(closing) if to < closing => today,
        _ => today + 1,
    }
}
