//! What officers do at their desks: look at a dossier, note something, order one act for many; what that does to each is an event of its own.

use ledger::{Event, Stream};
use serde::{Deserialize, Serialize};

use crate::model::{BulkAct, BulkId};

/// The stream of an order.
#[must_use]
pub fn bulk_stream(id: BulkId) -> Stream {
    Stream::new("bulk", id.uuid())
}

/// Something was ordered for many dossiers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BulkOrdered {
    /// What.
    pub order: BulkAct,
    /// For how many.
    pub total: i64,
}

impl Event for BulkOrdered {
    const KIND: &'static str = "bulk.ordered.1";
}

/// The last of them was done or skipped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BulkEnded {
    /// How many were done.
    pub done: i64,
    /// How many were skipped.
    pub skipped: i64,
}

impl Event for BulkEnded {
    const KIND: &'static str = "bulk.ended.1";
}

/// An officer noted something about a dossier; never shown to its citizen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NoteAdded {
    /// What.
    pub text: String,
}

impl Event for NoteAdded {
    const KIND: &'static str = "dossier.note-added.1";
}

/// Staff who do not handle it opened the dossier; at most once a person and day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opened {}

/// Staff opened a paper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaperOpened {
    /// The hash of its bytes.
    pub paper: String,
}
