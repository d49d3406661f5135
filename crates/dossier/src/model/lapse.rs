//! What is about to lapse in a dossier: the answer owed to its citizen, a step, the whole.

use base::Instant;
use base::id::{StaffId, UnitId};
use serde::{Deserialize, Serialize};

/// What lapses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lapse {
    /// The answer to an online submission.
    Answer,
    /// A step, by its code.
    Step(String),
    /// The result.
    Whole,
}

impl Lapse {
    /// The word kept in the table: `answer`, `whole`, `step/tham-dinh`.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::Answer => "answer".to_owned(),
            Self::Step(code) => format!("step/{code}"),
            Self::Whole => "whole".to_owned(),
        }
    }
}

/// What lapses when, and in whose hands it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lapsing {
    /// What.
    pub of: Lapse,
    /// When.
    pub due: Instant,
    /// The unit that has to act.
    pub unit: UnitId,
    /// The person in charge there, once there is one.
    pub person: Option<StaffId>,
}
