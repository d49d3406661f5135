//! The one appointment of a linked dossier, computed from all its parts.

use base::Ctx;
use catalogue::{ProcedureVersion, Situation};
use db::Tx;
use jiff::civil::DateTime;
use worktime::Due;

use crate::error::Error;
use crate::model::{Deadline, Dossier};
use crate::rules::linked::{Leg, plan, whole};
use crate::{queries, rules};

/// The appointment of the whole, received at `received`; each part keeps when it is to begin and to end.
pub(super) fn appointment(
    tx: &mut Tx,
    ctx: &Ctx,
    version: &ProcedureVersion,
    dossier: &mut Dossier,
    received: DateTime,
) -> Result<Due, Error> {
    let legs = legs(tx, ctx, version, dossier)?;
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

/// What the rule needs to know of each part: its term, its clock, the calendar of its body.
fn legs(tx: &mut Tx, ctx: &Ctx, version: &ProcedureVersion, dossier: &Dossier) -> Result<Vec<Leg>, Error> {
    let today = ctx.now.date();
    let names = queries::part_bodies(tx, &dossier.beside.parts, today)?;
    let mut out = Vec::new();
    for (part, body) in dossier.beside.parts.iter().zip(names) {
        let linked = version.linked.iter().find(|it| it.code == part.code).ok_or(Error::NoProcedure)?;
        let own = catalogue::version(tx, &part.procedure)?.ok_or(Error::NoProcedure)?;
        let situation = Situation { case: &linked.case, channel: dossier.channel };
        let text = linked.term.as_ref().map(|term| term.text.as_str());
        out.push(Leg {
            code: part.code.clone(),
            part: part.name.clone(),
            name: format!("{} ({body})", part.name),
            after: part.after.clone(),
            term: rules::term(&own, &linked.fill(&dossier.answers), &situation, text)?,
            cutoff: rules::cutoff(&own),
            clock: own.supplement_clock,
            calendar: organisation::calendar(tx, part.competent, today)?,
            awaited: part.awaited.clone(),
        });
    }
    Ok(out)
}
