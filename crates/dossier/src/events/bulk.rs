//! What happens with an order for many dossiers; what was done to each is an event of its own.

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
