//! Backup and restoring: one moment of the database, the files it refers to and what else a machine needs, in one file that only
//! the holder of a key can read. Why it is so: `docs/decisions/0023-backup.md`; for administrators: `docs/backup.md`.
//!
//! The file is an ordinary one: age around zstd around tar, rows as PostgreSQL's COPY BINARY. `age -d`, `zstd -d`, `tar x` and `psql`
//! read it without this program.

mod check;
pub(crate) mod keys;
mod manifest;
mod read;
mod restore;
mod source;
mod take;
#[cfg(test)]
mod tests;
mod write;

pub(crate) use check::check;
pub(crate) use manifest::{End, Manifest};
pub(crate) use restore::restore;
pub(crate) use take::{Taken, take};

/// What stands in the data folder beside database and files and is as needed: the key that signs the ledger, and what it signed.
const SETTINGS: [&str; 2] = [crate::key::FILE, crate::cli::ROOTS];
