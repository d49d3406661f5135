//! The clock of a term (đồng hồ thời hạn): start, pause, resume, restart. A pure state machine over recorded acts.
//!
//! Whether a supplement pauses or restarts the clock is a property of the procedure version; the caller knows. An outage of a
//! machine never pauses a clock; a storm that closes the unit by decision is a special day of its calendar.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::compute::with_pauses;
use crate::due::{Cutoff, Due, Entry, Kind, Point};
use crate::error::DueError;
use crate::moment;
use crate::pauses::Pause;
use crate::term::Term;

/// A term that runs from a reception, with what has been done to it since. Stored as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    #[serde(with = "moment")]
    received: DateTime,
    term: Term,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cutoff: Option<Cutoff>,
    #[serde(default)]
    acts: Vec<Act>,
}

/// Something done to a clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// It stops.
    Pause {
        /// When.
        #[serde(with = "moment")]
        at: DateTime,
        /// Why, as people see it.
        #[serde(default)]
        reason: String,
    },
    /// It goes on with what was left.
    Resume {
        /// When.
        #[serde(with = "moment")]
        at: DateTime,
    },
    /// It begins anew with the whole term; a stopped clock runs again.
    Restart {
        /// When.
        #[serde(with = "moment")]
        at: DateTime,
        /// Why, as people see it.
        #[serde(default)]
        reason: String,
    },
}

/// Why an act is not possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClockError {
    /// Pausing a clock that stands still.
    #[error("Thời hạn đang tạm dừng rồi, không tạm dừng thêm được")]
    AlreadyPaused,
    /// Resuming a clock that runs.
    #[error("Thời hạn đang chạy, không có gì để tính tiếp")]
    NotPaused,
    /// An act before the one that came last.
    #[error("Thời điểm này sớm hơn việc đã ghi trước đó ({last}): xin kiểm tra lại ngày giờ")]
    Backwards {
        /// The last moment on record.
        last: DateTime,
    },
}

/// Where a clock stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It runs: this is its due moment.
    Running(Due),
    /// It stands still.
    Paused {
        /// Since when.
        since: DateTime,
        /// The due moment if it went on at once: no earlier one is possible any more.
        at_once: Due,
    },
}

impl Clock {
    /// A clock that runs from a reception.
    #[must_use]
    pub const fn start(received: DateTime, term: Term, cutoff: Option<Cutoff>) -> Self {
        Self { received, term, cutoff, acts: Vec::new() }
    }

    /// When it was started.
    #[must_use]
    pub const fn received(&self) -> DateTime {
        self.received
    }

    /// Its term.
    #[must_use]
    pub const fn term(&self) -> Term {
        self.term
    }

    /// What has been done to it, in order.
    #[must_use]
    pub fn acts(&self) -> &[Act] {
        &self.acts
    }

    /// Since when it stands still.
    #[must_use]
    pub fn paused_since(&self) -> Option<DateTime> {
        match self.acts.last() {
            Some(Act::Pause { at, .. }) => Some(*at),
            Some(Act::Resume { .. } | Act::Restart { .. }) | None => None,
        }
    }

    /// Stops it.
    ///
    /// # Errors
    /// When it stands still already, or `at` lies before the last act.
    pub fn pause(&mut self, at: DateTime, reason: &str) -> Result<(), ClockError> {
        if self.paused_since().is_some() {
            return Err(ClockError::AlreadyPaused);
        }
        self.record(at, Act::Pause { at, reason: reason.to_owned() })
    }

    /// Lets it go on with what was left.
    ///
    /// # Errors
    /// When it runs, or `at` lies before the last act.
    pub fn resume(&mut self, at: DateTime) -> Result<(), ClockError> {
        if self.paused_since().is_none() {
            return Err(ClockError::NotPaused);
        }
        self.record(at, Act::Resume { at })
    }

    /// Lets it begin anew with the whole term, whether it runs or stands still.
    ///
    /// # Errors
    /// When `at` lies before the last act.
    pub fn restart(&mut self, at: DateTime, reason: &str) -> Result<(), ClockError> {
        self.record(at, Act::Restart { at, reason: reason.to_owned() })
    }

    fn record(&mut self, at: DateTime, act: Act) -> Result<(), ClockError> {
        let last = self.acts.last().map_or(self.received, moment_of);
        if at < last {
            return Err(ClockError::Backwards { last });
        }
        self.acts.push(act);
        Ok(())
    }

    /// The due moment of the clock as it stands, with all its pauses and restarts.
    ///
    /// # Errors
    /// [`DueError::Paused`] while it stands still; otherwise as for [`crate::due`].
    pub fn due(&self, calendar: &Calendar) -> Result<Due, DueError> {
        match self.paused_since() {
            Some(since) => Err(DueError::Paused { since }),
            None => self.settle(calendar),
        }
    }

    /// Where the clock stands.
    ///
    /// # Errors
    /// As for [`crate::due`].
    pub fn standing(&self, calendar: &Calendar) -> Result<Standing, DueError> {
        let Some(since) = self.paused_since() else {
            return self.settle(calendar).map(Standing::Running);
        };
        let mut at_once = self.clone();
        at_once.acts.push(Act::Resume { at: since });
        Ok(Standing::Paused { since, at_once: at_once.settle(calendar)? })
    }

    fn settle(&self, calendar: &Calendar) -> Result<Due, DueError> {
        let restart = self.acts.iter().rposition(|act| matches!(act, Act::Restart { .. }));
        let from = restart.map_or(self.received, |at| moment_of(&self.acts[at]));
        let pauses = pauses(&self.acts[restart.map_or(0, |at| at + 1)..])?;
        let mut due = with_pauses(calendar, from, self.term, self.cutoff.as_ref(), &pauses)?;
        if let Some(restart) = restart {
            due.original = crate::due(calendar, self.received, self.term, self.cutoff.as_ref())?.due;
            self.tell_restart(&mut due, restart);
        }
        Ok(due)
    }

    /// In place of "received": the first reception, and that the term was counted anew since.
    fn tell_restart(&self, due: &mut Due, restart: usize) {
        let Act::Restart { at, reason } = &self.acts[restart] else { return };
        let at = Point::Moment(*at);
        let Some(first) = due.derivation.first_mut() else { return };
        let anew = Entry { kind: Kind::Restart, name: reason.clone(), ..first.clone() };
        *first = Entry::new(Kind::Received, Point::Moment(self.received), Point::Moment(self.received));
        due.derivation.insert(1, Entry { from: at, to: at, ..anew });
    }
}

const fn moment_of(act: &Act) -> DateTime {
    match act {
        Act::Pause { at, .. } | Act::Resume { at } | Act::Restart { at, .. } => *at,
    }
}

/// The closed pauses of a run of acts without a restart.
fn pauses(acts: &[Act]) -> Result<Vec<Pause>, DueError> {
    let (stops, []) = acts.as_chunks::<2>() else { return Err(DueError::Pauses) };
    let pair = |pair: &[Act; 2]| match pair {
        [Act::Pause { at, reason }, Act::Resume { at: to }] => {
            Ok(Pause { from: *at, to: *to, reason: reason.clone() })
        }
        _ => Err(DueError::Pauses),
    };
    stops.iter().map(pair).collect()
}
