//! Move in: dossiers of an older system become dossiers of this one, under their old number and with their old appointment. What was done there
//! is kept as lines; the open ones go on at the step that the map names.

use std::collections::BTreeMap;

use base::Ctx;
use base::code::{AgencyCode, DossierNumber};
use base::id::DossierId;
use catalogue::Situation;
use catalogue::process::{Position, Stage};
use db::Tx;
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};
use worktime::{Due, Term};

use crate::error::Error;
use crate::events::{self, stream};
use crate::model::{Beside, Deadline, Dossier, MovedAs, MovedIn, Moving, OldLine, State, Supplement};
use crate::store::dossier::Sent;
use crate::store::moved::Known;
use crate::submission::{content_digest, receiving_body};
use crate::{rules, steps, store};

/// Dossiers of one batch.
#[derive(Clone, Debug)]
pub struct MoveIn<'a> {
    /// The batch, by the key under which it comes once.
    pub batch: &'a str,
    /// What people call the system.
    pub system: &'a str,
    /// The dossiers.
    pub dossiers: &'a [Moving],
}

/// Brings them in; how many. What the batch has brought before is left as it stands, so that a batch that was interrupted goes on.
///
/// # Errors
/// [`Error::Denied`] for people; [`Error::NoUnit`] where nobody receives for the body or nobody has the step; [`Error::Deadline`] where neither
/// an appointment nor a term is known; those of the database, among them that a number is taken.
pub fn move_in(tx: &mut Tx, ctx: &Ctx, input: &MoveIn<'_>) -> Result<usize, Error> {
    ctx.authorise_system()?;
    let mut last: BTreeMap<(AgencyCode, Date), i64> = BTreeMap::new();
    let mut count = 0;
    for one in input.dossiers {
        if let Some((agency, day, sequence)) = one.number.as_ref().and_then(sequence) {
            let known = last.entry((agency, day)).or_insert(0);
            *known = sequence.max(*known);
        }
        count += usize::from(bring(tx, ctx, input, one)?);
    }
    for ((agency, day), sequence) in last {
        store::number::at_least(tx, &agency, day, sequence)?;
    }
    Ok(count)
}

/// Writes one; false if it is here.
fn bring(tx: &mut Tx, ctx: &Ctx, input: &MoveIn<'_>, one: &Moving) -> Result<bool, Error> {
    let id = DossierId::new(&ctx.rng, one.received_at.unwrap_or(one.submitted_at));
    let known = Known {
        batch: input.batch,
        system: input.system,
        reference: &one.reference,
        status: &one.status,
        holder: one.holder.as_deref(),
    };
    if !store::moved::insert(tx, id, &known, &one.lines)? {
        return Ok(false);
    }
    let sent = Sent {
        applicant: serde_json::to_string(&one.applicant)?,
        answers: serde_json::to_string(&one.answers)?,
    };
    let dossier = made(tx, ctx, input.system, one, id)?;
    store::dossier::insert_whole(tx, &dossier, &sent)?;
    store::paper::insert_all(tx, id, &one.papers)?;
    let asked = steps::asked(tx, ctx, &one.version, &dossier)?;
    if !asked.is_empty() {
        store::asked::replace(tx, &dossier, &asked)?;
    }
    if dossier.state == State::Completed {
        store::pickup::keep(tx, &dossier)?;
    }
    let event = events::MovedIn {
        batch: input.batch.to_owned(),
        system: input.system.to_owned(),
        reference: one.reference.clone(),
        status: one.status.clone(),
        number: one.number.clone(),
        procedure: dossier.procedure.code.to_string(),
        version: dossier.procedure.version,
        competent: dossier.competent,
        state: dossier.state,
        step: dossier.open_steps().first().map(|step| step.code.clone()),
        received: dossier.received_at,
        due: dossier.deadline.as_ref().map(|it| base::Instant::from_local(it.current.due)),
        content: content_digest(&sent),
        lines: lines_digest(&one.lines)?,
        papers: one.papers.clone(),
    };
    ledger::append(tx, ctx, &stream(id), Some(dossier.competent), ctx.now, &event)?;
    Ok(true)
}

