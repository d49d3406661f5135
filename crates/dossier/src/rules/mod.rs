//! The rules of a dossier: pure functions from data to a decision or a reason, one a file.

mod appointment;
mod completeness;
mod correction;
mod delivery;
mod disclosure;
mod doubts;
pub mod duties;
mod extension;
mod forms;
mod handover;
pub mod kept_due;
mod lateness;
pub mod linked;
pub mod look_up;
mod mandate;
pub mod offline;
mod other_case;
pub mod other_number;
mod pauses;
mod pickup;
mod recall;
mod recount;
mod refiled;
mod rehome;
mod represents;
mod routing;
mod skip;
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
pub use doubts::{doubts, number_doubts};
pub use extension::new_appointment;
pub use forms::{Form, SlipKind, form};
pub use handover::{acknowledge_by, last as last_handover, may_hand_over, open as open_handover};
pub use lateness::is_late;
pub(crate) use mandate::mandate_errors;
pub use mandate::{MANDATE, component, mandate};
pub use other_case::other_case;
pub use pauses::after_pauses;
pub use pickup::{
    NotWaiting, PickupTerms, box_number, may_archive, not_by_post, pickup_terms, propose_archive_now,
    remind_now, tracking_number, waits_since,
};
pub use recall::{RecallGiven, RecallRefused, fault, may_reissue, not_recalled, recall_numbers};
pub use recount::{Promise, promised, stays_late};
pub use refiled::{REFILED_DAYS, is_refiled, persons};
pub use rehome::{rehome, units_of};
pub use represents::{admitted, may_file_for, not_admitted, represents};
pub use routing::body_of_place;
pub use skip::{Evidence, evidence_errors, way_on};
pub(crate) use supplement::{words, words_up_to};
pub use transition::{Act, Illegal, next};
pub use warning::lapsing;
