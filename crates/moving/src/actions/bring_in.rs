//! Bring in: some dossiers of a batch, in one transaction with the event that says how many.

use base::Ctx;
use db::Tx;
use dossier::actions::MoveIn;
use dossier::model::Moving;

use crate::error::Error;
use crate::events::{BroughtIn, batch_stream};
use crate::model::{Batch, BatchState};
use crate::store;

/// Brings them in; how many were not here yet.
///
/// # Errors
/// [`Error::Denied`] for people; [`Error::State`] unless the batch is running; those of the dossiers.
pub(crate) fn bring_in(tx: &mut Tx, ctx: &Ctx, batch: &Batch, dossiers: &[Moving]) -> Result<usize, Error> {
    ctx.authorise_system()?;
    ledger::open(tx, &[batch_stream(batch.id)])?;
    let found = store::batch::find(tx, batch.id)?.ok_or(base::Denied::NotFound)?;
    if found.state != BatchState::Running {
        return Err(Error::State("Đợt này không còn đang chuyển. Xin chạy lại lệnh để biết tình trạng."));
    }
    let input = MoveIn { batch: &batch.key, system: &batch.system, dossiers };
    let count = dossier::actions::move_in(tx, ctx, &input)?;
    if count > 0 {
        let event = BroughtIn { dossiers: i64::try_from(count).unwrap_or(i64::MAX) };
        ledger::append(tx, ctx, &batch_stream(batch.id), None, ctx.now, &event)?;
    }
    Ok(count)
}
