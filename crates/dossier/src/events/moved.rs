//! Dossiers that move in from an older system.

use base::Instant;
use base::code::DossierNumber;
use base::id::UnitId;
use ledger::Event;
use serde::{Deserialize, Serialize};

use crate::model::{Paper, State};

/// A dossier moved in from an older system, as it stood there. What was done there the older system answers for; from here on the ledger does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MovedIn {
    /// The batch in which it came.
    pub batch: String,
    /// The system.
    pub system: String,
    /// Its identifier there.
    pub reference: String,
    /// Its status there.
    pub status: String,
    /// Its number, kept.
    pub number: Option<DossierNumber>,
    /// Code of the procedure.
    pub procedure: String,
    /// The version under which it goes on.
    pub version: i64,
    /// The body that decides.
    pub competent: UnitId,
    /// The state it has here.
    pub state: State,
    /// The step at which it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// When it was received there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<Instant>,
    /// The appointment, kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Instant>,
    /// SHA-256 of applicant and answers as stored, in hexadecimal.
    pub content: String,
    /// SHA-256 of the lines of progress as stored, in hexadecimal.
    pub lines: String,
    /// The papers, with the hashes of their bytes.
    pub papers: Vec<Paper>,
}

impl Event for MovedIn {
    const KIND: &'static str = "dossier.moved-in.1";
}

/// The batch was rolled back before anybody had done anything: the dossier is not kept here any more, the older system has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MovedBack {
    /// The batch.
    pub batch: String,
    /// Why, in the words of whoever ordered it.
    pub reason: String,
}

impl Event for MovedBack {
    const KIND: &'static str = "dossier.moved-back.1";
}

/// A citizen claimed a dossier of the older system with the number of their paper and that of the dossier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MovedClaimed {
    /// The account under which it stands from now on.
    pub account: base::id::AccountId,
}

impl Event for MovedClaimed {
    const KIND: &'static str = "dossier.moved-claimed.1";
}
