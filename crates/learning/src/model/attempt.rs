//! One person doing an exercise.

use base::Instant;

/// Where an attempt began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Attempt {
    /// The name of the exercise.
    pub(crate) exercise: String,
    /// When.
    pub(crate) begun_at: Instant,
    /// Behind which place in the order of events.
    pub(crate) position: i64,
}
