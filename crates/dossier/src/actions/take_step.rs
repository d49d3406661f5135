//! Take a step: pass on, send back, approve, reject, issue, hand over — whatever the process offers this person now.

use base::id::{DossierId, StaffId, UnitId};
use base::{Authority, Ctx, FieldError, Instant, Post};
use catalogue::ProcedureVersion;
use catalogue::process::{Stage, Transition};
use db::{Query, Tx};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::by_network::answer_body;
use super::{clock, fresh, hand_over, linked};
use crate::error::Error;
use crate::events::stream;
use crate::model::{Authorised, Dossier, Result as DossierResult, State};
use crate::offers::{choices, not_theirs, standing};
use crate::permissions::post_at;
use crate::queries::{self, Joined};
use crate::rules::step::{Choice, Given};
use crate::{events, permissions, rules, steps, store};

/// Which action, with what comes with it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Details {
    /// A note for the next person, or the reason where one is owed.
    pub note: String,
    /// Who takes the next step, where the action names somebody.
    pub person: Option<StaffId>,
    /// The number of the result, as the registrar gives it.
    pub result_number: String,
    /// The date of the result.
    pub result_date: Option<Date>,
    /// Who takes the result at the counter.
    pub recipient: String,
    /// By what right, where it is not the applicant.
    pub authorised: Option<Authorised>,
    /// The number of the notice of what the citizen has to pay.
    pub notice_number: String,
    /// How much that is, in đồng.
    pub amount: Option<i64>,
    /// The number of the receipt, where it is noted that the citizen has paid.
    pub receipt_number: String,
    /// The day on it.
    pub receipt_date: Option<Date>,
}

/// Which dossier, which action.
#[derive(Clone, Debug, Serialize)]
pub struct TakeStep {
    /// The dossier.
    pub dossier: DossierId,
    /// The revision the page showed.
    pub revision: i64,
    /// The action, as the process calls it.
    pub action: String,
    /// The step it is taken at, where several are open that know such an action; else none is needed.
    pub step: Option<String>,
    /// What comes with it.
    pub details: Details,
}

/// Where the dossier stands now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// The dossier.
    pub id: DossierId,
    /// Its state now.
    pub state: State,
    /// The step it is in now, the first of the open branches; none at the end.
    pub step: Option<String>,
    /// Whether it is no longer this person's to see: a body that was asked has answered.
    #[serde(default)]
    pub gone: bool,
}

/// The name under which the first answer is kept.
const NAME: &str = "dossier.take-step";

/// Whether this very request took this step before.
///
/// # Errors
/// [`ledger::Error::Reused`] if it was another; those of the database.
pub fn step_taken_before(q: &mut impl Query, ctx: &Ctx, input: &TakeStep) -> Result<bool, Error> {
    ctx.authorise(&permissions::HANDLE)?;
    Ok(ledger::answered::<Taken>(q, ctx, NAME, input)?.is_some())
}

/// Takes the action.
///
/// # Errors
/// [`Error::Denied`] for a signature of somebody who has not confirmed lately who they are, [`Error::NotFound`] outside the person's unit, [`Error::Step`] when it is not offered now, [`Error::NotInCharge`]
/// when somebody else is in charge, [`Error::Invalid`] when something owed with it is missing.
pub fn take_step(tx: &mut Tx, ctx: &Ctx, input: &TakeStep) -> Result<Taken, Error> {
    let authority = ctx.authorise(&permissions::HANDLE)?;
    ledger::once(tx, ctx, NAME, input, |tx| {
        linked::open(tx, input.dossier)?;
        let mut dossier = store::dossier::find(tx, input.dossier)?.ok_or(Error::NotFound)?;
        let post = post_at(&authority, &dossier)?;
        let unit = post.unit;
        fresh(&dossier, input.revision)?;
        let version = catalogue::version(tx, &dossier.procedure)?.ok_or(Error::NoProcedure)?;
        let (transition, act) = decide(ctx, &authority, &version, &dossier, input)?;
        if signs(&version, &transition) {
            ctx.confirmed()?;
        }
        if act == rules::Act::Return {
            rules::not_recalled(&dossier)?;
        }
        dossier.state = rules::next(dossier.state, act)?;
        if let Some(code) = &transition.result {
            dossier.decided = Some(code.clone());
        }
        let history = ledger::history(tx, &stream(dossier.id))?;
        let joins = queries::would_join(ctx, &version, &history, &transition.left);
        let moved = move_on(tx, ctx, &version, &mut dossier, &transition, &input.details)?;
        conclude(tx, ctx, &version, &mut dossier, &transition, act, &input.details)?;
        store::dossier::save(tx, &mut dossier)?;
        record(tx, ctx, &dossier, &transition, act, &input.details, unit)?;
        record_clock(tx, ctx, &dossier, unit, moved)?;
        if let Some((duty, earlier)) = joins {
            let joined = events::DutiesJoined { step: transition.left.clone(), duty, earlier };
            record_joined(tx, ctx, &dossier, post, joined)?;
        }
        linked::ended(tx, ctx, &mut dossier)?;
        answer_body(tx, ctx, &mut dossier)?;
        Ok(Taken {
            id: dossier.id,
            state: dossier.state,
            step: dossier.open_steps().first().map(|s| s.code.clone()),
            gone: post_at(&authority, &dossier).is_err(),
        })
    })
}

