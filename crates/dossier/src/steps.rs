//! Entering a step: which unit it falls to, who gets it, by when it should be done.

use base::id::{StaffId, UnitId};
use base::{Ctx, Instant};
use catalogue::process::{Assignment, Position, Stage, Step, StepTerm, UnitSelector};
use catalogue::{ProcedureVersion, Situation};
use db::Tx;
use worktime::{Calendar, Due, Term};

use crate::error::Error;
use crate::events::{StepTaken, stream};
use crate::model::{Dossier, Now, ReturnAt, StepNow};
use crate::store::asked::Asked;

/// Where a dossier is at `position`; none at an end. A branch that was open before and still is stays in the hands it is
/// in; the step that was left must be gone from the dossier.
///
/// # Errors
/// [`Error::NoUnit`] when the body has no unit for a step.
pub(crate) fn enter(
    tx: &mut Tx,
    ctx: &Ctx,
    version: &ProcedureVersion,
    dossier: &Dossier,
    position: Position,
    due: &Due,
) -> Result<Option<Now>, Error> {
    let mut steps = Vec::new();
    for code in position.active() {
        if let Some(open) = dossier.open_steps().iter().find(|open| open.code == code) {
            steps.push(open.clone());
        } else if let Some(step) = version.process.step(code) {
            steps.push(fresh(tx, ctx, version, dossier, step, due)?);
        }
    }
    Ok((!steps.is_empty()).then_some(Now { position, steps }))
}

/// A step that is entered now.
fn fresh(
    tx: &mut Tx,
    ctx: &Ctx,
    version: &ProcedureVersion,
    dossier: &Dossier,
    step: &Step,
    due: &Due,
) -> Result<StepNow, Error> {
    let unit = unit_of(tx, ctx, version, dossier, step)?;
    let calendar = organisation::calendar(tx, dossier.competent, ctx.now.date())?;
    let assignee =
        if step.assignment != Assignment::Queue { previous(tx, ctx, dossier, step, unit)? } else { None };
    Ok(StepNow {
        code: step.code.clone(),
        name: step.name.clone(),
        role: step.role,
        unit,
        since: ctx.now,
        due: step_due(&calendar, dossier, step, ctx.now, due),
        assignee,
    })
}

/// The unit of a step. A body too small for a division of that duty, or a line agency, does it itself.
fn unit_of(
    tx: &mut Tx,
    ctx: &Ctx,
    version: &ProcedureVersion,
    dossier: &Dossier,
    step: &Step,
) -> Result<UnitId, Error> {
    let today = ctx.now.date();
    if let Some(unit) = body_of(tx, ctx, dossier, step)? {
        return Ok(unit);
    }
    let duty = match step.unit {
        // The result goes where the person wished to take it.
        UnitSelector::OneStop
            if step.stage == Stage::Return && dossier.applicant.return_at == Some(ReturnAt::Competent) =>
        {
            let unit = organisation::one_stop_of(tx, dossier.competent, today)?;
            return unit.map(|unit| unit.id).or(dossier.received_at_unit).ok_or(Error::NoUnit);
        }
        UnitSelector::OneStop => return dossier.received_at_unit.ok_or(Error::NoUnit),
        UnitSelector::Leadership => return Ok(dossier.competent),
        UnitSelector::Registry => "van-phong",
        UnitSelector::Division | UnitSelector::Consulted => version.jurisdiction.division.as_str(),
    };
    let found = organisation::unit_for_duty(tx, dossier.competent, duty, today)?;
    Ok(found.map_or(dossier.competent, |unit| unit.id))
}

/// The other body that does a step, by its duty: under the competent body, or beside one of those above it. None for a step
/// of the body's own, and where the installation has no such body: then the division asks it and takes its answer down.
fn body_of(tx: &mut Tx, ctx: &Ctx, dossier: &Dossier, step: &Step) -> Result<Option<UnitId>, Error> {
    let Some(duty) = step.body.as_ref().and_then(|body| body.duty.as_deref()) else { return Ok(None) };
    let today = ctx.now.date();
    let mut at = Some(dossier.competent);
    while let Some(unit) = at {
        if let Some(found) = organisation::unit_for_duty(tx, unit, duty, today)? {
            return Ok(Some(found.id));
        }
        at = organisation::unit_at(tx, unit, today)?.and_then(|unit| unit.parent);
    }
    Ok(None)
}

