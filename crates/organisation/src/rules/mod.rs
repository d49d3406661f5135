//! What may be: pure functions, one file each.

pub(crate) mod calendar;
pub(crate) mod deputising;
pub(crate) mod holding;
pub(crate) mod mapping;
pub(crate) mod placing;
pub(crate) mod reorganising;
pub(crate) mod roster;
