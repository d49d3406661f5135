//! An administrator gives a plan up before its first day.

use base::Ctx;
use db::Tx;
use serde::Serialize;

use super::{REASON, led};
use crate::error::Error;
use crate::events::{ReorganisationCancelled, reorganisation_stream};
use crate::model::{ReorganisationId, Stage};
use crate::permissions::MANAGE;
use crate::store;

/// A plan to give up.
#[derive(Clone, Debug, Serialize)]
pub struct CancelReorganisation {
    /// Which one.
    pub id: ReorganisationId,
    /// The revision that was seen.
    pub revision: i64,
    /// Why.
    pub reason: String,
}

/// Gives it up; nothing has changed by it.
///
/// # Errors
/// [`Error::Stage`] once it is in effect or given up; [`Error::Invalid`] without a reason; [`Error::Stale`].
pub fn cancel_reorganisation(tx: &mut Tx, ctx: &Ctx, input: &CancelReorganisation) -> Result<(), Error> {
    let admin = ctx.authorise(&MANAGE)?;
    ledger::once(tx, ctx, "organisation.cancel-reorganisation", input, |tx| {
        ledger::open(tx, &[reorganisation_stream(input.id)])?;
        let mut it = led(tx, input.id, &admin)?;
        if it.revision != input.revision {
            return Err(Error::Stale);
        }
        if matches!(it.stage, Stage::InEffect | Stage::Cancelled) {
            return Err(Error::Stage(it.stage));
        }
        let reason: String = input.reason.trim().chars().take(REASON).collect();
        if reason.is_empty() {
            return Err(Error::field("reason", "Ghi lý do hủy phương án."));
        }
        it.stage = Stage::Cancelled;
        if !store::reorganisation::save(tx, &mut it)? {
            return Err(Error::Stale);
        }
        let event = ReorganisationCancelled { reason };
        ledger::append(tx, ctx, &reorganisation_stream(it.id), Some(it.root), ctx.now, &event)?;
        Ok(())
    })
}
