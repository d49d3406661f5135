//! What moved when a due date is computed again, and why: after a holiday was announced late, a closure, a change of hours.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::due::{Due, Entry, Kind};
use crate::moment;

/// The difference between two due dates of the same term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The earlier answer.
    #[serde(with = "moment")]
    pub from: DateTime,
    /// The later answer.
    #[serde(with = "moment")]
    pub to: DateTime,
    /// Calendar of the earlier answer, `code@version`.
    pub from_calendar: String,
    /// Calendar of the later answer.
    pub to_calendar: String,
    /// The days behind it.
    pub changes: Vec<Change>,
}

/// A line that only one of two derivations has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// True when the new derivation has it, false when only the old one had.
    pub added: bool,
    /// The line: a day off, a make-up day, a pause, a restart, a roll-forward.
    pub entry: Entry,
}

impl Difference {
    /// True when the due moment itself has moved.
    #[must_use]
    pub fn moved(&self) -> bool {
        self.from != self.to
    }
}

/// What moved between two answers, and the days, pauses and restarts that only one of them rests on.
#[must_use]
pub fn difference(old: &Due, new: &Due) -> Difference {
    let only = |these: &Due, those: &Due, added: bool| -> Vec<Change> {
        let reasons = these.derivation.iter().filter(|entry| explains(entry.kind));
        let missing = reasons.filter(|entry| !those.derivation.iter().any(|other| same(entry, other)));
        missing.map(|entry| Change { added, entry: entry.clone() }).collect()
    };
    let mut changes = only(old, new, false);
    changes.extend(only(new, old, true));
    Difference {
        from: old.due,
        to: new.due,
        from_calendar: format!("{}@{}", old.calendar, old.version),
        to_calendar: format!("{}@{}", new.calendar, new.version),
        changes,
    }
}

const fn explains(kind: Kind) -> bool {
    match kind {
        Kind::Cutoff | Kind::MadeUp | Kind::Off | Kind::Pause | Kind::Restart | Kind::RollForward => true,
        Kind::Received | Kind::Counted | Kind::MonthEnd | Kind::Unknown | Kind::Kept | Kind::Part => false,
    }
}

/// The same reason, even if what was counted there differs.
fn same(one: &Entry, other: &Entry) -> bool {
    one.kind == other.kind && one.from == other.from && one.name == other.name
}
