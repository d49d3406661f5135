//! What this context does by itself.

mod sweep;

pub(crate) use sweep::{NIGHTLY, SWEEP};
