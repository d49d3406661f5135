//! The rules of learning: pure, data in, answer out.

mod progress;
mod topic_for;

pub(crate) use progress::{Happened, progress};
pub(crate) use topic_for::topic_for;
