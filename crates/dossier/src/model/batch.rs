//! A batch that was received.

use base::Instant;
use base::id::{DossierId, StaffId, UnitId};

base::identifier!(
    /// One batch.
    BatchId
);

/// Dossiers that one person brought together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Its identifier; its stream in the ledger bears the same.
    pub id: BatchId,
    /// The body that received it.
    pub root: UnitId,
    /// The procedure.
    pub procedure_name: String,
    /// Who brought it.
    pub submitter: String,
    /// When.
    pub received_at: Instant,
    /// Who received it.
    pub received_by: StaffId,
    /// Its dossiers, in the order of the rows.
    pub dossiers: Vec<DossierId>,
}
