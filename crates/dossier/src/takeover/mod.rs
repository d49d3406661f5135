//! Taking dossiers over from where they were kept before: whole histories, each act on the day on which it happened. Used to
//! seed a province for trials and benches; the door is the same for a system that is replaced.
//!
//! A [`History`] makes what the actions make: the same rules decide, the same row and the same events come out (a test compares
//! them). It reads nothing: what it needs of units and calendars is a [`Body`], read once. What differs is said in the ledger:
//! `recorded_at` is the moment of taking over.

mod body;
mod history;
mod load;
mod words;

pub use body::Body;
pub use history::{Asked, Filed, Hand, History, Outcome};
pub use load::{Load, Sequences, sequences, take_over};
pub use words::Words;
