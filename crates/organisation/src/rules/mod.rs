//! What may be: pure functions, one file each.

pub(crate) mod calendar;
pub(crate) mod deputising;
pub(crate) mod holding;
pub(crate) mod placing;
pub(crate) mod roster;