/// The dossier as it stands from now on.
fn made(tx: &mut Tx, ctx: &Ctx, system: &str, one: &Moving, id: DossierId) -> Result<Dossier, Error> {
    let today = ctx.now.date();
    let unit = organisation::unit_at(tx, one.competent, today)?.ok_or(Error::NoUnit)?;
    let root = receiving_body(&unit);
    let one_stop = organisation::one_stop_of(tx, root, today)?.ok_or(Error::NoUnit)?;
    let calendar = organisation::calendar(tx, one.competent, today)?;
    let state = one.stands.state(&one.version.process.start);
    let due = due(&calendar, system, one)?;
    let received = one.received_at.is_some();
    let mut dossier = Dossier {
        id,
        number: one.number.clone(),
        state,
        revision: 1,
        procedure: one.version.key(),
        procedure_name: one.version.short_name.clone(),
        case: one.case.clone(),
        channel: one.channel,
        account: None,
        applicant: one.applicant.clone(),
        answers: std::sync::Arc::new(one.answers.clone()),
        received_at_unit: (received || state == State::Refused).then_some(one_stop.id),
        competent: one.competent,
        root,
        top: Some(unit.top),
        submitted_at: one.submitted_at,
        answer_due: rules::answer_due(&calendar, one.submitted_at)?,
        received_at: one.received_at,
        deadline: due.clone().map(|due| Deadline { original: due.clone(), current: due }),
        step: None,
        lookup: received.then(|| crate::lookup_code::draw(&ctx.rng)),
        decided: None,
        closed_at: one.closed_at,
        returned_at: one.returned_at,
        result: None,
        refusal: None,
        beside: Beside::default(),
    };
    let kept = due.clone().filter(|_| !state.is_closed() && one.due.is_some());
    dossier.beside.moved = Some(MovedIn { at: ctx.now, system: system.to_owned(), due: kept });
    stand(one, &mut dossier);
    if let (Some(step), Some(due)) = (step_of(one), &due) {
        let position = Position::At { step };
        dossier.step = steps::enter(tx, ctx, &one.version, &dossier, position, due)?;
        if let (Some(now), Some(person)) = (dossier.step.as_mut(), one.assignee) {
            now.steps.iter_mut().for_each(|step| step.assignee = Some(person));
        }
    }
    Ok(dossier)
}

/// What stands beside a state.
fn stand(one: &Moving, dossier: &mut Dossier) {
    match &one.stands {
        MovedAs::Completed(result) | MovedAs::Returned(result) => {
            dossier.decided = Some(result.code.clone());
            dossier.result = Some(result.clone());
        }
        MovedAs::Refused(refusal) => dossier.refusal = Some(refusal.clone()),
        MovedAs::Stopped(stopping) => dossier.beside.stop = Some(stopping.clone()),
        MovedAs::Awaiting { asked_at, items, step } => {
            let from = match one.received_at {
                None => State::Submitted,
                Some(_) if *step == one.version.process.start => State::Received,
                Some(_) => State::Processing,
            };
            dossier.beside.supplements.push(Supplement {
                asked_at: *asked_at,
                from,
                items: items.clone(),
                approval: None,
                answered_at: None,
            });
        }
        MovedAs::Submitted | MovedAs::Open { .. } | MovedAs::Withdrawn => {}
    }
}

/// The step at which it goes on; a result that waits is handed over.
fn step_of(one: &Moving) -> Option<String> {
    match &one.stands {
        MovedAs::Open { step } | MovedAs::Awaiting { step, .. } => Some(step.clone()),
        MovedAs::Completed(_) => {
            let steps = &one.version.process.steps;
            steps.iter().find(|step| step.stage == Stage::Return).map(|step| step.code.clone())
        }
        _ => None,
    }
}

/// The appointment: the one that was made, else the term of the version from the reception on.
fn due(calendar: &worktime::Calendar, system: &str, one: &Moving) -> Result<Option<Due>, Error> {
    let Some(received) = one.received_at else { return Ok(None) };
    let situation = Situation { case: &one.case, channel: one.channel };
    match one.due {
        Some(due) => {
            let term = rules::term(&one.version, &one.answers, &situation, None).unwrap_or(Term::SAME_DAY);
            Ok(Some(rules::kept_due::kept(calendar, received.local(), due, system, term)))
        }
        None => Ok(Some(rules::appointment(&one.version, &situation, &one.answers, calendar, received)?)),
    }
}

/// Agency, day and sequence of a number.
fn sequence(number: &DossierNumber) -> Option<(AgencyCode, Date, i64)> {
    let mut parts = number.as_str().splitn(3, '-').skip(1);
    let (day, sequence) = (parts.next()?, parts.next()?);
    let part = |at: usize| day.get(at..at + 2)?.parse::<i8>().ok();
    let day = Date::new(2000 + i16::from(part(0)?), part(2)?, part(4)?).ok()?;
    Some((number.agency().parse().ok()?, day, sequence.parse().ok()?))
}

/// SHA-256 of lines of progress, which ties the stored rows to the ledger.
fn lines_digest(lines: &[OldLine]) -> Result<String, Error> {
    let mut hasher = Sha256::new();
    hasher.update(serde_json::to_string(lines)?);
    Ok(hex::encode(hasher.finalize()))
}
