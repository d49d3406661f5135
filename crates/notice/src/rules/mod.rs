//! What follows from the law and from patience alone.

mod defaults;
mod difference;
mod fill;
mod patience;
mod plain;
mod reach;

pub(crate) use defaults::default;
pub(crate) use difference::{Line, difference};
pub(crate) use fill::{check, fill, fill_link, sample};
pub(crate) use patience::wait;
pub(crate) use plain::plain;
pub(crate) use reach::reach;
