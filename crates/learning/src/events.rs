//! What happens in practice, as the ledger keeps it: who began which exercise, how the clock was moved.

use base::Actor;
use ledger::{Event, Stream};
use serde::{Deserialize, Serialize};

/// The stream of the clock of practice.
#[must_use]
pub fn clock_stream() -> Stream {
    Stream::singleton("practice-clock")
}

/// The stream of whoever learns; none for nobody and for systems.
#[must_use]
pub fn learner_stream(actor: &Actor) -> Option<Stream> {
    match actor {
        Actor::Citizen(citizen) => Some(Stream::new("learner", citizen.account.uuid())),
        Actor::Staff(staff) => Some(Stream::new("learner", staff.staff.uuid())),
        Actor::Nobody | Actor::System(_) => None,
    }
}

/// Somebody began an exercise, perhaps once more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExerciseBegun {
    /// Its name.
    pub exercise: String,
}

impl Event for ExerciseBegun {
    const KIND: &'static str = "learning.exercise-begun.1";
}

/// The clock was set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockMoved {
    /// How far it stands before the machine's clock, in seconds.
    pub shift: i64,
}

impl Event for ClockMoved {
    const KIND: &'static str = "learning.clock-moved.1";
}
