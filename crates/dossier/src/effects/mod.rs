//! What this context does when something below it changes, one file each.

mod recount;

pub(crate) use recount::RECOUNT;
