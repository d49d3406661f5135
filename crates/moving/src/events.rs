//! What happens to a batch, as the ledger keeps it for ever.

use base::id::AccountId;
use ledger::{Event, Stream};
use serde::{Deserialize, Serialize};

use crate::model::BatchId;

/// The stream of a batch.
#[must_use]
pub fn batch_stream(id: BatchId) -> Stream {
    Stream::new("moving", id.uuid())
}

/// A batch was begun, or gone on with after a roll-back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    /// The digest of tables and map.
    pub key: String,
    /// What people call the system.
    pub system: String,
    /// How many dossiers are to come.
    pub dossiers: i64,
    /// How many people.
    pub people: i64,
}

impl Event for Begun {
    const KIND: &'static str = "moving.begun.1";
}

/// Some dossiers of it came in; each has an event of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BroughtIn {
    /// How many.
    pub dossiers: i64,
}

impl Event for BroughtIn {
    const KIND: &'static str = "moving.brought-in.1";
}

/// All of it is here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finished {
    /// SHA-256 of the report as it is kept, in hexadecimal.
    pub report: String,
    /// Dossiers there, here, left out.
    pub there: i64,
    /// Here.
    pub here: i64,
    /// Left out.
    pub left: i64,
}

impl Event for Finished {
    const KIND: &'static str = "moving.finished.1";
}

/// Somebody signed the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// SHA-256 of the report as it was signed, in hexadecimal.
    pub report: String,
    /// What they remarked; may be empty.
    pub remark: String,
}

impl Event for Signed {
    const KIND: &'static str = "moving.signed.1";
}

/// It is being taken out again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoingBack {
    /// Why.
    pub reason: String,
}

impl Event for GoingBack {
    const KIND: &'static str = "moving.going-back.1";
}

/// None of it is here any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RolledBack {
    /// Why.
    pub reason: String,
}

impl Event for RolledBack {
    const KIND: &'static str = "moving.rolled-back.1";
}

/// A person came for the account that the older system kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountClaimed {
    /// The account here.
    pub account: AccountId,
    /// How many accounts there were there.
    pub accounts: i64,
}

impl Event for AccountClaimed {
    const KIND: &'static str = "moving.account-claimed.1";
}

/// The stream of what a person claimed.
#[must_use]
pub fn claim_stream(account: AccountId) -> Stream {
    Stream::new("moving-claim", account.uuid())
}
