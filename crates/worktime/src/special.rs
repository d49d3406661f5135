//! Days that differ from the week: holidays, days off in exchange, make-up days, closures by decision.

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::interval::Interval;

/// What makes a day special.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpecialKind {
    /// Nghỉ lễ, Tết: Bộ luật Lao động 2019, Điều 112.
    Holiday,
    /// Nghỉ bù for a holiday that falls on a weekly day of rest: Bộ luật Lao động 2019, Điều 111 khoản 3.
    Substitute,
    /// Nghỉ hoán đổi: a day off that is worked on another day.
    SwapOff,
    /// Làm bù: a day of rest that is worked in exchange.
    MakeUp,
    /// The unit is closed by a decision: a storm, a flood, a move. An outage of a machine is none.
    Closure,
}

/// How sure a special day is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Confidence {
    /// Confirmed.
    #[default]
    H,
    /// Counts, but everything that rests on it is "proposed" (đề xuất) until an administrator confirms it.
    M,
}

/// The hours worked on a special day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hours {
    /// None: the whole day is off.
    #[default]
    Off,
    /// Those of a weekday of the week in force, for example Monday's on a Saturday that is worked for it.
    Like(#[serde(with = "weekday")] Weekday),
    /// Exactly these.
    These(Vec<Interval>),
}

/// One special day of a calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpecialDay {
    /// The date.
    pub date: Date,
    /// What makes it special.
    pub kind: SpecialKind,
    /// Its name as people see it, 1 to 200 characters: `Ngày Văn hóa Việt Nam`.
    pub name: String,
    /// The hours worked that day.
    #[serde(default)]
    pub hours: Hours,
    /// Who says so: a law, a notice, a decision. 1 to 300 characters.
    pub source: String,
    /// How sure it is.
    #[serde(default)]
    pub confidence: Confidence,
}

impl SpecialDay {
    /// A confirmed day off.
    #[must_use]
    pub fn off(date: Date, kind: SpecialKind, name: &str, source: &str) -> Self {
        Self {
            date,
            kind,
            name: name.to_owned(),
            hours: Hours::Off,
            source: source.to_owned(),
            confidence: Confidence::H,
        }
    }

    /// A confirmed make-up day that is worked like `weekday`.
    #[must_use]
    pub fn make_up(date: Date, weekday: Weekday, name: &str, source: &str) -> Self {
        Self { hours: Hours::Like(weekday), ..Self::off(date, SpecialKind::MakeUp, name, source) }
    }

    /// The same day, only proposed.
    #[must_use]
    pub fn proposed(self) -> Self {
        Self { confidence: Confidence::M, ..self }
    }
}

/// `mon` to `sun`, the names that a week uses.
mod weekday {
    use jiff::civil::Weekday;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    pub(super) fn serialize<S: Serializer>(weekday: &Weekday, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(NAMES[crate::day::index_of(*weekday)])
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Weekday, D::Error> {
        let text = String::deserialize(from)?;
        let found = NAMES.iter().position(|name| *name == text).and_then(|index| i8::try_from(index).ok());
        found.and_then(|index| Weekday::from_monday_zero_offset(index).ok()).ok_or_else(|| {
            D::Error::custom(format!(
                "“{text}” không phải là thứ trong tuần: mon, tue, wed, thu, fri, sat, sun"
            ))
        })
    }
}
