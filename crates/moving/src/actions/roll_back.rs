//! Roll back: a batch goes out again while nobody has done anything with its dossiers and nobody has signed for it. First it is said, then the
//! dossiers go in parts, then it is closed; what was interrupted goes on.

use base::Ctx;
use base::id::DossierId;
use db::Tx;

use crate::error::Error;
use crate::events::{GoingBack, RolledBack, batch_stream};
use crate::model::{Batch, BatchId, BatchState};
use crate::store;

/// Says that it goes back.
///
/// # Errors
/// [`Error::Denied`] for people; [`Error::State`] when nothing of it is here or its report was signed.
pub(crate) fn roll_back(tx: &mut Tx, ctx: &Ctx, key: &str, reason: &str) -> Result<Batch, Error> {
    ctx.authorise_system()?;
    let nothing = "Chưa có đợt nào chuyển từ bản xuất và tệp ánh xạ này, hoặc đợt đó đã hoàn lại.";
    let found = store::batch::by_key(tx, key)?.ok_or(Error::State(nothing))?;
    ledger::open(tx, &[batch_stream(found.id)])?;
    if found.signed.is_some() {
        return Err(Error::State("Biên bản đối chiếu của đợt này đã ký nên không hoàn lại được."));
    }
    match found.state {
        BatchState::RolledBack => return Err(Error::State(nothing)),
        BatchState::GoingBack => {}
        BatchState::Running | BatchState::Done => {
            store::batch::set_state(tx, found.id, BatchState::GoingBack, ctx.now, Some(reason))?;
            let event = GoingBack { reason: reason.to_owned() };
            ledger::append(tx, ctx, &batch_stream(found.id), None, ctx.now, &event)?;
        }
    }
    Ok(found)
}

/// Takes some of its dossiers out.
///
/// # Errors
/// [`Error::Denied`] for people; [`Error::GoneOn`] with those that somebody has done something with: then none of them goes.
pub(crate) fn take_out(
    tx: &mut Tx,
    ctx: &Ctx,
    batch: &Batch,
    reason: &str,
    dossiers: &[DossierId],
) -> Result<(), Error> {
    ctx.authorise_system()?;
    let went_on = dossier::actions::move_back(tx, ctx, &batch.key, reason, dossiers)?;
    if went_on.is_empty() { Ok(()) } else { Err(Error::GoneOn(went_on)) }
}

/// Closes it: none of it is here.
///
/// # Errors
/// [`Error::Denied`] for people.
pub(crate) fn end_roll_back(tx: &mut Tx, ctx: &Ctx, id: BatchId, reason: &str) -> Result<(), Error> {
    ctx.authorise_system()?;
    ledger::open(tx, &[batch_stream(id)])?;
    store::beside::no_people(tx, id)?;
    store::batch::set_state(tx, id, BatchState::RolledBack, ctx.now, Some(reason))?;
    let event = RolledBack { reason: reason.to_owned() };
    ledger::append(tx, ctx, &batch_stream(id), None, ctx.now, &event)?;
    Ok(())
}
