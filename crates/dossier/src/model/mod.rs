//! What a dossier is: types without SQL and without HTTP.

mod applicant;
mod beside;
mod dossier;
mod draft;
mod name_words;
mod paper;
mod state;

pub use applicant::{Applicant, Typed as TypedApplicant};
pub use beside::{Beside, Extension, Item, Stopping, Supplement, Withdrawal, WithdrawalAnswer};
pub use catalogue::Channel;
pub use dossier::{Deadline, Dossier, Now, Refusal, Result, StepNow};
pub use draft::Draft;
pub use name_words::{is_found, words_of};
pub use paper::{Paper, Source};
pub use state::{State, UnknownCode};
