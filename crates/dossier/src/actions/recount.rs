//! Recount: what is due in a dossier is counted again, since the calendar of its body was changed by decision. Both dates stay; the one
//! re-appointment stays unused.

use base::id::DossierId;
use base::{Ctx, Instant};
use catalogue::ProcedureVersion;
use db::Tx;
use organisation::CalendarChange;
use worktime::Due;

use super::linked;
use crate::error::Error;
use crate::events::{self, stream};
use crate::model::{Deadline, Dossier, Recount};
use crate::recount::Moved;
use crate::{steps, store};

/// Keeps what moved; false if the dossier went on since it was looked at.
///
/// # Errors
/// [`Error::Denied`] for people: an effect of the changed calendar does this.
pub(crate) fn recount(
    tx: &mut Tx,
    ctx: &Ctx,
    id: DossierId,
    change: &CalendarChange,
    moved: &Moved,
) -> Result<bool, Error> {
    ctx.authorise_system()?;
    ledger::open(tx, &[stream(id)])?;
    let mut dossier = store::dossier::find(tx, id)?.ok_or(Error::NotFound)?;
    let Some((before, after)) = keep(tx, ctx, &mut dossier, moved)? else { return Ok(false) };
    let (name, source) = (change.name.clone(), change.source.clone());
    let answer = matches!(moved, Moved::Answer(_));
    let told = Recount { at: ctx.now, name: name.clone(), source: source.clone(), answer, before, after };
    dossier.beside.recounts.push(told);
    store::dossier::save(tx, &mut dossier)?;
    let event = events::Recounted { change: change.id, name, source, answer, before, after };
    ledger::append(tx, ctx, &stream(id), Some(dossier.competent), ctx.now, &event)?;
    Ok(true)
}

/// Writes the new dates into the dossier; what was promised before and what is promised now.
fn keep(
    tx: &mut Tx,
    ctx: &Ctx,
    dossier: &mut Dossier,
    moved: &Moved,
) -> Result<Option<(Instant, Instant)>, Error> {
    match moved {
        Moved::Answer(to) => {
            let open = dossier.received_at.is_none() && !dossier.state.is_closed();
            Ok(open.then(|| (std::mem::replace(&mut dossier.answer_due, *to), *to)))
        }
        Moved::Result { new, due, .. } => {
            let Some(old) = dossier.deadline.clone().filter(|_| dossier.closed_at.is_none()) else {
                return Ok(None);
            };
            let mut current = if new.current == due.due { (**due).clone() } else { old.current.clone() };
            current.due = new.current;
            dossier.deadline = Some(Deadline { original: (**due).clone(), current });
            let version = catalogue::version(tx, &dossier.procedure)?.ok_or(Error::NoProcedure)?;
            if let Some(received) = dossier.received_at.filter(|_| !dossier.beside.parts.is_empty()) {
                // Each part of a linked dossier keeps when it is to begin and to end.
                linked::appointment(tx, ctx, &version, dossier, received.local())?;
            }
            steps_again(tx, ctx, &version, dossier, due)?;
            // After a re-appointment what the term makes of it is what moved.
            let before = if new.extended { old.original.due } else { old.current.due };
            let after = if new.extended { new.first } else { new.current };
            Ok(Some((Instant::from_local(before), Instant::from_local(after))))
        }
        Moved::Excused(due) => {
            let Some(old) = dossier.deadline.clone() else { return Ok(None) };
            let before = Instant::from_local(old.original.due);
            let extended = dossier.beside.extension.is_some();
            let current = if extended { old.current } else { (**due).clone() };
            dossier.deadline = Some(Deadline { original: (**due).clone(), current });
            Ok(Some((before, Instant::from_local(due.due))))
        }
    }
}

/// The steps at work, each from where it began.
fn steps_again(
    tx: &mut Tx,
    ctx: &Ctx,
    version: &ProcedureVersion,
    dossier: &mut Dossier,
    due: &Due,
) -> Result<(), Error> {
    let calendar = organisation::calendar(tx, dossier.competent, ctx.now.date())?;
    let mut now = dossier.step.take();
    for open in now.iter_mut().flat_map(|now| &mut now.steps) {
        if let Some(step) = version.process.step(&open.code) {
            let counted = steps::step_due(&calendar, dossier, step, open.since, due);
            // As the promise itself: earlier only while that is still ahead.
            if counted.is_none_or(|it| open.due.is_none_or(|old| it >= old || it >= ctx.now)) {
                open.due = counted;
            }
        }
    }
    dossier.step = now;
    Ok(())
}
