//! A change of a working calendar by decision: proposed by one person, approved by another, then counted everywhere.

use base::Instant;
use base::id::{StaffId, UnitId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use worktime::Alteration;

base::identifier!(
    /// One change of a calendar.
    CalendarChangeId
);

/// What a change does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CalendarContent {
    /// It alters the calendar.
    Alter(Alteration),
    /// It takes back an approved change.
    Revoke(CalendarChangeId),
}

/// Where a change stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarChangeState {
    /// It waits for a second person.
    Proposed,
    /// Everything is counted by it.
    Approved,
    /// The second person said no.
    Declined,
}

impl CalendarChangeState {
    /// The code kept in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Approved => "approved",
            Self::Declined => "declined",
        }
    }

    /// The state of this code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Proposed, Self::Approved, Self::Declined].into_iter().find(|state| state.code() == code)
    }
}

/// A change of the calendar of a unit and everything under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarChange {
    /// Which change.
    pub id: CalendarChangeId,
    /// Whose calendar.
    pub unit: UnitId,
    /// What people call it: `Nghỉ phòng chống bão số 12`.
    pub name: String,
    /// The decision or notice it rests on.
    pub source: String,
    /// What it does.
    pub content: CalendarContent,
    /// The first date that differs.
    pub first: Date,
    /// The last date that differs; none for what goes on.
    pub last: Option<Date>,
    /// Who proposed it.
    pub proposed_by: StaffId,
    /// When.
    pub proposed_at: Instant,
    /// Where it stands.
    pub state: CalendarChangeState,
    /// Who approved or declined it, when, with which words.
    pub decided: Option<(StaffId, Instant, String)>,
    /// Its number among all approved changes.
    pub number: Option<i64>,
    /// Under which name the ledger tells how far its effects are.
    pub effects: Option<String>,
}

impl CalendarChange {
    /// What the contexts above are told, or asked to foresee, at a moment.
    #[must_use]
    pub const fn changed(&self, at: Instant) -> CalendarChanged {
        CalendarChanged { change: self.id, unit: self.unit, first: self.first, last: self.last, at }
    }
}

/// An approved change, as it lies over a calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Layer {
    pub(crate) id: CalendarChangeId,
    pub(crate) content: CalendarContent,
    /// Its number; the greatest names the version of the calendar.
    pub(crate) number: i64,
    /// How far above the unit it was decided: 0 is the unit itself.
    pub(crate) depth: i64,
}

/// What `organisation.calendar-changed` tells the contexts above.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarChanged {
    /// The change; while it is only proposed, a preview counts as if it were approved.
    pub change: CalendarChangeId,
    /// Whose calendar, with everything under it.
    pub unit: UnitId,
    /// The first date that differs: what is due before it stays.
    pub first: Date,
    /// The last date that differs: what begins after it stays.
    pub last: Option<Date>,
    /// When it was approved, or looked at before that.
    pub at: Instant,
}

impl CalendarChanged {
    /// The name under which it is announced.
    pub const NAME: &'static str = "organisation.calendar-changed";
}
