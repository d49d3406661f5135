//! What dossiers do by themselves.

mod sweep_files;
mod warn;

pub(crate) use sweep_files::{NIGHTLY, SWEEP};
pub(crate) use warn::{QUARTERLY, WARN};
