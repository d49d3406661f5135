//! One act ordered for many dossiers: who ordered it, for which, what came of each.

use base::Instant;
use base::id::{DossierId, StaffId};
use organisation::DeputyId;
use serde::{Deserialize, Serialize};

base::identifier!(
    /// One order.
    BulkId
);

/// What is to be done with each dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum BulkAct {
    /// Somebody is put in charge.
    Assign {
        /// Who.
        to: StaffId,
    },
    /// A step is taken that asks for nothing of its own.
    Step {
        /// The way, as [`crate::queries::Way::key`] says it.
        way: String,
        /// Who takes the next step, where the way names somebody.
        person: Option<StaffId>,
        /// A note for whoever that is.
        note: String,
    },
    /// The citizen is reminded that the result waits.
    Remind {
        /// How.
        note: String,
    },
}

/// Which dossiers of a queue an order is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Picked {
    /// All of them, as the queue stands when it is ordered.
    Queue,
    /// Those that were ticked.
    Ones(Vec<DossierId>),
}

impl Picked {
    /// Those that were ticked.
    #[must_use]
    pub fn ones(&self) -> &[DossierId] {
        match self {
            Self::Queue => &[],
            Self::Ones(ids) => ids,
        }
    }
}

/// An order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkOrder {
    /// Its identifier; its stream in the ledger bears the same.
    pub id: BulkId,
    /// Who ordered it; each act is theirs.
    pub staff: StaffId,
    /// The naming under which they did so as a deputy.
    pub naming: Option<DeputyId>,
    /// What is to be done.
    pub act: BulkAct,
    /// The same in words.
    pub label: String,
    /// Where the dossiers were chosen.
    pub from: String,
    /// When it was ordered.
    pub ordered_at: Instant,
    /// For how many dossiers.
    pub total: i64,
    /// When the last of them was done or skipped.
    pub ended_at: Option<Instant>,
}

/// What came of one dossier of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The act was done.
    Done,
    /// It may not be done; the dossier is as it was.
    Skipped,
}

impl Outcome {
    /// As the table says it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Skipped => "skipped",
        }
    }
}

/// A dossier that was skipped, or would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedOne {
    /// The dossier.
    pub dossier: DossierId,
    /// Its number, once received; none where the person may not see it.
    pub number: Option<String>,
    /// Why, in a sentence.
    pub reason: String,
}
