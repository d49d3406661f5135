//! Follow units: a unit that held dossiers has ended or stands elsewhere, so its heir holds them from now on. Number, dates and history
//! stay. The effect of a reorganisation does it for all at once; a job looks each night for what was left.

use std::collections::BTreeMap;

use base::Ctx;
use base::id::{DossierId, StaffId, UnitId};
use db::{Query, Tx};
use organisation::Rehoming;

use crate::error::Error;
use crate::events::{self, stream};
use crate::model::Dossier;
use crate::rules;
use crate::store::{self, follow::Moved};

/// Passes a dossier to the heirs of the units that ended; whether there was anything to pass. Of several heirs the first by name takes
/// it, and the head there can pass it on; a step of a unit without an heir falls to the body that decides.
///
/// # Errors
/// [`Error::Denied`] for people: a schedule does this.
pub fn follow_units(tx: &mut Tx, ctx: &Ctx, id: DossierId) -> Result<bool, Error> {
    ctx.authorise_system()?;
    ledger::open(tx, &[stream(id)])?;
    follow(tx, ctx, id)
}

/// The same within an act; the stream is open.
pub(super) fn follow(tx: &mut Tx, ctx: &Ctx, id: DossierId) -> Result<bool, Error> {
    let dossier = store::dossier::find(tx, id)?.ok_or(Error::NotFound)?;
    let mut homes = BTreeMap::new();
    for unit in rules::units_of(&dossier) {
        if let Some(home) = home(tx, ctx, unit, dossier.competent)? {
            homes.insert(unit, home);
        }
    }
    Ok(pass(tx, ctx, vec![dossier], &|unit| homes.get(&unit).copied())? > 0)
}

/// Passes many dossiers by what a reorganisation says of units; how many moved.
///
/// # Errors
/// [`Error::Denied`] for people: its effect does this.
pub(crate) fn rehome(
    tx: &mut Tx,
    ctx: &Ctx,
    ids: &[DossierId],
    homes: &organisation::Rehomings,
) -> Result<i64, Error> {
    ctx.authorise_system()?;
    let streams: Vec<_> = ids.iter().map(|id| stream(*id)).collect();
    ledger::open(tx, &streams)?;
    let mut dossiers = Vec::new();
    for id in ids {
        dossiers.extend(store::dossier::find(tx, *id)?);
    }
    pass(tx, ctx, dossiers, &|unit| homes.get(&unit).copied())
}

/// Where the work of a unit that has ended goes; none while it stands.
fn home(q: &mut impl Query, ctx: &Ctx, unit: UnitId, otherwise: UnitId) -> Result<Option<Rehoming>, Error> {
    let today = ctx.now.date();
    if organisation::unit_at(q, unit, today)?.is_some() {
        return Ok(None);
    }
    let mut heirs = organisation::standing_for(q, unit, today)?;
    if heirs.is_empty() {
        heirs = organisation::standing_for(q, otherwise, today)?;
    }
    heirs.sort_by(|a, b| a.name.as_str().cmp(b.name.as_str()));
    let root = organisation::unit_latest(q, unit)?.map_or(unit, |it| it.root);
    Ok(heirs.first().map(|heir| Rehoming {
        unit,
        root,
        heir: heir.id,
        heir_root: heir.root,
        heir_top: heir.top,
    }))
}

/// Moves what is to be moved; how many did.
fn pass(
    tx: &mut Tx,
    ctx: &Ctx,
    dossiers: Vec<Dossier>,
    home: &impl Fn(UnitId) -> Option<Rehoming>,
) -> Result<i64, Error> {
    let mut posts = BTreeMap::new();
    let mut moved = Vec::new();
    for before in dossiers {
        let mut now = before.clone();
        let moves = rules::rehome(&mut now, home);
        if moves.is_empty() {
            continue;
        }
        for step in now.step.iter_mut().flat_map(|now| &mut now.steps) {
            let stays = before.open_steps().iter().any(|it| it.code == step.code && it.unit == step.unit);
            if let Some(person) = step.assignee.filter(|_| !stays) {
                let holds = |post: &base::Post| post.unit == step.unit && post.role == step.role;
                let stays = held(tx, ctx, &mut posts, person)?.iter().any(holds);
                step.assignee = Some(person).filter(|_| stays);
            }
        }
        moved.push(Moved { before, now, moves });
    }
    store::follow::write(tx, &mut moved)?;
    let elsewhere: Vec<_> = moved
        .iter()
        .filter(|it| !it.now.beside.charges.is_empty() && it.before.root != it.now.root)
        .map(|it| (stream(it.now.id), it.now.root))
        .collect();
    payment::collect_elsewhere(tx, &elsewhere)?;
    for it in &moved {
        let event = events::Followed { moves: it.moves.clone() };
        ledger::append(tx, ctx, &stream(it.now.id), Some(it.now.competent), ctx.now, &event)?;
    }
    Ok(i64::try_from(moved.len()).unwrap_or(i64::MAX))
}

/// The positions of a person, asked once.
fn held<'a>(
    tx: &mut Tx,
    ctx: &Ctx,
    known: &'a mut BTreeMap<StaffId, Vec<base::Post>>,
    person: StaffId,
) -> Result<&'a [base::Post], Error> {
    use std::collections::btree_map::Entry;
    Ok(match known.entry(person) {
        Entry::Occupied(posts) => posts.into_mut(),
        Entry::Vacant(place) => place.insert(organisation::posts_of(tx, person, ctx.now.date())?),
    })
}
