//! The one appointment of a linked dossier, computed from all its parts.

use base::Ctx;
use catalogue::ProcedureVersion;
use db::Tx;
use jiff::civil::DateTime;
use worktime::Due;

use crate::error::Error;
use crate::legs::legs;
use crate::model::{Deadline, Dossier};
use crate::rules::linked::{plan, whole};

/// The appointment of the whole, received at `received`; each part keeps when it is to begin and to end.
pub(super) fn appointment(
    tx: &mut Tx,
    ctx: &Ctx,
    version: &ProcedureVersion,
    dossier: &mut Dossier,
    received: DateTime,
) -> Result<Due, Error> {
    let today = ctx.now.date();
    let legs = legs(tx, today, version, dossier, |tx, unit| Ok(organisation::calendar(tx, unit, today)?))?;
    let planned = plan(&legs, received)?;
    for (part, planned) in dossier.beside.parts.iter_mut().zip(&planned) {
        part.start = Some(base::Instant::from_local(planned.start));
        part.due = Some(base::Instant::from_local(planned.due.due));
    }
    whole(&legs, &planned, received).ok_or(Error::NoProcedure)
}

/// The appointment of the whole after a citizen was awaited in one of its parts. A promise once extended is not taken back.
pub(super) fn appointment_again(
    tx: &mut Tx,
    ctx: &Ctx,
    version: &ProcedureVersion,
    dossier: &mut Dossier,
) -> Result<(), Error> {
    let (Some(received), Some(deadline)) = (dossier.received_at, dossier.deadline.clone()) else {
        return Ok(());
    };
    let due = appointment(tx, ctx, version, dossier, received.local())?;
    let kept = dossier.beside.extension.is_some() && deadline.current.due > due.due;
    let current = if kept { deadline.current } else { due.clone() };
    dossier.deadline = Some(Deadline { original: due, current });
    Ok(())
}
