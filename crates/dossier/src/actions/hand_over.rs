//! Hand over: the body that received a dossier off territory gives it to the competent one, with a manifest; or the competent one gives
//! the result back. And the answer of the body that takes over. The clock of the dossier runs on.

use base::Ctx;
use base::id::{DossierId, UnitId};
use db::Tx;
use serde::{Deserialize, Serialize};

use super::fresh;
use crate::error::Error;
use crate::events::stream;
use crate::model::{Dossier, HandedPaper, Handover, HandoverAnswer, HandoverWay, SIGNATURE};
use crate::{events, permissions, queries, rules, store};

/// Which dossier, in which direction, with what.
#[derive(Clone, Debug, Serialize)]
pub struct HandOver {
    /// The dossier.
    pub dossier: DossierId,
    /// The revision the page showed.
    pub revision: i64,
    /// In which direction.
    pub way: HandoverWay,
    /// What is said with it, up to 500 characters.
    pub note: String,
}

/// What the body that takes over says.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerHandover {
    /// The dossier.
    pub dossier: DossierId,
    /// The revision the page showed.
    pub revision: i64,
    /// In which direction it was handed over.
    pub way: HandoverWay,
    /// What is missing, up to 1000 characters; empty acknowledges everything.
    pub missing: String,
}

/// The answer to both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOver {
    /// The dossier.
    pub id: DossierId,
}

/// Hands a dossier over to the competent body, or its result back to the receiving one. Electronic papers go with their hashes, those on
/// paper as originals that travel.
///
/// # Errors
/// [`Error::NotFound`] outside both bodies, [`Error::NoHandover`] where nothing is to be handed over by this person's body,
/// [`Error::Stale`] if it changed, [`Error::Invalid`] for words that are too long.
pub fn hand_over(tx: &mut Tx, ctx: &Ctx, input: &HandOver) -> Result<HandedOver, Error> {
    let authority = ctx.authorise(&permissions::HANDLE)?;
    ledger::once(tx, ctx, "dossier.hand-over", input, |tx| {
        ledger::open(tx, &[stream(input.dossier)])?;
        let mut dossier = store::dossier::find(tx, input.dossier)?.ok_or(Error::NotFound)?;
        permissions::post_for(&authority, &dossier)?;
        fresh(&dossier, input.revision)?;
        let (from, to) = ends(tx, ctx, &dossier, input.way)?;
        let post = authority.at_root(&from).map_err(|_| Error::NoHandover)?;
        if !rules::may_hand_over(&dossier, input.way) {
            return Err(Error::NoHandover);
        }
        let note = rules::words_up_to("note", &input.note, 500).map_err(Error::Invalid)?;
        let calendar = organisation::calendar(tx, to, ctx.now.date())?;
        let handover = Handover {
            way: input.way,
            from,
            to,
            papers: manifest(tx, &dossier, input.way)?,
            note,
            at: ctx.now,
            by: authority.staff().staff,
            due: rules::acknowledge_by(&calendar, ctx.now)?,
            answer: None,
        };
        let event = events::HandedOver {
            way: handover.way,
            from,
            to,
            papers: handover.papers.clone(),
            note: handover.note.clone(),
            due: handover.due,
        };
        store::handover::owe(tx, dossier.id, (input.way, from, to), true, handover.due)?;
        dossier.beside.handovers.push(handover);
        store::dossier::save(tx, &mut dossier)?;
        ledger::append(tx, ctx, &stream(dossier.id), Some(post.unit), ctx.now, &event)?;
        Ok(HandedOver { id: dossier.id })
    })
}

