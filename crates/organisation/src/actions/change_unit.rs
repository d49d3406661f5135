//! An administrator gives a unit another name, code or duty from a day on. The unit stays the same unit.

use base::code::AgencyCode;
use base::id::UnitId;
use base::{Authority, Ctx, Denied};
use db::Tx;
use jiff::civil::Date;
use serde::Serialize;

use crate::error::Error;
use crate::events::{UnitChanged, unit_stream, unit_streams};
use crate::model::{Period, Unit, UnitName, Word};
use crate::permissions::MANAGE;
use crate::store;

/// What a unit is called from a day on.
#[derive(Clone, Debug, Serialize)]
pub struct UnitChange {
    /// Which unit.
    pub unit: UnitId,
    /// Its name from then on.
    pub name: UnitName,
    /// Its electronic identifier from then on.
    pub code: Option<AgencyCode>,
    /// What it does inside its body from then on.
    pub duty: Option<Word>,
    /// The first day of the change.
    pub from: Date,
}

/// Changes the unit from `from` on; what it was before stays readable as of any earlier day.
///
/// # Errors
/// [`Error::Denied`] without the permission, for an unknown unit and outside the administrator's reach;
/// [`Error::LaterChange`] if the unit has ended or changed on that day or later; [`Error::Invalid`] if the code
/// or duty is taken.
pub fn change_unit(tx: &mut Tx, ctx: &Ctx, input: &UnitChange) -> Result<(), Error> {
    let admin = ctx.authorise_system().map(|_| None).or_else(|_| ctx.authorise(&MANAGE).map(Some))?;
    ledger::once(tx, ctx, "organisation.change-unit", input, |tx| change(tx, ctx, admin.as_ref(), input))
}

fn change(tx: &mut Tx, ctx: &Ctx, admin: Option<&Authority>, input: &UnitChange) -> Result<(), Error> {
    ledger::open(tx, &unit_streams([input.unit]))?;
    let before = store::unit::latest(tx, input.unit)?.ok_or(Denied::NotFound)?;
    super::reach(admin, before.place())?;
    if before.period.until.is_some() || !store::unit::close(tx, input.unit, input.from)? {
        return Err(Error::LaterChange);
    }
    let after = Unit {
        name: input.name.clone(),
        code: input.code.clone(),
        duty: input.duty.clone(),
        period: Period::since(input.from),
        ..before
    };
    if !store::unit::insert_version(tx, &after)? {
        return Err(super::create_unit::taken(tx, &after)?);
    }
    let event = UnitChanged {
        unit: after.id,
        name: after.name,
        code: after.code,
        duty: after.duty,
        from: input.from,
    };
    ledger::append(tx, ctx, &unit_stream(after.id), Some(after.root), ctx.now, &event)?;
    Ok(())
}
