//! Follow units: a unit that held a dossier has ended, so its successor holds it from now on. Number, dates and history stay.

use base::Ctx;
use base::id::{DossierId, UnitId};
use db::Tx;

use crate::error::Error;
use crate::events::{self, Move, stream};
use crate::model::Dossier;
use crate::store;

/// Passes a dossier to the successors of the units that ended; whether there was anything to pass. Of several successors the first by
/// name takes it, and the head there can pass it on; a step of a unit without a successor falls to the body that decides.
///
/// # Errors
/// [`Error::Denied`] for people: a schedule does this.
pub fn follow_units(tx: &mut Tx, ctx: &Ctx, id: DossierId) -> Result<bool, Error> {
    ctx.authorise_system()?;
    ledger::open(tx, &[stream(id)])?;
    let mut dossier = store::dossier::find(tx, id)?.ok_or(Error::NotFound)?;
    let before = dossier.clone();
    let mut moves = Vec::new();
    dossier.root = follow(tx, ctx, dossier.root, None, &mut moves)?;
    dossier.competent = follow(tx, ctx, dossier.competent, None, &mut moves)?;
    let root = dossier.root;
    if let Some(place) = organisation::place_of(tx, root, ctx.now.date())? {
        dossier.top = Some(place.top);
    }
    if let Some(unit) = dossier.received_at_unit {
        dossier.received_at_unit = Some(follow(tx, ctx, unit, Some(root), &mut moves)?);
    }
    steps(tx, ctx, &mut dossier, &mut moves)?;
    if moves.is_empty() {
        return Ok(false);
    }
    for handover in &mut dossier.beside.handovers {
        for end in [&mut handover.from, &mut handover.to] {
            *end = moves.iter().find(|it| it.from == *end).map_or(*end, |it| it.to);
        }
    }
    for one in &moves {
        store::follow::handovers(tx, id, one.from, one.to)?;
    }
    store::follow::bodies(tx, &before, &dossier)?;
    store::dossier::save(tx, &mut dossier)?;
    store::pickup::keep(tx, &dossier)?;
    let event = events::Followed { moves };
    ledger::append(tx, ctx, &stream(id), Some(dossier.competent), ctx.now, &event)?;
    Ok(true)
}

/// The open steps, each with whoever is in charge only if they hold its role in the unit that has it now.
fn steps(tx: &mut Tx, ctx: &Ctx, dossier: &mut Dossier, moves: &mut Vec<Move>) -> Result<(), Error> {
    let competent = dossier.competent;
    for step in dossier.step.iter_mut().flat_map(|now| &mut now.steps) {
        let unit = follow(tx, ctx, step.unit, Some(competent), moves)?;
        if unit != step.unit {
            step.unit = unit;
            if let Some(person) = step.assignee {
                let posts = organisation::posts_of(tx, person, ctx.now.date())?;
                let holds = posts.iter().any(|post| post.unit == unit && post.role == step.role);
                step.assignee = Some(person).filter(|_| holds);
            }
        }
    }
    Ok(())
}

/// The unit itself while it stands, else its successor, else `otherwise`; a move is noted once.
fn follow(
    tx: &mut Tx,
    ctx: &Ctx,
    unit: UnitId,
    otherwise: Option<UnitId>,
    moves: &mut Vec<Move>,
) -> Result<UnitId, Error> {
    let today = ctx.now.date();
    if organisation::unit_at(tx, unit, today)?.is_some() {
        return Ok(unit);
    }
    let mut heirs = organisation::standing_for(tx, unit, today)?;
    heirs.sort_by(|a, b| a.name.as_str().cmp(b.name.as_str()));
    let Some(to) = heirs.first().map(|heir| heir.id).or(otherwise) else { return Ok(unit) };
    if !moves.iter().any(|it| it.from == unit) {
        moves.push(Move { from: unit, to });
    }
    Ok(to)
}
