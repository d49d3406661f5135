//! What stands still and goes on: the appointment counted again, the times in which a step waits closed.

use base::Ctx;
use catalogue::ProcedureVersion;
use catalogue::process::Transition;
use db::Tx;

use super::Details;
use crate::clock::{close_wait, reckon_by};
use crate::error::Error;
use crate::model::Dossier;

/// Counts the appointment again with everything that moved the clock. A promise once extended is not taken back by a term
/// that ends earlier.
pub(super) fn reckon(
    tx: &mut Tx,
    ctx: &Ctx,
    version: &ProcedureVersion,
    dossier: &mut Dossier,
) -> Result<(), Error> {
    if dossier.received_at.is_none() {
        return Ok(());
    }
    let calendar = organisation::calendar(tx, dossier.competent, ctx.now.date())?;
    reckon_by(&calendar, version, dossier)
}

/// Closes the time in which the step that is left waited; whether there was one. The appointment is counted again.
pub(super) fn go_on(
    tx: &mut Tx,
    ctx: &Ctx,
    version: &ProcedureVersion,
    dossier: &mut Dossier,
    transition: &Transition,
    details: &Details,
) -> Result<bool, Error> {
    let went_on = close_wait(ctx.now, dossier, transition, details);
    if went_on {
        reckon(tx, ctx, version, dossier)?;
    }
    Ok(went_on)
}
