//! How much working time is left until a due moment, or has passed since. Cheap: no walking, a page of rows costs microseconds.

use std::fmt;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::day::{self, DAY};

/// Working time between now and a due moment, on the unit's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remaining {
    /// True once the due moment has passed.
    pub late: bool,
    /// Whole working days between the two; those begun are not among them.
    pub days: i64,
    /// Working minutes between the two, all of them, days included; parts of a minute dropped.
    pub minutes: i64,
}

/// The working time from `now` to `due`, or since.
#[must_use]
pub fn remaining(calendar: &Calendar, now: DateTime, due: DateTime) -> Remaining {
    let clamp = |at: DateTime| day::moment(at).clamp(0, day::number(day::LAST) * DAY + DAY - 1);
    let (now, due) = (clamp(now), clamp(due));
    let (from, to) = (now.min(due), now.max(due));
    let index = &calendar.index;
    let begun = index.opening(from.div_euclid(DAY)).is_some_and(|opening| opening < from);
    let over = index.closing(to.div_euclid(DAY)).is_none_or(|closing| closing <= to);
    let first = from.div_euclid(DAY) + i64::from(begun);
    let end = to.div_euclid(DAY) + i64::from(over);
    Remaining {
        late: now > due,
        days: if first < end { index.days_before(end) - index.days_before(first) } else { 0 },
        minutes: (index.elapsed(to) - index.elapsed(from)) / 60,
    }
}

impl fmt::Display for Remaining {
    /// `Còn 13 ngày làm việc`, `Còn 2 giờ 30 phút`, `Quá 1 ngày làm việc`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lead = if self.late { "Quá" } else { "Còn" };
        match (self.days, self.minutes) {
            (0, 0) if self.late => f.write_str("Vừa quá hạn"),
            (0, 0) => f.write_str("Đến hạn"),
            (0, minutes) => write!(f, "{lead} {}", crate::words::duration(minutes * 60)),
            (days, _) => write!(f, "{lead} {days} ngày làm việc"),
        }
    }
}
