//! An administrator gives a counter another name. It stays the same counter.

use base::{Authority, Ctx, Denied};
use db::{Query, Tx};
use serde::Serialize;

use crate::error::Error;
use crate::events::{CounterRenamed, unit_stream};
use crate::model::{Counter, CounterId, CounterName, Unit};
use crate::permissions::MANAGE;
use crate::store;

/// Another name for a counter.
#[derive(Clone, Debug, Serialize)]
pub struct RenameCounter {
    /// Which.
    pub counter: CounterId,
    /// What it is called from now on.
    pub name: CounterName,
}

/// Renames it; under the name it has nothing happens.
///
/// # Errors
/// [`Error::Denied`] without the permission, for an unknown counter and outside the administrator's reach; [`Error::CounterClosed`];
/// [`Error::Invalid`] if another open counter of the unit has that name.
pub fn rename_counter(tx: &mut Tx, ctx: &Ctx, input: &RenameCounter) -> Result<(), Error> {
    let admin = ctx.authorise(&MANAGE)?;
    ledger::once(tx, ctx, "organisation.rename-counter", input, |tx| rename(tx, ctx, &admin, input))
}

fn rename(tx: &mut Tx, ctx: &Ctx, admin: &Authority, input: &RenameCounter) -> Result<(), Error> {
    let (before, _) = reached(tx, admin, input.counter)?;
    ledger::open(tx, &[unit_stream(before.unit)])?;
    let (before, unit) = reached(tx, admin, input.counter)?;
    if before.name == input.name && before.closed_at.is_none() {
        return Ok(());
    }
    if store::counter::is_taken(tx, &before, &input.name)? {
        return Err(taken());
    }
    if !store::counter::rename(tx, before.id, &input.name)? {
        return Err(Error::CounterClosed);
    }
    let event = CounterRenamed { counter: before.id, before: before.name, name: input.name.clone() };
    ledger::append(tx, ctx, &unit_stream(before.unit), Some(unit.root), ctx.now, &event)?;
    Ok(())
}

/// The counter with its unit, for an administrator who reaches its body.
pub(super) fn reached(
    q: &mut impl Query,
    admin: &Authority,
    id: CounterId,
) -> Result<(Counter, Unit), Error> {
    let counter = store::counter::find(q, id)?.ok_or(Denied::NotFound)?;
    let unit = store::unit::latest(q, counter.unit)?.ok_or(Denied::NotFound)?;
    super::reach(Some(admin), unit.place())?;
    Ok((counter, unit))
}

/// Another counter has that name.
pub(super) fn taken() -> Error {
    Error::field("name", "Bộ phận Một cửa đã có quầy mang tên này. Xin đặt tên khác.")
}
