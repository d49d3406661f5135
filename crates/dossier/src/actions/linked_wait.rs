//! The body of a part asks the citizen for papers, and gets them: the whole knows since when it waits, and its appointment
//! moves by what the waiting costs the longest way.

use base::Ctx;
use db::Tx;

use super::linked::appointment_again;
use crate::error::Error;
use crate::events::{self, stream};
use crate::model::{Awaited, Dossier};
use crate::store;

/// Tells the whole that the citizen is awaited in `child`, if it is a part. The stream of the whole is open.
pub(super) fn asked(tx: &mut Tx, ctx: &Ctx, child: &Dossier) -> Result<(), Error> {
    let Some(of) = &child.beside.part_of else { return Ok(()) };
    let mut whole = store::dossier::find(tx, of.whole)?.ok_or(Error::NotFound)?;
    if let Some(part) = whole.beside.parts.iter_mut().find(|part| part.code == of.part) {
        part.awaited.push(Awaited { from: ctx.now, to: None });
    }
    store::dossier::save(tx, &mut whole)?;
    let event = events::PartAwaits { part: of.part.clone(), dossier: child.id };
    ledger::append(tx, ctx, &stream(whole.id), Some(child.competent), ctx.now, &event)?;
    Ok(())
}

/// Tells the whole that the citizen has answered in `child`, if it is a part.
pub(super) fn given(tx: &mut Tx, ctx: &Ctx, child: &Dossier) -> Result<(), Error> {
    let Some(of) = &child.beside.part_of else { return Ok(()) };
    let mut whole = store::dossier::find(tx, of.whole)?.ok_or(Error::NotFound)?;
    let version = catalogue::version(tx, &whole.procedure)?.ok_or(Error::NoProcedure)?;
    let part = whole.beside.parts.iter_mut().find(|part| part.code == of.part);
    if let Some(wait) = part.and_then(|part| part.awaited.last_mut()) {
        wait.to = Some(ctx.now);
    }
    if !whole.state.is_closed() {
        appointment_again(tx, ctx, &version, &mut whole)?;
    }
    store::dossier::save(tx, &mut whole)?;
    let due = whole.deadline.as_ref().map(|it| base::Instant::from_local(it.current.due));
    let event = events::PartResumed { part: of.part.clone(), dossier: child.id, due };
    ledger::append(tx, ctx, &stream(whole.id), Some(child.competent), ctx.now, &event)?;
    Ok(())
}
