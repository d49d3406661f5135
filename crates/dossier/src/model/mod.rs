//! What a dossier is: types without SQL and without HTTP.

mod applicant;
mod authorised;
mod beside;
mod dossier;
mod draft;
mod lapse;
mod name_words;
mod paper;
mod state;
mod wait;

pub use applicant::{Applicant, Typed as TypedApplicant};
pub use authorised::Authorised;
pub use beside::{
    Beside, Correction, Extension, Item, Place, ReceptionBefore, ResultAt, Stopping, Supplement, Withdrawal,
    WithdrawalAnswer,
};
pub use catalogue::Channel;
pub use dossier::{Deadline, Dossier, Now, Refusal, Result, StepNow};
pub use draft::Draft;
pub use lapse::{Lapse, Lapsing};
pub use name_words::{is_found, words_of};
pub use paper::{Paper, Source};
pub use state::{State, UnknownCode};
pub use wait::{Obligation, Paid, Wait};
