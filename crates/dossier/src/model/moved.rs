//! A dossier that moved in from an older system: what was known of it there, and how it is brought in here.

use std::sync::Arc;

use base::Instant;
use base::code::DossierNumber;
use base::id::{StaffId, UnitId};
use catalogue::ProcedureVersion;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use worktime::Due;

use super::{Applicant, Channel, Item, Paper, Refusal, Result, State, Stopping};

/// What stands beside the state of a dossier that moved in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedIn {
    /// When.
    pub at: Instant,
    /// From which system, as people call it.
    pub system: String,
    /// The appointment that was made there. It is kept: the term is not counted anew from the reception.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
}

/// A line of progress of the older system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OldLine {
    /// When it happened there.
    pub at: Instant,
    /// Who did it, by the name that the system kept; may be empty.
    pub who: String,
    /// What.
    pub what: String,
    /// A note; may be empty.
    pub note: String,
}

/// What a page shows of the time before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formerly {
    /// The system.
    pub system: String,
    /// The identifier of the dossier there.
    pub reference: String,
    /// The lines, first to last.
    pub lines: Vec<OldLine>,
}

/// How a dossier of an older system stands here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MovedAs {
    /// Sent, not received yet.
    Submitted,
    /// Open at a step of the version's process.
    Open {
        /// The step.
        step: String,
    },
    /// Waits for papers of the citizen; goes on at a step.
    Awaiting {
        /// The step.
        step: String,
        /// Since when.
        asked_at: Instant,
        /// What is awaited.
        items: Vec<Item>,
    },
    /// The result is there.
    Completed(Result),
    /// The result was handed over.
    Returned(Result),
    /// Not received, with the reason.
    Refused(Refusal),
    /// The citizen took it back.
    Withdrawn,
    /// The body stopped it.
    Stopped(Stopping),
}

impl MovedAs {
    /// The state it has here; `start` is the first step of its process.
    #[must_use]
    pub fn state(&self, start: &str) -> State {
        match self {
            Self::Submitted => State::Submitted,
            Self::Open { step } if step == start => State::Received,
            Self::Open { .. } => State::Processing,
            Self::Awaiting { .. } => State::AwaitingSupplement,
            Self::Completed(_) => State::Completed,
            Self::Returned(_) => State::Returned,
            Self::Refused(_) => State::Refused,
            Self::Withdrawn => State::Withdrawn,
            Self::Stopped(_) => State::Stopped,
        }
    }
}

/// A dossier as it is brought in.
#[derive(Clone, Debug)]
pub struct Moving {
    /// Its identifier in the older system.
    pub reference: String,
    /// Its status there.
    pub status: String,
    /// Its number, kept; none of what was never received.
    pub number: Option<DossierNumber>,
    /// The version under which it goes on, or ended.
    pub version: Arc<ProcedureVersion>,
    /// The case.
    pub case: String,
    /// How it came in.
    pub channel: Channel,
    /// In whose name.
    pub applicant: Applicant,
    /// The number of the person's paper; none is not claimed.
    pub holder: Option<String>,
    /// The answers that are known.
    pub answers: Value,
    /// The body that decides.
    pub competent: UnitId,
    /// Who has its step, where that is known.
    pub assignee: Option<StaffId>,
    /// When it was sent.
    pub submitted_at: Instant,
    /// When it was received.
    pub received_at: Option<Instant>,
    /// The appointment that was made.
    pub due: Option<DateTime>,
    /// When nothing more was left to decide.
    pub closed_at: Option<Instant>,
    /// When the result was handed over.
    pub returned_at: Option<Instant>,
    /// How it stands.
    pub stands: MovedAs,
    /// Its papers; the bytes are in the file store.
    pub papers: Vec<Paper>,
    /// What happened before.
    pub lines: Vec<OldLine>,
}
