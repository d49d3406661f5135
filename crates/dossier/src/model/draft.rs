//! What a citizen is still writing: private, without number, without effect on anybody.

use base::Instant;
use base::id::{AccountId, DossierId, UnitId};
use catalogue::ProcedureKey;

use super::{Paper, TypedApplicant};

/// A draft becomes a dossier of the same identifier when it is submitted.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The identifier the dossier will have.
    pub id: DossierId,
    /// Whose draft it is; nobody else sees it.
    pub account: AccountId,
    /// The procedure and the version the draft was begun under.
    pub procedure: ProcedureKey,
    /// The case of the procedure.
    pub case: String,
    /// The body that will decide.
    pub competent: UnitId,
    /// In whose name, as typed.
    pub applicant: TypedApplicant,
    /// The answers so far, by field name.
    pub answers: serde_json::Value,
    /// The pages of the form that were answered without error, by code.
    pub done: Vec<String>,
    /// When it was last saved.
    pub saved_at: Instant,
    /// The files attached so far.
    pub papers: Vec<Paper>,
}
