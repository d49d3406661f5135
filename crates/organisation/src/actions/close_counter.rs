//! An administrator closes a counter for good.

use base::{Authority, Ctx};
use db::Tx;
use serde::Serialize;

use super::rename_counter::reached;
use crate::error::Error;
use crate::events::{CounterClosed, unit_stream};
use crate::model::CounterId;
use crate::permissions::MANAGE;
use crate::store;

/// A counter to close.
#[derive(Clone, Debug, Serialize)]
pub struct CloseCounter {
    /// Which.
    pub counter: CounterId,
}

/// Closes it. Its name is free for another one; what happened at it still names it.
///
/// # Errors
/// [`Error::Denied`] without the permission, for an unknown counter and outside the administrator's reach; [`Error::CounterClosed`].
pub fn close_counter(tx: &mut Tx, ctx: &Ctx, input: &CloseCounter) -> Result<(), Error> {
    let admin = ctx.authorise(&MANAGE)?;
    ledger::once(tx, ctx, "organisation.close-counter", input, |tx| close(tx, ctx, &admin, input))
}

fn close(tx: &mut Tx, ctx: &Ctx, admin: &Authority, input: &CloseCounter) -> Result<(), Error> {
    let (counter, unit) = reached(tx, admin, input.counter)?;
    ledger::open(tx, &[unit_stream(counter.unit)])?;
    if !store::counter::close(tx, counter.id, ctx.now)? {
        return Err(Error::CounterClosed);
    }
    let event = CounterClosed { counter: counter.id, name: counter.name };
    ledger::append(tx, ctx, &unit_stream(counter.unit), Some(unit.root), ctx.now, &event)?;
    Ok(())
}
