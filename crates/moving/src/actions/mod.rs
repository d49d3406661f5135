//! What is done with a batch, one act a file.

mod begin;
mod bring_in;
mod claim;
mod finish;
mod roll_back;
mod sign;

pub(crate) use begin::{Begin, begin};
pub(crate) use bring_in::bring_in;
pub use claim::{Claim, claim};
pub(crate) use finish::finish;
pub(crate) use roll_back::{end_roll_back, roll_back, take_out};
pub use sign::{Sign, sign};

use sha2::{Digest as _, Sha256};

use crate::error::Error;
use crate::model::Report;

/// SHA-256 of a report as it is kept.
fn digest(report: &Report) -> Result<String, Error> {
    Ok(hex::encode(Sha256::digest(serde_json::to_string(report)?)))
}
