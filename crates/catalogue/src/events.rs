//! What this context tells the ledger.

use base::code::ProcedureCode;
use base::id::Uuid;
use jiff::civil::Date;
use ledger::{Event, Stream};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::model::LocalFee;
use crate::national::DoubtKind;

/// A version of a procedure was stored, in force from its first day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The procedure.
    pub code: ProcedureCode,
    /// The version stored.
    pub version: i64,
    /// The newest version before it.
    pub previous: Option<i64>,
    /// The name as published.
    pub name: String,
    /// The first day it is in force.
    pub valid_from: Date,
    /// The last day, if known.
    pub valid_to: Option<Date>,
    /// SHA-256 of what it says.
    pub digest: String,
}

impl Event for Published {
    const KIND: &'static str = "catalogue.published.1";
}

/// A description of the national database was stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Described {
    /// The code, as written there.
    pub code: String,
    /// The version stored.
    pub version: i64,
    /// The version before it.
    pub previous: Option<i64>,
    /// The name as published.
    pub name: String,
    /// SHA-256 of what it says.
    pub digest: String,
    /// Where it differs from the version before, at most a hundred places.
    pub changed: Vec<String>,
    /// What is doubtful about it.
    pub doubts: Vec<DoubtKind>,
}

impl Event for Described {
    const KIND: &'static str = "catalogue.described.1";
}

/// What the provincial council set for the fees of a procedure was stored, in force from its first day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeesSet {
    /// The procedure.
    pub code: ProcedureCode,
    /// The number of the set.
    pub version: i64,
    /// The first day it is in force.
    pub valid_from: Date,
    /// The last day, if known.
    pub valid_to: Option<Date>,
    /// What was set.
    pub fees: Vec<LocalFee>,
    /// SHA-256 of it.
    pub digest: String,
}

impl Event for FeesSet {
    const KIND: &'static str = "catalogue.fees-set.1";
}

/// An administrator began to prepare the next version of a procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionBegun {
    /// The procedure.
    pub code: ProcedureCode,
    /// The version it was begun from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<i64>,
    /// The other procedure it was begun like, where it is new here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub like: Option<ProcedureCode>,
}

impl Event for EditionBegun {
    const KIND: &'static str = "catalogue.edition-begun.1";
}

/// What is prepared was saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionSaved {
    /// The procedure.
    pub code: ProcedureCode,
    /// How often it was saved by now.
    pub revision: i64,
    /// The files that changed.
    pub files: Vec<String>,
}

impl Event for EditionSaved {
    const KIND: &'static str = "catalogue.edition-saved.1";
}

/// What was prepared was given up, or said nothing new.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionDiscarded {
    /// The procedure.
    pub code: ProcedureCode,
}

impl Event for EditionDiscarded {
    const KIND: &'static str = "catalogue.edition-discarded.1";
}

/// The stream of a procedure: its identifier is made of the code, so that every installation has the same.
#[must_use]
pub fn stream(code: &ProcedureCode) -> Stream {
    Stream::new("procedure", identifier(code.as_str()))
}

/// The stream of a description of the national database.
#[must_use]
pub fn national_stream(code: &str) -> Stream {
    Stream::new("national", identifier(code))
}

fn identifier(code: &str) -> Uuid {
    let hash = Sha256::digest(code.as_bytes());
    let mut bytes = [0_u8; 16];
    for (to, from) in bytes.iter_mut().zip(hash) {
        *to = from;
    }
    // Version 8, variant RFC 9562: a UUID made by the application.
    bytes[6] = (bytes[6] & 0x0f) | 0x80;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    Uuid::from_bytes(bytes)
}
