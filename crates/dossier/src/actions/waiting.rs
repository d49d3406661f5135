//! What the acts on a result that waits have in common: the dossier opened by whoever keeps it, the place written.

use base::id::{DossierId, UnitId};
use base::{Authority, Ctx};
use db::Tx;

use super::fresh;
use crate::error::Error;
use crate::events::stream;
use crate::model::{Dossier, Place, ResultAt};
use crate::{permissions, rules, store};

/// The dossier whose result waits, and the unit of whoever acts. A recalled result is none that waits.
pub(super) fn open(
    tx: &mut Tx,
    authority: &Authority,
    id: DossierId,
    revision: i64,
) -> Result<(Dossier, UnitId), Error> {
    ledger::open(tx, &[stream(id)])?;
    let mut dossier = store::dossier::find(tx, id)?.ok_or(Error::NotFound)?;
    let unit = permissions::post_for(authority, &dossier)?.unit;
    fresh(&dossier, revision)?;
    dossier.state = rules::next(dossier.state, rules::Act::KeepResult)?;
    rules::not_recalled(&dossier)?;
    Ok((dossier, unit))
}

/// Puts the result somewhere, into a box where it lies in one.
pub(super) fn put(dossier: &mut Dossier, ctx: &Ctx, place: Place, shelf: Option<String>) {
    dossier.beside.result_at = Some(ResultAt { place, since: ctx.now });
    dossier.beside.pickup.shelf = shelf;
}

/// Writes the dossier, its line in the lists and what happened.
pub(super) fn done<E: ledger::Event>(
    tx: &mut Tx,
    ctx: &Ctx,
    dossier: &mut Dossier,
    unit: Option<UnitId>,
    event: &E,
) -> Result<(), Error> {
    store::dossier::save(tx, dossier)?;
    store::pickup::keep(tx, dossier)?;
    ledger::append(tx, ctx, &stream(dossier.id), unit, ctx.now, event)?;
    Ok(())
}
