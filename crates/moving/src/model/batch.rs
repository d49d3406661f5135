//! One export of one system, brought in once.

use base::Instant;
use base::id::StaffId;
use serde::{Deserialize, Serialize};

use super::Report;

base::identifier!(
    /// One batch.
    BatchId
);

base::coded! {
    /// How far a batch is.
    BatchState {
        /// Dossiers are coming in; one that was interrupted stays so.
        Running = "running", "Đang chuyển";
        /// All of them are here; the report waits for a signature or has one.
        Done = "done", "Đã chuyển";
        /// Dossiers are being taken out again.
        GoingBack = "going-back", "Đang hoàn lại";
        /// None of them is here.
        RolledBack = "rolled-back", "Đã hoàn lại";
    }
}

/// A batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Which.
    pub id: BatchId,
    /// What makes it the same: the digest of tables and map.
    pub key: String,
    /// What people call the system.
    pub system: String,
    /// How far it is.
    pub state: BatchState,
    /// Since when.
    pub begun_at: Instant,
    /// When the last dossier was here.
    pub finished_at: Option<Instant>,
    /// What came, once it is all here.
    pub report: Option<Report>,
    /// Who signed the report, when, and what they remarked.
    pub signed: Option<(StaffId, Instant, String)>,
    /// Why it was rolled back.
    pub reason: Option<String>,
}

/// A person with an account in the older system; never a password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OldAccount {
    /// Its identifier there.
    pub(crate) reference: String,
    /// The name.
    pub(crate) name: String,
    /// The number of the paper; none cannot be claimed.
    pub(crate) number: Option<String>,
    /// Where to call.
    pub(crate) phone: Option<String>,
    /// Where to write.
    pub(crate) email: Option<String>,
    /// Where the person lives.
    pub(crate) address: Option<String>,
}

/// A numbering book of the older system, as it stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OldBook {
    /// Its code there.
    pub(crate) code: String,
    /// What it is called there.
    pub(crate) name: String,
    /// The last number given.
    pub(crate) last: i64,
}
