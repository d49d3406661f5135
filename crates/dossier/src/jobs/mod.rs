//! What dossiers do by themselves.

mod complete_search;
mod sweep_files;
mod warn;

pub(crate) use complete_search::{COMPLETE, OFTEN};
pub(crate) use sweep_files::{NIGHTLY, SWEEP};
pub(crate) use warn::{QUARTERLY, WARN};
