//! An administrator gives a unit a working calendar of its own from a day on.

use base::id::UnitId;
use base::{Authority, Ctx, Denied};
use db::Tx;
use jiff::civil::Date;
use serde::Serialize;

use crate::error::Error;
use crate::events::{CalendarSet, unit_stream, unit_streams};
use crate::model::Period;
use crate::permissions::MANAGE;
use crate::store;

/// A calendar for a unit and everything under it that has none of its own.
#[derive(Clone, Debug, Serialize)]
pub struct NewCalendar {
    /// Which unit.
    pub unit: UnitId,
    /// The calendar.
    pub calendar: worktime::Calendar,
    /// The first day on which a term is counted by it.
    pub from: Date,
}

/// Sets the calendar.
///
/// # Errors
/// [`Error::Denied`] without the permission, for an unknown unit and outside the administrator's reach;
/// [`Error::LaterChange`] if the unit has a calendar from that day or later.
pub fn set_calendar(tx: &mut Tx, ctx: &Ctx, input: &NewCalendar) -> Result<(), Error> {
    let admin = ctx.authorise_system().map(|_| None).or_else(|_| ctx.authorise(&MANAGE).map(Some))?;
    ledger::once(tx, ctx, "organisation.set-calendar", input, |tx| set(tx, ctx, admin.as_ref(), input))
}

fn set(tx: &mut Tx, ctx: &Ctx, admin: Option<&Authority>, input: &NewCalendar) -> Result<(), Error> {
    ledger::open(tx, &unit_streams([input.unit]))?;
    let unit = store::unit::find(tx, input.unit, input.from)?.ok_or(Denied::NotFound)?;
    super::reach(admin, unit.place())?;
    if store::calendar::last_from(tx, unit.id)?.is_some_and(|last| last >= input.from) {
        return Err(Error::LaterChange);
    }
    store::calendar::close(tx, unit.id, input.from)?;
    let calendar = serde_json::to_value(&input.calendar).map_err(Error::Calendar)?;
    if !store::calendar::insert(tx, unit.id, Period::since(input.from), &calendar.to_string())? {
        return Err(Error::LaterChange);
    }
    let event = CalendarSet { unit: unit.id, from: input.from, calendar };
    ledger::append(tx, ctx, &unit_stream(unit.id), Some(unit.root), ctx.now, &event)?;
    Ok(())
}
