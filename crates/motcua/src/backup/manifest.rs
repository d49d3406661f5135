//! What a backup says about itself: at its beginning what it is of, at its end what was in it.

use std::collections::BTreeMap;

use base::Instant;
use db::Applied;
use serde::{Deserialize, Serialize};

/// The form of the file; a program reads its own and older ones.
pub(super) const FORM: u32 = 1;
/// The name of the first entry.
pub(super) const BEGIN: &str = "manifest.json";
/// The name of the last entry; a backup without it is none.
pub(super) const END: &str = "end.json";

/// The first entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// [`FORM`].
    pub(crate) form: u32,
    /// The version of the program that took it.
    pub(crate) program: String,
    /// `sqlite` or `postgres`; it can be restored into either.
    pub(crate) engine: String,
    /// The moment, RFC 3339.
    pub(crate) taken_at: Instant,
    /// Where the ledger ended.
    pub(crate) ledger: Ledger,
    /// What makes its tables.
    pub(crate) migrations: Vec<Migration>,
}

/// The last position of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ledger {
    /// The position.
    pub(crate) position: i64,
    /// The root there, in hexadecimal.
    pub(crate) root: String,
}

/// A migration that had run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Migration {
    /// Its name.
    name: String,
    /// The digest of its text.
    digest: String,
}

/// The last entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct End {
    /// Rows of each table that has some.
    pub(crate) rows: BTreeMap<String, u64>,
    /// Files.
    pub(crate) files: u64,
    /// Their bytes.
    pub(crate) file_bytes: u64,
    /// Files that the database refers to and that were not there, by address.
    pub(crate) missing: Vec<String>,
    /// Files that were not what their address says.
    pub(crate) damaged: Vec<String>,
    /// What was taken out of the data folder beside them.
    pub(crate) settings: Vec<String>,
}

impl Ledger {
    pub(super) fn of(end: &ledger::End) -> Self {
        Self { position: end.position(), root: hex::encode(end.root()) }
    }
}

impl Manifest {
    /// What had run, as the database wants to know it.
    pub(super) fn applied(&self) -> Vec<Applied> {
        let of = |it: &Migration| Applied { name: it.name.clone(), digest: it.digest.clone() };
        self.migrations.iter().map(of).collect()
    }
}

impl From<&Applied> for Migration {
    fn from(it: &Applied) -> Self {
        Self { name: it.name.clone(), digest: it.digest.clone() }
    }
}

impl End {
    /// Rows of all tables.
    pub(crate) fn all_rows(&self) -> u64 {
        self.rows.values().sum()
    }

    /// What was wrong with the files when the backup was taken, one line each.
    pub(crate) fn faults(&self) -> Vec<String> {
        let missing =
            self.missing.iter().map(|hash| format!("the file {hash} was not there or could not be read"));
        let damaged = self.damaged.iter().map(|hash| format!("the file {hash} was damaged"));
        missing.chain(damaged).collect()
    }
}