/// Acknowledges what was handed over, or says what is missing; then it is to be handed over again.
///
/// # Errors
/// As [`hand_over`].
pub fn answer_handover(tx: &mut Tx, ctx: &Ctx, input: &AnswerHandover) -> Result<HandedOver, Error> {
    let authority = ctx.authorise(&permissions::HANDLE)?;
    ledger::once(tx, ctx, "dossier.answer-handover", input, |tx| {
        ledger::open(tx, &[stream(input.dossier)])?;
        let mut dossier = store::dossier::find(tx, input.dossier)?.ok_or(Error::NotFound)?;
        permissions::post_for(&authority, &dossier)?;
        fresh(&dossier, input.revision)?;
        let open = rules::open_handover(&dossier.beside.handovers, input.way).ok_or(Error::NoHandover)?;
        let (from, to) = (open.from, open.to);
        let post = authority.at_root(&to).map_err(|_| Error::NoHandover)?;
        let missing = rules::words_up_to("missing", &input.missing, 1000).map_err(Error::Invalid)?;
        if missing.is_empty() {
            store::handover::settle(tx, dossier.id, input.way)?;
        } else {
            let calendar = organisation::calendar(tx, from, ctx.now.date())?;
            let due = rules::acknowledge_by(&calendar, ctx.now)?;
            store::handover::owe(tx, dossier.id, (input.way, from, to), false, due)?;
        }
        let event = events::HandoverAnswered { way: input.way, missing: missing.clone() };
        let answer = HandoverAnswer { at: ctx.now, by: authority.staff().staff, missing };
        if let Some(last) = dossier.beside.handovers.iter_mut().rev().find(|it| it.way == input.way) {
            last.answer = Some(answer);
        }
        store::dossier::save(tx, &mut dossier)?;
        ledger::append(tx, ctx, &stream(dossier.id), Some(post.unit), ctx.now, &event)?;
        Ok(HandedOver { id: dossier.id })
    })
}

/// Notes that the papers, or the result, are to be handed over by the end of the next working day.
pub(super) fn owe(tx: &mut Tx, ctx: &Ctx, dossier: &Dossier, way: HandoverWay) -> Result<(), Error> {
    let (from, to) = giver_and_taker(dossier, way);
    let calendar = organisation::calendar(tx, from, ctx.now.date())?;
    let due = rules::acknowledge_by(&calendar, ctx.now)?;
    store::handover::owe(tx, dossier.id, (way, from, to), false, due)?;
    Ok(())
}

/// The same for the result of a dossier that another body received, unless it is taken where it was decided.
pub(super) fn owe_result(tx: &mut Tx, ctx: &Ctx, dossier: &Dossier) -> Result<(), Error> {
    let back = HandoverWay::Back;
    if rules::may_hand_over(dossier, back) && queries::is_away(tx, dossier, ctx.now.date())? {
        owe(tx, ctx, dossier, back)?;
    }
    Ok(())
}

/// Who hands over to whom.
fn ends(tx: &mut Tx, ctx: &Ctx, dossier: &Dossier, way: HandoverWay) -> Result<(UnitId, UnitId), Error> {
    if !queries::is_away(tx, dossier, ctx.now.date())? {
        return Err(Error::NoHandover);
    }
    Ok(giver_and_taker(dossier, way))
}

const fn giver_and_taker(dossier: &Dossier, way: HandoverWay) -> (UnitId, UnitId) {
    match way {
        HandoverWay::Out => (dossier.root, dossier.competent),
        HandoverWay::Back => (dossier.competent, dossier.root),
    }
}

/// What goes along: every paper of the dossier, or the result.
fn manifest(tx: &mut Tx, dossier: &Dossier, way: HandoverWay) -> Result<Vec<HandedPaper>, Error> {
    if way == HandoverWay::Back {
        let result = dossier.result.iter().map(|it| HandedPaper { component: it.code.clone(), file: None });
        return Ok(result.collect());
    }
    let papers = store::paper::of_dossier(tx, dossier.id)?;
    let papers = papers.into_iter().filter(|it| it.component != SIGNATURE);
    Ok(papers.map(|it| HandedPaper { component: it.component, file: it.file_hash }).collect())
}
