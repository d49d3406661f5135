//! An error of the body is put on its account, with what it did wrong; part of the act that puts it right.

use base::Ctx;
use base::id::UnitId;
use db::Tx;

use crate::error::Error;
use crate::events::{self, stream};
use crate::model::Dossier;
use crate::store;

/// Notes the error: what came of it, the number of the wrong result, the reason.
pub(super) fn note(
    tx: &mut Tx,
    ctx: &Ctx,
    dossier: &Dossier,
    unit: UnitId,
    (of, result, reason): (&str, &str, &str),
) -> Result<(), Error> {
    store::fault::note(tx, dossier, (of, result, reason), ctx.now)?;
    let event = events::FaultNoted { of: of.to_owned(), reason: reason.to_owned() };
    ledger::append(tx, ctx, &stream(dossier.id), Some(unit), ctx.now, &event)?;
    Ok(())
}
