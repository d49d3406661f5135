//! What learning is about: topics of help, exercises, attempts.

mod attempt;
mod exercise;
mod texts;
mod topic;

pub(crate) use attempt::Attempt;
pub use exercise::{Exercise, Step, exercises};
pub use topic::{Group, Topic, topics};
