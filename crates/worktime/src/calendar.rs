//! The working calendar of a unit. Holds only calendars that passed validation, with an index for fast counting.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::error::CalendarError;
use crate::index::Index;
use crate::interval::{Interval, Week};
use crate::special::{Confidence, SpecialDay};
use crate::validate::validate;

/// A calendar as it is written down: what an administrator edits and a database stores as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarData {
    /// Code, 1 to 60 lower-case letters, digits and hyphens: `hanh-chinh`.
    pub code: String,
    /// Name, 1 to 200 characters.
    pub name: String,
    /// The version of this data, 1 to 60 characters without spaces: `2026.1`. Goes into each derivation.
    pub version: String,
    /// The last date whose special days are known. Beyond it a due date says so and is "proposed".
    pub covers_until: Date,
    /// The weekly hours, each valid from its date until the next one begins. The first date is where the calendar begins.
    pub weekly: Vec<Weekly>,
    /// The special days, at most one for each date, in any order.
    #[serde(default)]
    pub special: Vec<SpecialDay>,
}

/// Weekly hours that are valid from a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weekly {
    /// The first date on which they are valid.
    pub from: Date,
    /// The hours.
    pub hours: Week,
    /// The decision that sets them, at most 300 characters; may be empty.
    #[serde(default)]
    pub source: String,
}

/// A validated working calendar. Reads and writes the JSON of [`CalendarData`].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "CalendarData", into = "CalendarData")]
pub struct Calendar {
    data: CalendarData,
    pub(crate) index: Index,
}

impl PartialEq for Calendar {
    fn eq(&self, other: &Self) -> bool {
        self.data == other.data
    }
}

impl Eq for Calendar {}

impl Calendar {
    /// Validates and indexes a calendar. Weekly hours and special days are put in order of date.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place: see [`CalendarError`].
    pub fn new(mut data: CalendarData) -> Result<Self, CalendarError> {
        data.weekly.sort_by_key(|weekly| weekly.from);
        data.special.sort_by_key(|special| special.date);
        validate(&data)?;
        let index = Index::new(&data);
        if index.has_work() { Ok(Self { data, index }) } else { Err(CalendarError::NoWork) }
    }

    /// The data behind it, in order of date.
    #[must_use]
    pub const fn data(&self) -> &CalendarData {
        &self.data
    }

    /// Code, for example `hanh-chinh`.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.data.code
    }

    /// Name as people see it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.data.name
    }

    /// Code and version, for example `hanh-chinh@2026.1`: what a derivation records.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{}@{}", self.data.code, self.data.version)
    }

    /// The date on which the calendar begins. A term cannot start before it.
    #[must_use]
    pub fn begins(&self) -> Date {
        self.data.weekly.first().map_or(crate::day::FIRST, |weekly| weekly.from)
    }

    /// The last date whose special days are known. Never take a later day for an ordinary one without saying so.
    #[must_use]
    pub const fn covers_until(&self) -> Date {
        self.data.covers_until
    }

    /// The special day of a date.
    #[must_use]
    pub fn special(&self, date: Date) -> Option<&SpecialDay> {
        let found = self.data.special.binary_search_by_key(&date, |special| special.date).ok()?;
        self.data.special.get(found)
    }

    /// The working intervals of a date, in order; empty on a day off, before the calendar begins and after 2199.
    #[must_use]
    pub fn hours(&self, date: Date) -> &[Interval] {
        if crate::day::known(date) { self.index.hours(crate::day::number(date)) } else { &[] }
    }

    /// True when the unit works at some time of the date.
    #[must_use]
    pub fn works(&self, date: Date) -> bool {
        !self.hours(date).is_empty()
    }

    /// True when the unit works at this moment.
    #[must_use]
    pub fn open(&self, at: jiff::civil::DateTime) -> bool {
        let time = at.time();
        self.hours(at.date()).iter().any(|interval| interval.from() <= time && time < interval.to())
    }

    /// The same calendar with one special day added or replaced, under a new version.
    ///
    /// # Errors
    /// When the day is not valid, see [`Calendar::new`].
    pub fn with(&self, special: SpecialDay, version: &str) -> Result<Self, CalendarError> {
        let mut data = self.data.clone();
        version.clone_into(&mut data.version);
        data.special.retain(|known| known.date != special.date);
        data.special.push(special);
        Self::new(data)
    }

    /// The same calendar where an administrator has confirmed a proposed day, under a new version. Without such a day, only the version changes.
    ///
    /// # Errors
    /// When the source or the version is not valid, see [`Calendar::new`].
    pub fn confirm(&self, date: Date, source: &str, version: &str) -> Result<Self, CalendarError> {
        let mut data = self.data.clone();
        version.clone_into(&mut data.version);
        for special in data.special.iter_mut().filter(|special| special.date == date) {
            special.confidence = Confidence::H;
            source.clone_into(&mut special.source);
        }
        Self::new(data)
    }

    /// The special days that only count as proposed, in order of date: what an administrator has to confirm.
    pub fn proposed(&self) -> impl Iterator<Item = &SpecialDay> {
        self.data.special.iter().filter(|special| special.confidence == Confidence::M)
    }
}

impl TryFrom<CalendarData> for Calendar {
    type Error = CalendarError;

    fn try_from(data: CalendarData) -> Result<Self, CalendarError> {
        Self::new(data)
    }
}

impl From<Calendar> for CalendarData {
    fn from(calendar: Calendar) -> Self {
        calendar.data
    }
}
