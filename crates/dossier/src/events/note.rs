//! A note of the officers among themselves.

use ledger::Event;
use serde::{Deserialize, Serialize};

/// An officer noted something about a dossier; never shown to its citizen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NoteAdded {
    /// What.
    pub text: String,
}

impl Event for NoteAdded {
    const KIND: &'static str = "dossier.note-added.1";
}