/// Whether this is the signatory's act: a result is signed, or refused with a signature. Sending back is not.
fn signs(version: &ProcedureVersion, transition: &Transition) -> bool {
    let stage = version.process.step(&transition.left).map(|step| step.stage);
    stage == Some(Stage::Sign) && !transition.back
}

/// The action, if the process offers it to this person and everything owed with it is there.
fn decide(
    ctx: &Ctx,
    authority: &Authority,
    version: &ProcedureVersion,
    dossier: &Dossier,
    input: &TakeStep,
) -> Result<(Transition, rules::Act), Error> {
    let choices = choices(version, dossier, authority)?;
    let asked = |c: &&Choice| {
        c.offer.action == input.action && input.step.as_ref().is_none_or(|step| *step == c.offer.step)
    };
    let Some(choice) = choices.iter().find(asked) else {
        let step = dossier.open_steps().first().map_or_else(String::new, |s| s.code.clone());
        return Err(catalogue::process::Reason::NoSuchAction(step, input.action.clone()).into());
    };
    let details = &input.details;
    let given = Given {
        note: &details.note,
        person: details.person.is_some(),
        result_number: &details.result_number,
        result_date: details.result_date,
        recipient: &details.recipient,
        authorised: details.authorised.as_ref(),
        received: dossier.received_at.map(Instant::date),
        notice_number: &details.notice_number,
        amount: details.amount,
        receipt_number: &details.receipt_number,
        receipt_date: details.receipt_date,
    };
    let owed = rules::step::owed(choice, &given, ctx.now.date());
    if !owed.is_empty() {
        return Err(Error::Invalid(owed));
    }
    let (standing, posts) = standing(version, dossier, authority).ok_or(Error::NotFound)?;
    Ok(rules::step::take(&standing, &posts, &choice.offer.step, &choice.offer.action)?)
}

/// What a step did to the clock.
#[derive(Clone, Copy)]
struct Moved {
    went_on: bool,
    stands_still: bool,
}

/// Leaves the step and enters what follows, in the hands of the person named for it; the clock goes on, or stands still.
fn move_on(
    tx: &mut Tx,
    ctx: &Ctx,
    version: &ProcedureVersion,
    dossier: &mut Dossier,
    transition: &Transition,
    details: &Details,
) -> Result<Moved, Error> {
    let before = steps::asked(tx, ctx, version, dossier)?;
    let went_on = clock::go_on(tx, ctx, version, dossier, transition, details)?;
    let due = dossier.running_due().ok_or(Error::NotFound)?;
    if let Some(now) = &mut dossier.step {
        now.steps.retain(|open| open.code != transition.left);
    }
    dossier.step = steps::enter(tx, ctx, version, dossier, transition.position.clone(), &due)?;
    put_in_charge(tx, ctx, dossier, transition, details.person)?;
    let stands_still = crate::clock::stand_still(ctx.now, version, dossier, transition, details);
    let asked = steps::asked(tx, ctx, version, dossier)?;
    if !(before.is_empty() && asked.is_empty()) {
        store::asked::replace(tx, dossier, &asked)?;
    }
    Ok(Moved { went_on, stands_still })
}

/// Puts the person in charge who was named for a step that was entered.
fn put_in_charge(
    tx: &mut Tx,
    ctx: &Ctx,
    dossier: &mut Dossier,
    transition: &Transition,
    person: Option<StaffId>,
) -> Result<(), Error> {
    let (Some(now), Some(person)) = (dossier.step.as_mut(), person) else { return Ok(()) };
    let posts = organisation::posts_of(tx, person, ctx.now.date())?;
    for step in now.steps.iter_mut().filter(|step| transition.entered.contains(&step.code)) {
        if !posts.iter().any(|p| p.unit == step.unit && p.role == step.role) {
            return Err(not_theirs());
        }
        step.assignee = Some(person);
    }
    Ok(())
}

