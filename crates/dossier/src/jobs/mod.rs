//! What dossiers do by themselves.

mod bulk;
mod complete_search;
mod follow_units;
mod look_after_results;
mod sample_look_ups;
mod sweep_files;
mod warn;

pub(crate) use bulk::{BULK, Bulk, NAME as BULK_NAME};
pub(crate) use complete_search::{COMPLETE, OFTEN};
pub(crate) use follow_units::{FOLLOW, FOLLOW_DAILY};
pub(crate) use look_after_results::{EARLY, LOOK_AFTER};
pub(crate) use sample_look_ups::{SAMPLE, SAMPLE_DAILY};
pub(crate) use sweep_files::{NIGHTLY, SWEEP};
pub(crate) use warn::{QUARTERLY, WARN};
