//! What is done in practice, one file each.

mod begin;
mod move_clock;
mod open_practice;

pub use begin::begin;
pub use move_clock::{Move, move_clock};
pub use open_practice::open_practice;
