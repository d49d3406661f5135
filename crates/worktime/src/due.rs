//! The answer: a due moment and its derivation, as it is stored with a dossier and shown to citizen and officer.

use std::fmt;

use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use crate::moment;
use crate::term::Term;

/// A cut-off: what is received after it counts as received on the next working day. Only where a procedure version says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cutoff {
    /// The last time of day that still counts.
    pub at: Time,
    /// The article that says so; shown in the derivation. May be empty on the command line.
    #[serde(default)]
    pub source: String,
}

/// A due moment and how it was found. JSON: moments are RFC 3339 with +07:00.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The moment by which the result is owed.
    #[serde(with = "moment")]
    pub due: DateTime,
    /// The moment without any pause or restart. Lateness is always measured against what the law says of it.
    #[serde(with = "moment")]
    pub original: DateTime,
    /// The moment of reception, or of the restart, as it was given.
    #[serde(with = "moment")]
    pub received: DateTime,
    /// The moment as which it counts: later than `received` after a cut-off.
    #[serde(with = "moment")]
    pub start: DateTime,
    /// The term.
    pub term: Term,
    /// Code of the calendar.
    pub calendar: String,
    /// Version of the calendar.
    pub version: String,
    /// The last date whose holidays that calendar knows.
    pub covers_until: Date,
    /// True when it rests on a day that no administrator has confirmed, or on a time whose holidays are not known yet.
    pub proposed: bool,
    /// What was counted and what was not, in order of time.
    pub derivation: Vec<Entry>,
}

/// What an entry of a derivation says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Received: the first day, which is not counted, or the exact moment for hours.
    Received,
    /// After the cut-off: counts as received on the next working day. `name` is the cut-off, empty when it was a day off.
    Cutoff,
    /// Counted. `amount` says how much; `reached` is set on the last one.
    Counted,
    /// Counted on a make-up day, whose name is given.
    MadeUp,
    /// Not counted: a day off, whose name is given.
    Off,
    /// Not counted: the clock was stopped. `amount` is what was left.
    Pause,
    /// The clock began anew.
    Restart,
    /// The last day of a term in days or months is no working day: the next working day takes its place.
    RollForward,
    /// The month has no such day: its last day takes its place.
    MonthEnd,
    /// From here on the calendar does not know the holidays yet.
    Unknown,
    /// The appointment that an older system made, kept as it was: `name` is the system.
    Kept,
    /// A part of a linked procedure, whose own lines follow: `name` is the part with its body, `source` what it waits for.
    Part,
}

/// A date or a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// A whole date: `2026-11-24`.
    Day(Date),
    /// A moment: `2026-11-18T09:20:00+07:00`.
    Moment(DateTime),
}

impl Point {
    /// The date of it.
    #[must_use]
    pub fn date(self) -> Date {
        match self {
            Self::Day(date) => date,
            Self::Moment(at) => at.date(),
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(date) => write!(f, "{date}"),
            Self::Moment(at) => f.write_str(&moment::text(*at)),
        }
    }
}

impl Serialize for Point {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Point {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let day = || (text.len() == 10).then(|| text.parse().ok()).flatten().map(Self::Day);
        moment::read(&text)
            .map(Self::Moment)
            .or_else(day)
            .ok_or_else(|| D::Error::custom(format!("“{text}” is neither a date nor a local moment")))
    }
}

/// How much was counted, or was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// Thousandths of working days: 3000 is three.
    WorkingDayThousandths(i64),
    /// Seconds of working time.
    WorkingSeconds(i64),
    /// Calendar days.
    Days(i64),
}

/// One line of a derivation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What it says.
    pub kind: Kind,
    /// Where it begins.
    pub from: Point,
    /// Where it ends; the last day of a run of days.
    pub to: Point,
    /// How much was counted; on a pause, what was left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// The whole term, on the line that completes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached: Option<Term>,
    /// The name of the day off or make-up day, the reason of the pause.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The law, notice or decision behind it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// True when it rests on a day that no administrator has confirmed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub proposed: bool,
}

impl Entry {
    pub(crate) fn new(kind: Kind, from: Point, to: Point) -> Self {
        Self {
            kind,
            from,
            to,
            amount: None,
            reached: None,
            name: String::new(),
            source: String::new(),
            proposed: false,
        }
    }
}
