//! Reopen: the head opens a decided dossier again, to put its result right (đính chính). The wrong result stays on record.

use base::id::DossierId;
use base::{Ctx, Instant};
use db::Tx;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::fresh;
use crate::error::Error;
use crate::events::stream;
use crate::model::{Correction, Dossier, HandoverWay};
use crate::{events, permissions, rules, steps, store};

/// Which dossier, what is wrong, by when it will be right.
#[derive(Clone, Debug, Serialize)]
pub struct Reopen {
    /// The dossier.
    pub dossier: DossierId,
    /// The revision the page showed.
    pub revision: i64,
    /// What is wrong with the result, as the citizen reads it.
    pub reason: String,
    /// The day by which the right result is promised.
    pub day: Option<Date>,
    /// What the body did wrong; none where it was no error of the body.
    pub fault: Option<String>,
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reopened {
    /// The dossier.
    pub id: DossierId,
    /// By when the right result is promised.
    pub due: Instant,
}

/// Opens it again at the step in which the case is examined, in the hands of whoever examined it.
///
/// # Errors
/// [`base::Denied`] for anyone but a head or leader of the body that decided, [`Error::Illegal`] where there is no
/// result, [`Error::Invalid`] without a reason or a working day ahead.
pub fn reopen(tx: &mut Tx, ctx: &Ctx, input: &Reopen) -> Result<Reopened, Error> {
    let authority = ctx.authorise(&permissions::REOPEN)?;
    ledger::once(tx, ctx, "dossier.reopen", input, |tx| {
        ledger::open(tx, &[stream(input.dossier)])?;
        let mut dossier = store::dossier::find(tx, input.dossier)?.ok_or(Error::NotFound)?;
        let unit = permissions::decides_in(&authority, &dossier)?.unit;
        fresh(&dossier, input.revision)?;
        rules::not_recalled(&dossier)?;
        rules::linked::not_of_parts(&dossier)?;
        let state = rules::next(dossier.state, rules::Act::Reopen)?;
        let calendar = organisation::calendar(tx, dossier.competent, ctx.now.date())?;
        let due =
            rules::correction_day(&calendar, ctx.now, input.day, &input.reason).map_err(Error::Invalid)?;
        let due = Instant::from_local(due);
        let fault = rules::fault(input.fault.as_deref()).map_err(Error::Invalid)?;
        let reason = input.reason.trim().to_owned();
        let result = begin(tx, ctx, &mut dossier, &reason, due)?;
        dossier.state = state;
        store::dossier::save(tx, &mut dossier)?;
        store::pickup::keep(tx, &dossier)?;
        let to = dossier.open_steps().first().map(|step| step.code.clone()).unwrap_or_default();
        let event = events::Reopened { result: result.clone(), reason, to, due };
        ledger::append(tx, ctx, &stream(dossier.id), Some(unit), ctx.now, &event)?;
        if let Some(reason) = fault {
            super::fault::note(tx, ctx, &dossier, unit, ("correction", &result, &reason))?;
        }
        Ok(Reopened { id: dossier.id, due })
    })
}

/// Puts the wrong result aside and the dossier back into its process; the number of that result.
pub(super) fn begin(
    tx: &mut Tx,
    ctx: &Ctx,
    dossier: &mut Dossier,
    reason: &str,
    due: Instant,
) -> Result<String, Error> {
    let version = catalogue::version(tx, &dossier.procedure)?.ok_or(Error::NoProcedure)?;
    let result = dossier.result.take().ok_or(Error::NotFound)?;
    let number = result.number.clone();
    dossier.beside.corrections.push(Correction {
        at: ctx.now,
        from: dossier.state,
        reason: reason.to_owned(),
        due,
        result,
        closed_at: dossier.closed_at.take().unwrap_or(ctx.now),
        returned_at: dossier.returned_at.take(),
        done_at: None,
        reissue: false,
    });
    dossier.beside.result_at = None;
    dossier.beside.pickup.begin_anew();
    store::handover::settle(tx, dossier.id, HandoverWay::Back)?;
    // A wish to withdraw that the result overtook is not owed an answer any more; the ledger keeps it.
    dossier.beside.withdrawal.take_if(|asked| asked.answer.is_none());
    dossier.decided = None;
    dossier.step = None;
    let running = dossier.running_due().ok_or(Error::NotFound)?;
    dossier.step = steps::enter(tx, ctx, &version, dossier, version.process.reopened(), &running)?;
    Ok(number)
}