/// Records the result when the act completes the dossier, and the moments that close it.
fn conclude(
    tx: &mut Tx,
    ctx: &Ctx,
    version: &ProcedureVersion,
    dossier: &mut Dossier,
    transition: &Transition,
    act: rules::Act,
    details: &Details,
) -> Result<(), Error> {
    match act {
        rules::Act::Complete => {
            let code = dossier.decided.clone().unwrap_or_default();
            let result = version.result(&code).ok_or_else(|| {
                Error::Invalid(vec![FieldError::new(
                    "result_number",
                    "Chưa có quyết định về kết quả. Xin chuyển lại bước ký duyệt.",
                )])
            })?;
            let refused = match (result.grants, &transition.result) {
                (true, _) => String::new(),
                // Decided and completed in one act: the words come with it.
                (false, Some(_)) => details.note.trim().to_owned(),
                (false, None) => steps::words_of_decision(tx, version, dossier)?,
            };
            // A result that is put right leaves the day of the first one as it was.
            let first = dossier.beside.open_correction().map(|it| it.closed_at);
            dossier.closed_at = Some(first.unwrap_or(ctx.now));
            if let Some(correction) = dossier.beside.corrections.last_mut() {
                correction.done_at.get_or_insert(ctx.now);
            }
            dossier.result = Some(DossierResult {
                code,
                name: result.name.clone(),
                number: details.result_number.trim().to_owned(),
                date: details.result_date.unwrap_or_else(|| ctx.now.date()),
                granted: result.grants,
                reason: refused,
            });
            replaced(dossier);
            if dossier.beside.filed_by.is_none() {
                hand_over::owe_result(tx, ctx, dossier)?;
            }
        }
        rules::Act::Stop => dossier.closed_at = Some(ctx.now),
        rules::Act::Return => {
            dossier.returned_at = Some(ctx.now);
            if dossier.beside.result_at.is_some() || !dossier.beside.pickup.is_empty() {
                store::pickup::forget(tx, dossier.id)?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// Names the new result beside the recalled one that it takes the place of.
fn replaced(dossier: &mut Dossier) {
    let number = dossier.result.as_ref().map(|result| result.number.clone());
    let recall = dossier.beside.recalls.last_mut().filter(|it| it.reissue_began.is_some());
    if let Some(recall) = recall.filter(|it| it.replaced_by.is_none()) {
        recall.replaced_by = number;
    }
}

/// One event for the step; one more when it completes or closes the dossier.
fn record(
    tx: &mut Tx,
    ctx: &Ctx,
    dossier: &Dossier,
    transition: &Transition,
    act: rules::Act,
    details: &Details,
    unit: UnitId,
) -> Result<(), Error> {
    let end = transition.position.end().map(str::to_owned);
    let waits = || dossier.open_steps().first().map(|step| step.code.clone());
    let to = end.or_else(|| transition.entered.first().cloned()).or_else(waits).unwrap_or_default();
    let note = details.note.trim().to_owned();
    let step =
        events::StepTaken { from: transition.left.clone(), action: transition.action.clone(), to, note };
    let stream = stream(dossier.id);
    ledger::append(tx, ctx, &stream, Some(unit), ctx.now, &step)?;
    if let (rules::Act::Complete, Some(result)) = (act, &dossier.result) {
        let done = dossier.closed_at.unwrap_or(ctx.now);
        let event = events::Completed { result: result.clone(), late: dossier.is_late_at(done) };
        ledger::append(tx, ctx, &stream, Some(unit), ctx.now, &event)?;
        let recall =
            dossier.beside.recalls.last().filter(|it| it.replaced_by.as_ref() == Some(&result.number));
        if let Some(recall) =
            recall.filter(|_| dossier.beside.corrections.last().is_some_and(|it| it.reissue))
        {
            let event =
                events::ResultReplaced { recalled: recall.result.number.clone(), by: result.number.clone() };
            ledger::append(tx, ctx, &stream, Some(unit), ctx.now, &event)?;
        }
    }
    if act == rules::Act::Return {
        let to = details.recipient.trim().to_owned();
        let event = events::Returned { to, authorised: details.authorised.clone() };
        ledger::append(tx, ctx, &stream, Some(unit), ctx.now, &event)?;
    }
    Ok(())
}

/// That one person did several duties, once for each duty.
fn record_joined(
    tx: &mut Tx,
    ctx: &Ctx,
    dossier: &Dossier,
    post: &Post,
    event: events::DutiesJoined,
) -> Result<(), Error> {
    let line = Joined {
        dossier: dossier.id,
        number: None,
        staff: ctx.authorise_staff()?.staff,
        duty: event.duty,
        earlier: event.earlier.clone(),
        at: ctx.now,
        body: post.root,
    };
    if store::joined::insert(tx, &line, dossier.top)? {
        ledger::append(tx, ctx, &stream(dossier.id), Some(post.unit), ctx.now, &event)?;
    }
    Ok(())
}

/// What the step did to the clock, each an event of its own.
fn record_clock(tx: &mut Tx, ctx: &Ctx, dossier: &Dossier, unit: UnitId, moved: Moved) -> Result<(), Error> {
    let stream = stream(dossier.id);
    let over = dossier.beside.waits.iter().rev().find(|wait| wait.until == Some(ctx.now));
    if let (true, Some(wait), Some(deadline)) = (moved.went_on, over, &dossier.deadline) {
        let due = base::Instant::from_local(deadline.current.due);
        let event =
            events::Resumed { step: wait.step.clone(), awaits: wait.awaits, paid: wait.paid.clone(), due };
        ledger::append(tx, ctx, &stream, Some(unit), ctx.now, &event)?;
    }
    if let (true, Some(wait)) = (moved.stands_still, dossier.beside.open_wait()) {
        let event = events::Paused {
            step: wait.step.clone(),
            awaits: wait.awaits,
            obligation: wait.obligation.clone(),
        };
        ledger::append(tx, ctx, &stream, Some(unit), ctx.now, &event)?;
    }
    Ok(())
}

/// Takes a step that needs nobody: what a part of a linked dossier came in with is passed on to whoever handles it.
pub(super) fn pass(
    tx: &mut Tx,
    ctx: &Ctx,
    version: &ProcedureVersion,
    dossier: &mut Dossier,
    transition: &Transition,
) -> Result<(), Error> {
    dossier.state = rules::next(dossier.state, rules::Act::TakeStep)?;
    move_on(tx, ctx, version, dossier, transition, &Details::default())?;
    store::dossier::save(tx, dossier)?;
    let unit = dossier.competent;
    record(tx, ctx, dossier, transition, rules::Act::TakeStep, &Details::default(), unit)
}

/// Leaves a step by one of its ways on for a reason of its own, which the caller has told; nothing is owed with it.
pub(super) fn leave(
    tx: &mut Tx,
    ctx: &Ctx,
    version: &ProcedureVersion,
    dossier: &mut Dossier,
    (step, action): (&str, &str),
    unit: UnitId,
) -> Result<(), Error> {
    let position = dossier.step.as_ref().ok_or(Error::NotFound)?.position.clone();
    let transition = version.process.apply(&position, step, action)?;
    dossier.state = rules::next(dossier.state, rules::Act::TakeStep)?;
    if let Some(code) = &transition.result {
        dossier.decided = Some(code.clone());
    }
    let moved = move_on(tx, ctx, version, dossier, &transition, &Details::default())?;
    store::dossier::save(tx, dossier)?;
    record(tx, ctx, dossier, &transition, rules::Act::TakeStep, &Details::default(), unit)?;
    record_clock(tx, ctx, dossier, unit, moved)
}

/// Completes a linked dossier whose parts were all granted, by the action its process keeps for that. Its result is
/// theirs together; it bears its own number and today's date.
pub(super) fn complete_whole(
    tx: &mut Tx,
    ctx: &Ctx,
    version: &ProcedureVersion,
    dossier: &mut Dossier,
    action: &str,
) -> Result<(), Error> {
    let Some(now) = &dossier.step else { return Err(Error::NotFound) };
    let (position, step) = (now.position.clone(), dossier.open_steps().first().map(|step| step.code.clone()));
    let transition = version.process.apply(&position, &step.unwrap_or_default(), action)?;
    let act = rules::Act::Complete;
    dossier.state = rules::next(dossier.state, act)?;
    dossier.decided.clone_from(&transition.result);
    move_on(tx, ctx, version, dossier, &transition, &Details::default())?;
    let number = dossier.number.as_ref().map(ToString::to_string).unwrap_or_default();
    let details = Details { result_number: number, ..Details::default() };
    conclude(tx, ctx, version, dossier, &transition, act, &details)?;
    store::dossier::save(tx, dossier)?;
    let unit = dossier.competent;
    record(tx, ctx, dossier, &transition, act, &details, unit)
}
