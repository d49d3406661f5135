//! What can be done to a dossier, one act a file: authorise, open the streams, load, apply the rule, store,
//! append. Page, REST operation, job and import call the same function.

mod assign;
mod disclose;
mod draft;
mod receive;
mod refuse;
mod submit;
mod take_step;

pub use assign::{Assign, Assigned, assign};
pub use disclose::{Disclose, disclose};
pub use draft::{
    APPLICANT_PAGE, Attach, Begin, Detach, SaveApplicant, SavePage, attach, begin_draft, detach,
    discard_draft, save_applicant, save_page,
};
pub use receive::{Receipt, Receive, file_at_counter, receive};
pub use refuse::{Refuse, Refused, refuse};
pub(crate) use submit::receiving_body;
pub use submit::{Input, Submission, Submitted, prepare, submit};
pub(crate) use take_step::choices;
pub use take_step::{Details, TakeStep, Taken, take_step};

use base::id::DossierId;
use base::{Authority, Instant, Post};
use ledger::Stream;
use sha2::{Digest as _, Sha256};

use crate::error::Error;
use crate::model::{Applicant, Dossier};

/// The stream of a dossier in the ledger.
#[must_use]
pub fn stream(id: DossierId) -> Stream {
    Stream::new("dossier", id.uuid())
}

/// SHA-256 of applicant and answers, which ties the stored row to the ledger.
fn content_digest(applicant: &Applicant, answers: &serde_json::Value) -> Result<String, serde_json::Error> {
    let mut hasher = Sha256::new();
    hasher.update(serde_json::to_vec(applicant)?);
    hasher.update(b"\n");
    hasher.update(serde_json::to_vec(answers)?);
    Ok(hex::encode(hasher.finalize()))
}

/// The position with which somebody of this authority acts on a dossier: in the body that keeps it, or in the body
/// that decides.
///
/// # Errors
/// [`Error::Denied`] as "not found" outside both.
pub(crate) fn post_for<'a>(authority: &'a Authority, dossier: &Dossier) -> Result<&'a Post, Error> {
    Ok(authority.at_root(&dossier.root).or_else(|_| authority.at_root(&dossier.competent))?)
}

/// Refuses an act on a page that shows the dossier as it no longer is.
fn fresh(dossier: &Dossier, read: i64) -> Result<(), Error> {
    if dossier.revision == read { Ok(()) } else { Err(Error::Stale { read, now: dossier.revision }) }
}

/// True when `done` is after the first appointment of the dossier.
fn late(dossier: &Dossier, done: Instant) -> bool {
    dossier
        .deadline
        .as_ref()
        .is_some_and(|d| crate::rules::is_late(Instant::from_local(d.original.due), done))
}
