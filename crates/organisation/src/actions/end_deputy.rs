//! A deputy's time ends before its day: by whoever may name one, or by the deputy.

use base::{Ctx, Denied};
use db::Tx;
use serde::Serialize;

use crate::error::Error;
use crate::events::{DeputyEnded, staff_stream};
use crate::model::DeputyId;
use crate::permissions::{DEPUTISE, speaks_for};
use crate::store;

/// Which naming.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct EndDeputy {
    /// The naming.
    pub naming: DeputyId,
}

/// Ends it at once. What the deputy did stays done.
///
/// # Errors
/// [`Error::Denied`] for one that is over, unknown, or not the actor's to end; [`Error::AsDeputy`] for a deputy at work.
pub fn end_deputy(tx: &mut Tx, ctx: &Ctx, input: &EndDeputy) -> Result<(), Error> {
    let authority = ctx.authorise(&DEPUTISE)?;
    if authority.staff().acting.is_some() {
        return Err(Error::AsDeputy);
    }
    ledger::once(tx, ctx, "organisation.end-deputy", input, |tx| {
        let today = ctx.now.date();
        let it = store::deputy::find(tx, input.naming, today)?.ok_or(Denied::NotFound)?;
        ledger::open(tx, &[staff_stream(it.principal)])?;
        let post = store::post::find(tx, it.post)?.ok_or(Denied::NotFound)?;
        let unit = store::unit::latest(tx, post.unit)?.ok_or(Denied::NotFound)?;
        if authority.staff().staff != it.deputy {
            speaks_for(&authority, &post, &unit)?;
        }
        if !store::deputy::end(tx, it.id, today, ctx.now)? {
            return Err(Denied::NotFound.into());
        }
        let event = DeputyEnded { naming: it.id, principal: it.principal, deputy: it.deputy };
        ledger::append(tx, ctx, &staff_stream(it.principal), Some(unit.root), ctx.now, &event)?;
        Ok(())
    })
}
