//! A part ends: what waited for it begins or is given up, its result goes to the body that leads, and when every part was
//! granted the whole goes on to the return of its result.

use base::Ctx;
use catalogue::ProcedureVersion;
use catalogue::process::{Act as StepAct, Stage};
use db::Tx;

use super::by_network::by_network;
use super::linked::open_ready;
use super::take_step;
use crate::error::Error;
use crate::events::{self, stream};
use crate::model::{Dossier, Part, PartState, State, Stopping};
use crate::{queries, rules, store};

/// Tells the whole that `child` has ended, if it is a part and has. Its own change is stored and in the ledger already;
/// the stream of the whole is open.
pub(super) fn ended(tx: &mut Tx, ctx: &Ctx, child: &mut Dossier) -> Result<(), Error> {
    let over = matches!(child.state, State::Completed | State::Stopped | State::Withdrawn);
    let Some(of) = child.beside.part_of.clone().filter(|_| over) else { return Ok(()) };
    let mut whole = store::dossier::find(tx, of.whole)?.ok_or(Error::NotFound)?;
    let version = catalogue::version(tx, &whole.procedure)?.ok_or(Error::NoProcedure)?;
    let known = whole.beside.parts.iter_mut().find(|part| part.code == of.part);
    let Some(part) = known else { return Ok(()) };
    if part.state == PartState::Granted && child.state == State::Completed {
        return put_right(tx, ctx, &mut whole, child, &of.part);
    }
    if part.state != PartState::Open {
        return Ok(());
    }
    note(part, child);
    let granted = part.state == PartState::Granted;
    let dropped = rules::linked::give_up(&mut whole.beside.parts);
    let event = events::PartEnded {
        part: of.part,
        dossier: child.id,
        granted,
        late: child.is_late_at(ctx.now),
        dropped,
    };
    ledger::append(tx, ctx, &stream(whole.id), Some(child.competent), ctx.now, &event)?;
    hand_to_lead(tx, ctx, &whole, child)?;
    if !whole.state.is_closed() || whole.state == State::Completed || whole.state == State::Returned {
        open_ready(tx, ctx, &version, &mut whole)?;
    }
    go_on(tx, ctx, &version, &mut whole)
}

/// A part that was granted has another result now: the wrong one was put right, or a recalled one was replaced. What began because of
/// it goes on.
fn put_right(
    tx: &mut Tx,
    ctx: &Ctx,
    whole: &mut Dossier,
    child: &mut Dossier,
    code: &str,
) -> Result<(), Error> {
    let granted = child.result.as_ref().is_some_and(|result| result.granted);
    let known = whole.beside.parts.iter_mut().find(|part| part.code == code);
    let Some(part) = known.filter(|_| granted) else { return Ok(()) };
    note(part, child);
    store::dossier::save(tx, whole)?;
    let event = events::PartEnded {
        part: code.to_owned(),
        dossier: child.id,
        granted,
        late: child.is_late_at(child.closed_at.unwrap_or(ctx.now)),
        dropped: Vec::new(),
    };
    ledger::append(tx, ctx, &stream(whole.id), Some(child.competent), ctx.now, &event)?;
    hand_to_lead(tx, ctx, whole, child)
}

/// What the whole keeps of a part that has ended.
fn note(part: &mut Part, child: &Dossier) {
    let result = child.result.as_ref();
    let granted = child.state == State::Completed && result.is_some_and(|result| result.granted);
    part.state = if granted { PartState::Granted } else { PartState::Failed };
    part.result = result.map(|result| {
        format!("{} số {} ngày {}", result.name, result.number, base::words::date(result.date))
    });
    part.reason = match child.state {
        _ if granted => None,
        State::Withdrawn => Some("Người nộp đã rút phần này.".to_owned()),
        State::Stopped => {
            child.beside.stop.as_ref().map(|stop| format!("{} Căn cứ: {}", stop.reason, stop.citation))
        }
        _ => result.map(|result| result.reason.clone()),
    };
}

