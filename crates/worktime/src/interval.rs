//! Working intervals of a day and of a week. Half-open, to the minute.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Time, Weekday};
use serde::{Deserialize, Serialize};

use crate::day;

/// A working interval `[from, to)` of one day. Written `08:00-12:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Interval {
    from: Time,
    to: Time,
}

/// Why a text is not an interval.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{text}” không phải là khoảng giờ làm việc: xin ghi như 08:00-12:00, giờ đầu trước giờ cuối, chẵn đến phút"
)]
pub struct IntervalError {
    /// What was written.
    pub text: String,
}

impl Interval {
    /// `[from, to)`. Both in whole minutes, `from` before `to`.
    ///
    /// # Errors
    /// When `from` is not before `to` or one of them has seconds.
    pub fn new(from: Time, to: Time) -> Result<Self, IntervalError> {
        let whole = |time: Time| time.second() == 0 && time.subsec_nanosecond() == 0;
        if from < to && whole(from) && whole(to) {
            Ok(Self { from, to })
        } else {
            Err(IntervalError { text: format!("{}-{}", from.strftime("%H:%M:%S"), to.strftime("%H:%M:%S")) })
        }
    }

    /// The first moment of work.
    #[must_use]
    pub const fn from(self) -> Time {
        self.from
    }

    /// The first moment that is no longer work.
    #[must_use]
    pub const fn to(self) -> Time {
        self.to
    }

    /// Seconds from midnight to the first moment of work.
    pub(crate) fn start(self) -> i64 {
        day::second(self.from)
    }

    /// Seconds from midnight to the end.
    pub(crate) fn end(self) -> i64 {
        day::second(self.to)
    }

    /// Seconds of work.
    pub(crate) fn seconds(self) -> i64 {
        self.end() - self.start()
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.from.strftime("%H:%M"), self.to.strftime("%H:%M"))
    }
}

impl FromStr for Interval {
    type Err = IntervalError;

    fn from_str(text: &str) -> Result<Self, IntervalError> {
        let error = || IntervalError { text: shorten(text) };
        let (from, to) = text.split_once(['-', '–']).ok_or_else(error)?;
        let from = time(from).ok_or_else(error)?;
        let to = time(to).ok_or_else(error)?;
        Self::new(from, to).map_err(|_| error())
    }
}

impl TryFrom<String> for Interval {
    type Error = IntervalError;

    fn try_from(text: String) -> Result<Self, IntervalError> {
        text.parse()
    }
}

impl From<Interval> for String {
    fn from(interval: Interval) -> Self {
        interval.to_string()
    }
}

/// Reads `8:00`, `08:00` or `08:00:00`.
pub(crate) fn time(text: &str) -> Option<Time> {
    let mut parts = text.trim().split(':');
    let mut part = |most: i8| -> Option<i8> {
        let digits = parts.next()?;
        let plain = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse().ok().filter(|value: &i8| plain && *value <= most)
    };
    let (hour, minute) = (part(23)?, part(59)?);
    let second = part(59);
    let rest = parts.next().is_some();
    if rest || (second.is_none() && text.matches(':').count() != 1) {
        return None;
    }
    Time::new(hour, minute, second.unwrap_or(0), 0).ok()
}

/// At most the first 60 characters of what somebody typed, for messages.
pub(crate) fn shorten(text: &str) -> String {
    let clean = text.trim();
    if clean.chars().count() <= 60 {
        clean.to_owned()
    } else {
        clean.chars().take(60).chain(['…']).collect()
    }
}

/// The working intervals of each weekday. A day without intervals is a weekly day of rest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Week {
    /// Thứ Hai.
    pub mon: Vec<Interval>,
    /// Thứ Ba.
    pub tue: Vec<Interval>,
    /// Thứ Tư.
    pub wed: Vec<Interval>,
    /// Thứ Năm.
    pub thu: Vec<Interval>,
    /// Thứ Sáu.
    pub fri: Vec<Interval>,
    /// Thứ Bảy.
    pub sat: Vec<Interval>,
    /// Chủ nhật.
    pub sun: Vec<Interval>,
}

impl Week {
    /// Monday to Friday with the same intervals.
    #[must_use]
    pub fn monday_to_friday(hours: &[Interval]) -> Self {
        let day = hours.to_vec();
        Self {
            mon: day.clone(),
            tue: day.clone(),
            wed: day.clone(),
            thu: day.clone(),
            fri: day,
            ..Self::default()
        }
    }

    /// The intervals of a weekday, in order.
    #[must_use]
    pub fn of(&self, weekday: Weekday) -> &[Interval] {
        self.days()[day::index_of(weekday)]
    }

    /// Monday to Sunday.
    pub(crate) fn days(&self) -> [&[Interval]; 7] {
        [&self.mon, &self.tue, &self.wed, &self.thu, &self.fri, &self.sat, &self.sun]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes() {
        let morning: Interval = "8:00 - 12:00".parse().expect("valid");
        assert_eq!(morning.to_string(), "08:00-12:00");
        assert_eq!(morning.seconds(), 4 * 3600);
        for bad in [
            "",
            "08:00",
            "12:00-08:00",
            "08:00-08:00",
            "08:00:30-09:00",
            "25:00-26:00",
            "8-12",
            "08:00-12:00-13:00",
            "-1:00-02:00",
        ] {
            assert!(bad.parse::<Interval>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_week_gives_each_day_its_own() {
        let week: Week =
            serde_json::from_str(r#"{"mon":["07:30-11:30","13:30-17:00"],"sat":["07:30-11:30"]}"#)
                .expect("valid");
        assert_eq!(week.of(Weekday::Saturday).len(), 1);
        assert!(week.of(Weekday::Sunday).is_empty());
        assert!(serde_json::from_str::<Week>(r#"{"monday":[]}"#).is_err());
    }
}
