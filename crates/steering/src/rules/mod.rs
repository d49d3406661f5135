//! The rules of the leader's desk. Pure.

mod brief;
mod speaks;

pub(crate) use brief::{Line, Morning, lines};
pub(crate) use speaks::speaks;
