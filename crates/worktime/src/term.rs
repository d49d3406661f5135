//! Terms (thời hạn): how long the law gives. Exact: thousandths of a working day, whole minutes, whole days and months.

mod read;

use std::fmt;

use serde::{Deserialize, Serialize};

/// A length of time that the law gives. Never zero. Written and stored as Vietnamese text: `15 ngày làm việc`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Term(Measure);

/// What a term is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Measure {
    /// Minutes of working time.
    Minutes(i64),
    /// Thousandths of a working day.
    Thousandths(i64),
    /// Calendar days.
    Days(i64),
    /// Calendar months.
    Months(i64),
    /// Trong ngày: the day of reception.
    SameDay,
}

/// Why a text or number is not a term.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TermError {
    /// It could not be read.
    #[error(
        "“{text}” không đọc được: xin ghi như 3 ngày làm việc, 0,5 ngày làm việc, 8 giờ làm việc, 10 ngày, 2 tháng hoặc trong ngày"
    )]
    Unreadable {
        /// What was written.
        text: String,
    },
    /// Hours that do not say that they are working hours.
    #[error("“{text}”: giờ phải là giờ làm việc; xin ghi rõ, như 8 giờ làm việc")]
    PlainHours {
        /// What was written.
        text: String,
    },
    /// A dot that may mean thousands or decimals.
    #[error(
        "“{text}”: dấu chấm có thể là hàng nghìn hoặc phần thập phân; xin dùng dấu phẩy cho phần thập phân, như 1,5"
    )]
    Ambiguous {
        /// What was written.
        text: String,
    },
    /// More exact than the unit allows.
    #[error(
        "“{text}” quá lẻ: ngày làm việc lấy đến phần nghìn, giờ làm việc chẵn đến phút, ngày và tháng là số nguyên"
    )]
    TooFine {
        /// What was written.
        text: String,
    },
    /// Zero, or longer than ten years.
    #[error("Thời hạn phải lớn hơn 0 và không quá 20000 giờ làm việc, 3660 ngày hoặc 120 tháng")]
    Bounds,
}

impl Term {
    /// Trong ngày: until closing time of the day of reception.
    pub const SAME_DAY: Self = Self(Measure::SameDay);

    /// So many hours of working time, 1 to 20 000.
    ///
    /// # Errors
    /// Out of bounds.
    pub fn working_hours(hours: u32) -> Result<Self, TermError> {
        Self::bounded(Measure::Minutes(i64::from(hours) * 60))
    }

    /// So many minutes of working time, 1 to 1 200 000.
    ///
    /// # Errors
    /// Out of bounds.
    pub fn working_minutes(minutes: u32) -> Result<Self, TermError> {
        Self::bounded(Measure::Minutes(i64::from(minutes)))
    }

    /// So many whole working days, 1 to 3660.
    ///
    /// # Errors
    /// Out of bounds.
    pub fn working_days(days: u32) -> Result<Self, TermError> {
        Self::bounded(Measure::Thousandths(i64::from(days) * 1000))
    }

    /// So many thousandths of a working day: 500 is half of the unit's own day, 6250 is 6,25 days. 1 to 3 660 000.
    ///
    /// # Errors
    /// Out of bounds.
    pub fn working_day_thousandths(thousandths: u32) -> Result<Self, TermError> {
        Self::bounded(Measure::Thousandths(i64::from(thousandths)))
    }

    /// So many calendar days, 1 to 3660.
    ///
    /// # Errors
    /// Out of bounds.
    pub fn days(days: u32) -> Result<Self, TermError> {
        Self::bounded(Measure::Days(i64::from(days)))
    }

    /// So many calendar months, 1 to 120. A year is twelve.
    ///
    /// # Errors
    /// Out of bounds.
    pub fn months(months: u32) -> Result<Self, TermError> {
        Self::bounded(Measure::Months(i64::from(months)))
    }

    pub(crate) fn bounded(measure: Measure) -> Result<Self, TermError> {
        let (amount, most) = match measure {
            Measure::Minutes(minutes) => (minutes, 20_000 * 60),
            Measure::Thousandths(thousandths) => (thousandths, 3_660_000),
            Measure::Days(days) => (days, 3_660),
            Measure::Months(months) => (months, 120),
            Measure::SameDay => (1, 1),
        };
        if (1..=most).contains(&amount) { Ok(Self(measure)) } else { Err(TermError::Bounds) }
    }

    pub(crate) const fn measure(self) -> Measure {
        self.0
    }

    /// The thousandths of working days, for terms in working days: what is divided among the steps of a process.
    #[must_use]
    pub fn thousandths(self) -> Option<u32> {
        match self.0 {
            Measure::Thousandths(thousandths) => u32::try_from(thousandths).ok(),
            Measure::Minutes(_) | Measure::Days(_) | Measure::Months(_) | Measure::SameDay => None,
        }
    }
}

/// A number of thousandths as Vietnamese decimals: 6250 is `6,25`.
pub(crate) fn decimal(thousandths: i64) -> String {
    let (whole, part) = (thousandths / 1000, thousandths % 1000);
    if part == 0 {
        return whole.to_string();
    }
    format!("{whole},{}", format!("{part:03}").trim_end_matches('0'))
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Measure::Minutes(minutes) if minutes % 60 * 1000 % 60 == 0 => {
                write!(f, "{} giờ làm việc", decimal(minutes * 1000 / 60))
            }
            Measure::Minutes(minutes) => write!(f, "{minutes} phút làm việc"),
            Measure::Thousandths(thousandths) => write!(f, "{} ngày làm việc", decimal(thousandths)),
            Measure::Days(days) => write!(f, "{days} ngày"),
            Measure::Months(months) => write!(f, "{months} tháng"),
            Measure::SameDay => f.write_str("trong ngày"),
        }
    }
}

impl TryFrom<String> for Term {
    type Error = TermError;

    fn try_from(text: String) -> Result<Self, TermError> {
        text.parse()
    }
}

impl From<Term> for String {
    fn from(term: Term) -> Self {
        term.to_string()
    }
}
