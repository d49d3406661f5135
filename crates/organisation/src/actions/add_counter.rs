//! An administrator adds a counter to a one-stop unit.

use base::id::UnitId;
use base::{Authority, Ctx, Denied};
use db::Tx;
use serde::Serialize;

use crate::error::Error;
use crate::events::{CounterAdded, unit_stream};
use crate::model::{Counter, CounterId, CounterName, UnitKind};
use crate::permissions::MANAGE;
use crate::store;

/// A counter to add.
#[derive(Clone, Debug, Serialize)]
pub struct NewCounter {
    /// The one-stop unit.
    pub unit: UnitId,
    /// What it is called.
    pub name: CounterName,
}

/// Adds it.
///
/// # Errors
/// [`Error::Denied`] without the permission, for an unknown unit and outside the administrator's reach; [`Error::Invalid`] if the unit
/// is no one-stop unit that stands today, or has an open counter of that name.
pub fn add_counter(tx: &mut Tx, ctx: &Ctx, input: &NewCounter) -> Result<CounterId, Error> {
    let admin = ctx.authorise(&MANAGE)?;
    ledger::once(tx, ctx, "organisation.add-counter", input, |tx| add(tx, ctx, &admin, input))
}

fn add(tx: &mut Tx, ctx: &Ctx, admin: &Authority, input: &NewCounter) -> Result<CounterId, Error> {
    ledger::open(tx, &[unit_stream(input.unit)])?;
    let unit = store::unit::find(tx, input.unit, ctx.now.date())?.ok_or(Denied::NotFound)?;
    super::reach(Some(admin), unit.place())?;
    if unit.kind != UnitKind::OneStop {
        return Err(Error::field(
            "name",
            "Chỉ Bộ phận Một cửa có quầy. Xin chọn Bộ phận Một cửa của cơ quan.",
        ));
    }
    let counter = Counter {
        id: CounterId::new(&ctx.rng, ctx.now),
        unit: unit.id,
        name: input.name.clone(),
        closed_at: None,
    };
    if !store::counter::insert(tx, &counter, ctx.now)? {
        return Err(super::rename_counter::taken());
    }
    let event = CounterAdded { counter: counter.id, unit: unit.id, name: counter.name };
    ledger::append(tx, ctx, &unit_stream(unit.id), Some(unit.root), ctx.now, &event)?;
    Ok(counter.id)
}
