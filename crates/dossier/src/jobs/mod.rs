//! What dossiers do by themselves.

mod sweep_files;

pub(crate) use sweep_files::{NIGHTLY, SWEEP};
