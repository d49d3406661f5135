//! An administrator puts a sound plan to the bodies that take something over.

use base::Ctx;
use db::Tx;
use serde::Serialize;

use super::{judged, led};
use crate::error::Error;
use crate::events::{ReorganisationProposed, reorganisation_stream};
use crate::model::{ReorganisationId, Stage};
use crate::permissions::MANAGE;
use crate::store;

/// A plan to propose.
#[derive(Clone, Debug, Serialize)]
pub struct ProposeReorganisation {
    /// Which one.
    pub id: ReorganisationId,
    /// The revision that was seen.
    pub revision: i64,
}

/// Proposes it: each body that takes over is asked.
///
/// # Errors
/// [`Error::Plan`] with everything that is wrong; [`Error::Stage`] unless it is being written; [`Error::Stale`].
pub fn propose_reorganisation(tx: &mut Tx, ctx: &Ctx, input: &ProposeReorganisation) -> Result<(), Error> {
    let admin = ctx.authorise(&MANAGE)?;
    ledger::once(tx, ctx, "organisation.propose-reorganisation", input, |tx| {
        ledger::open(tx, &[reorganisation_stream(input.id)])?;
        let mut it = led(tx, input.id, &admin)?;
        if it.revision != input.revision {
            return Err(Error::Stale);
        }
        if it.stage != Stage::Draft {
            return Err(Error::Stage(it.stage));
        }
        let outcome = judged(tx, &it, Some(&admin))?.1.map_err(Error::Plan)?;
        it.stage = Stage::Proposed;
        if !store::reorganisation::save(tx, &mut it)? {
            return Err(Error::Stale);
        }
        store::reorganisation::rehome(tx, it.id, &outcome.rehomings)?;
        store::reorganisation::ask(tx, it.id, &outcome.receivers)?;
        let receivers = outcome.receivers.iter().map(|(body, _)| *body).collect();
        let event = ReorganisationProposed { receivers };
        ledger::append(tx, ctx, &reorganisation_stream(it.id), Some(it.root), ctx.now, &event)?;
        Ok(())
    })
}