/// What a body is called that has no name in the process.
const ASKED: &str = "Cơ quan được lấy ý kiến";

/// Who is asked now, by name: the bodies that have an open step of this dossier.
pub(crate) fn asked(
    tx: &mut Tx,
    ctx: &Ctx,
    version: &ProcedureVersion,
    dossier: &Dossier,
) -> Result<Vec<Asked>, Error> {
    let mut out = Vec::new();
    for open in dossier.open_steps() {
        let Some(step) = version.process.step(&open.code) else { continue };
        let unit = organisation::unit_at(tx, open.unit, ctx.now.date())?;
        // Where the division takes the answers down, the bodies it asked are waited for all the same.
        let taken_down = || (step.stage == Stage::Consult).then(|| ASKED.to_owned());
        let Some(body) = body_name(step, unit.as_ref()).or_else(taken_down) else { continue };
        out.push(Asked { step: open.code.clone(), body, unit: open.unit, since: open.since, due: open.due });
    }
    Ok(out)
}

/// What the body is called that a step asks; none for a step that asks nobody. A unit of that duty goes by its own name.
pub(crate) fn body_name(step: &Step, unit: Option<&organisation::Unit>) -> Option<String> {
    let asks = step.unit == UnitSelector::Consulted;
    let body = step.body.as_ref();
    let is_it = |unit: &&organisation::Unit| {
        let duty = body.and_then(|body| body.duty.as_deref());
        duty.is_some() && unit.duty.as_ref().map(|own| own.as_str()) == duty
    };
    let own = unit.filter(is_it).map(|unit| unit.name.to_string());
    let named = own.or_else(|| body.map(|body| body.name.clone()));
    asks.then(|| named.unwrap_or_else(|| ASKED.to_owned()))
}

/// Who took this step last, from the ledger, if they still hold its role there: returned work goes back to them.
fn previous(
    tx: &mut Tx,
    ctx: &Ctx,
    dossier: &Dossier,
    step: &Step,
    unit: UnitId,
) -> Result<Option<StaffId>, Error> {
    let mut last: Option<StaffId> = None;
    for event in ledger::history(tx, &stream(dossier.id))? {
        if event.read::<StepTaken>()?.is_some_and(|taken| taken.from == step.code) {
            last = event.for_staff().or_else(|| event.by_staff());
        }
    }
    let Some(person) = last else { return Ok(None) };
    let posts = organisation::posts_of(tx, person, ctx.now.date())?;
    Ok(posts.iter().any(|post| post.unit == unit && post.role == step.role).then_some(person))
}

/// The words that came with the decision on the result, from the ledger: why something was refused.
pub(crate) fn words_of_decision(
    tx: &mut Tx,
    version: &ProcedureVersion,
    dossier: &Dossier,
) -> Result<String, Error> {
    let mut words = String::new();
    for event in ledger::history(tx, &stream(dossier.id))? {
        let Some(taken) = event.read::<StepTaken>()? else { continue };
        let edge = version.process.from(&taken.from).find(|edge| edge.action == taken.action);
        if edge.is_some_and(|edge| edge.result.is_some()) {
            words = taken.note;
        }
    }
    Ok(words)
}

/// The step's own term, or its share of the working time between reception and appointment; never later than the
/// appointment itself, which moves on while a step waits and is not that of another body. None for a step of no time of its own.
pub(crate) fn step_due(
    calendar: &Calendar,
    dossier: &Dossier,
    step: &Step,
    now: Instant,
    due: &Due,
) -> Option<Instant> {
    let situation = Situation { case: &dossier.case, channel: dossier.channel };
    let term = match step.term_for(&dossier.answers, &situation) {
        StepTerm::Own(text) => text.parse().ok()?,
        StepTerm::Share(0) => return None,
        StepTerm::Share(share) => {
            let received = dossier.received_at.unwrap_or(now).local();
            let whole = worktime::remaining(calendar, received, due.due).minutes;
            Term::working_minutes(u32::try_from(whole * i64::from(*share) / 1000).ok()?).ok()?
        }
    };
    let own = worktime::due(calendar, now.local(), term, None).ok()?.due;
    Some(Instant::from_local(if step.pauses() || step.has_own_time() { own } else { own.min(due.due) }))
}
