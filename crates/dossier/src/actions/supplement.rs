//! Supplement: the citizen sends what was asked for, or hands it in at the counter; the dossier goes back to where it was.

use base::id::{DossierId, UnitId};
use base::{Ctx, Instant};
use catalogue::ProcedureVersion;
use db::Tx;
use serde::{Deserialize, Serialize};

use super::{clock, fresh, linked};
use crate::error::Error;
use crate::events::stream;
use crate::model::{Channel, Dossier, Paper, State};
use crate::permissions::post_for;
use crate::queries::{self, Filer};
use crate::{events, permissions, rules, store};

/// Which dossier, with which papers.
#[derive(Clone, Debug, Serialize)]
pub struct Supplement {
    /// The dossier.
    pub dossier: DossierId,
    /// The revision the page showed.
    pub revision: i64,
    /// The papers; their bytes are in the file store already, uploaded by the actor.
    pub papers: Vec<Paper>,
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplemented {
    /// The dossier.
    pub id: DossierId,
    /// When the result is due now, once received.
    pub due: Option<Instant>,
}

/// Adds the papers that were asked for.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's dossier, [`Error::Illegal`] when nothing is awaited, [`Error::Stale`] if it
/// changed, [`Error::Invalid`] with a field for each paper that is missing or cannot be taken.
pub fn supplement(tx: &mut Tx, ctx: &Ctx, input: &Supplement) -> Result<Supplemented, Error> {
    let _citizen_or_officer = ctx.authorise_anyone();
    ledger::once(tx, ctx, "dossier.supplement", input, |tx| {
        linked::open(tx, input.dossier)?;
        let mut dossier = store::dossier::find(tx, input.dossier)?.ok_or(Error::NotFound)?;
        let (channel, unit) = giver(tx, ctx, &dossier)?;
        fresh(&dossier, input.revision)?;
        rules::next(dossier.state, rules::Act::Supplement)?;
        let version = catalogue::version(tx, &dossier.procedure)?.ok_or(Error::NoProcedure)?;
        let from = settle(&version, &mut dossier, &input.papers, channel, ctx.now)?;
        go_on(tx, ctx, &version, &mut dossier, from)?;
        store::paper::add(tx, dossier.id, &input.papers)?;
        store::dossier::save(tx, &mut dossier)?;
        let due = dossier.deadline.as_ref().map(|deadline| Instant::from_local(deadline.current.due));
        let event = events::Supplemented { papers: input.papers.clone(), due };
        ledger::append(tx, ctx, &stream(dossier.id), unit, ctx.now, &event)?;
        linked::given(tx, ctx, &dossier)?;
        Ok(Supplemented { id: dossier.id, due })
    })
}

/// How the papers come in, and under which unit: from who filed it, or over the counter of the body.
fn giver(tx: &mut Tx, ctx: &Ctx, dossier: &Dossier) -> Result<(Channel, Option<UnitId>), Error> {
    match queries::filer(tx, ctx, dossier)? {
        Some(Filer::Citizen) => Ok((Channel::Online, None)),
        Some(Filer::Body(unit)) => Ok((Channel::Internal, Some(unit))),
        None if ctx.authorise_citizen().is_ok() => Err(Error::NotFound),
        None => {
            let authority = ctx.authorise(&permissions::RECEIVE)?;
            Ok((Channel::Counter, Some(post_for(&authority, dossier)?.unit)))
        }
    }
}

/// Answers the open request; the state it goes back to.
fn settle(
    version: &ProcedureVersion,
    dossier: &mut Dossier,
    papers: &[Paper],
    channel: Channel,
    now: Instant,
) -> Result<State, Error> {
    let request = dossier.beside.supplements.last_mut().filter(|it| it.answered_at.is_none());
    let request = request.ok_or(Error::NotFound)?;
    let errors = rules::supplement::answer_errors(version, request, papers, channel);
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    request.answered_at = Some(now);
    Ok(request.from)
}

/// Back where it was: before reception the body owes an answer anew, afterwards the clock goes on.
fn go_on(
    tx: &mut Tx,
    ctx: &Ctx,
    version: &ProcedureVersion,
    dossier: &mut Dossier,
    from: State,
) -> Result<(), Error> {
    dossier.state = from;
    if dossier.received_at.is_some() {
        return clock::reckon(tx, ctx, version, dossier);
    }
    let calendar = organisation::calendar(tx, dossier.competent, ctx.now.date())?;
    dossier.answer_due = rules::answer_due(&calendar, ctx.now)?;
    Ok(())
}
