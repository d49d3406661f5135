//! What happens with machines that receive without a network.

use base::Instant;
use base::code::{AgencyCode, DossierNumber};
use base::id::UnitId;
use jiff::civil::Date;
use ledger::Stream;
use serde::{Deserialize, Serialize};

use crate::model::OfflineCounterId;

/// The stream of a machine.
#[must_use]
pub fn counter_stream(id: OfflineCounterId) -> Stream {
    Stream::new("offline-counter", id.uuid())
}

/// A machine was registered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CounterRegistered {
    /// The body.
    pub root: UnitId,
    /// What it is called.
    pub name: String,
}

/// Numbers were reserved for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NumbersReserved {
    /// Whose numbers.
    pub agency: AgencyCode,
    /// Of which day.
    pub day: Date,
    /// The first.
    pub first: i64,
    /// The last.
    pub last: i64,
}

/// What opens its store was given to somebody, to open it on another machine or without the passphrase.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoreKeyGiven {
    /// Why.
    pub reason: String,
}

/// It gets no numbers any more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CounterRetired {
    /// Why.
    pub reason: String,
}

/// A dossier was received on a machine without a network and came in later.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReceivedOffline {
    /// The machine.
    pub counter: OfflineCounterId,
    /// The number on the paper that the person holds; another one than the dossier's where that had to be given anew.
    pub printed: DossierNumber,
    /// The appointment on that paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised: Option<Instant>,
    /// By how many seconds the machine's clock was behind, where that was more than the tolerance.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub clock_behind: i64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_zero(seconds: &i64) -> bool {
    *seconds == 0
}
