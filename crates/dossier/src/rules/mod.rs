//! The rules of a dossier: pure functions from data to a decision or a reason, one a file.

mod appointment;
mod completeness;
mod correction;
mod delivery;
mod disclosure;
mod extension;
mod lateness;
pub mod linked;
mod other_case;
mod pauses;
pub mod step;
pub mod supplement;
mod transition;
mod warning;

pub use appointment::{answer_due, appointment};
pub(crate) use appointment::{cutoff, term};
pub use completeness::{field as paper_field, file_error, paper_errors, too_many};
pub use correction::{UnderCorrection, correction_day, not_under_correction};
pub use delivery::goes_on;
pub use disclosure::is_disclosure;
pub use extension::new_appointment;
pub use lateness::is_late;
pub use other_case::other_case;
pub use pauses::after_pauses;
pub(crate) use supplement::{words, words_up_to};
pub use transition::{Act, Illegal, next};
pub use warning::lapsing;
