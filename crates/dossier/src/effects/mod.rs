//! What this context does when something below it changes, one file each.

mod recount;
mod rehome;

pub(crate) use recount::RECOUNT;
pub(crate) use rehome::REHOME;