/// The result goes to the body that leads, by network, as long as that one has not answered the citizen; afterwards the
/// body of the part hands it over itself.
fn hand_to_lead(tx: &mut Tx, ctx: &Ctx, whole: &Dossier, child: &mut Dossier) -> Result<(), Error> {
    if child.state != State::Completed || whole.state.is_closed() {
        return Ok(());
    }
    let lead = queries::body_name(tx, whole.competent, ctx.now.date())?;
    by_network(tx, ctx, child, format!("{lead} (cơ quan đầu mối liên thông)"))
}

/// Saves the whole; with every part granted it goes on by the edge that its process keeps for that, else whoever leads
/// is shown that they have to decide.
fn go_on(tx: &mut Tx, ctx: &Ctx, version: &ProcedureVersion, whole: &mut Dossier) -> Result<(), Error> {
    let open = matches!(whole.state, State::Received | State::Processing);
    if whole.state == State::Received {
        whole.state = rules::next(whole.state, rules::Act::TakeStep)?;
    }
    let waits = version.process.steps.iter().find(|step| step.stage == Stage::Linked);
    let at = waits.filter(|step| whole.step.as_ref().is_some_and(|now| now.position.is_at(&step.code)));
    let (Some(step), true) = (at, open) else { return store::dossier::save(tx, whole) };
    if rules::linked::all_granted(&whole.beside.parts) {
        let edge = version.process.from(&step.code).find(|edge| edge.act == StepAct::Issue);
        let edge = edge.ok_or(Error::NoProcedure)?;
        return take_step::complete_whole(tx, ctx, version, whole, &edge.action);
    }
    if rules::linked::must_decide(&whole.beside.parts)
        && let Some(now) = whole.step.as_mut()
    {
        for open in now.steps.iter_mut().filter(|open| open.code == step.code) {
            open.name = format!("{}: cần quyết định", step.name);
        }
    }
    store::dossier::save(tx, whole)
}

/// How the whole ends before its parts have.
#[derive(Clone, Copy, Debug)]
pub(super) enum End<'a> {
    /// Its head stopped it.
    Stopped(&'a Stopping),
    /// The citizen took it back.
    Withdrawn(&'a str),
}

/// Ends the parts of `whole` that are not done, as the whole ends. The whole is changed in memory; the caller saves it.
pub(super) fn end_all(tx: &mut Tx, ctx: &Ctx, whole: &mut Dossier, end: End<'_>) -> Result<(), Error> {
    let open: Vec<_> = whole
        .beside
        .parts
        .iter()
        .filter(|part| part.state == PartState::Open)
        .filter_map(|part| part.dossier)
        .collect();
    ledger::open(tx, &open.iter().map(|id| stream(*id)).collect::<Vec<_>>())?;
    for id in open {
        let mut child = store::dossier::find(tx, id)?.ok_or(Error::NotFound)?;
        let act = match end {
            End::Stopped(_) => rules::Act::Stop,
            End::Withdrawn(_) => rules::Act::Withdraw,
        };
        child.state = rules::next(child.state, act)?;
        child.closed_at = Some(ctx.now);
        child.step = None;
        if let End::Stopped(stop) = end {
            child.beside.stop = Some(stop.clone());
        }
        store::dossier::save(tx, &mut child)?;
        store::branch::replace(tx, child.id, &[])?;
        payment::drop_unpaid(tx, ctx, &stream(child.id))?;
        let unit = Some(whole.competent);
        match end {
            End::Stopped(stop) => {
                let (reason, citation) = (stop.reason.clone(), stop.citation.clone());
                let event = events::Stopped { reason, citation };
                ledger::append(tx, ctx, &stream(child.id), unit, ctx.now, &event)?;
            }
            End::Withdrawn(words) => {
                let event = events::Withdrawn { words: words.to_owned() };
                ledger::append(tx, ctx, &stream(child.id), unit, ctx.now, &event)?;
            }
        }
        if let Some(part) = whole.beside.parts.iter_mut().find(|part| part.dossier == Some(id)) {
            note(part, &child);
        }
    }
    for part in whole.beside.parts.iter_mut().filter(|part| part.state == PartState::Waiting) {
        part.state = PartState::Dropped;
    }
    Ok(())
}
