//! A unit ends on a day: merged into another, split into several, or dissolved.

use base::id::UnitId;
use base::{Authority, Ctx, Denied};
use db::Tx;
use jiff::civil::Date;
use serde::Serialize;

use crate::error::Error;
use crate::events::{UnitEnded, unit_stream, unit_streams};
use crate::model::{Succession, SuccessionKind};
use crate::permissions::MANAGE;
use crate::store;

/// A unit that ends.
#[derive(Clone, Debug, Serialize)]
pub struct UnitEnd {
    /// Which unit.
    pub unit: UnitId,
    /// Who takes over; empty if the unit is dissolved.
    pub successors: Vec<UnitId>,
    /// How.
    pub kind: SuccessionKind,
    /// The first day on which the unit is no more.
    pub on: Date,
}

/// Ends the unit and keeps who followed it. What is open in it moves by an effect of its own, not here.
///
/// # Errors
/// [`Error::Denied`] without the permission, for an unknown unit and outside the administrator's reach;
/// [`Error::StillStands`] while units stand under it or people hold positions in it on that day or later;
/// [`Error::LaterChange`] if it has ended or changed on that day or later; [`Error::Invalid`] if a successor does
/// not stand on that day.
pub fn end_unit(tx: &mut Tx, ctx: &Ctx, input: &UnitEnd) -> Result<(), Error> {
    let admin = ctx.authorise_system().map(|_| None).or_else(|_| ctx.authorise(&MANAGE).map(Some))?;
    ledger::once(tx, ctx, "organisation.end-unit", input, |tx| end(tx, ctx, admin.as_ref(), input))
}

fn end(tx: &mut Tx, ctx: &Ctx, admin: Option<&Authority>, input: &UnitEnd) -> Result<(), Error> {
    let streams = input.successors.iter().copied().chain([input.unit]);
    ledger::open(tx, &unit_streams(streams))?;
    let unit = store::unit::latest(tx, input.unit)?.ok_or(Denied::NotFound)?;
    super::reach(admin, unit.place())?;
    for id in &input.successors {
        let next = store::unit::find(tx, *id, input.on)?.filter(|next| next.id != unit.id);
        let next = next.ok_or_else(|| {
            Error::field("successors", "Đơn vị kế thừa phải là đơn vị khác và tồn tại vào ngày đã nhập.")
        })?;
        super::reach(admin, next.place())?;
    }
    if store::unit::count_under(tx, unit.id, input.on)? > 0
        || store::post::count_open(tx, unit.id, input.on)? > 0
    {
        return Err(Error::StillStands);
    }
    if !store::unit::close(tx, unit.id, input.on)? {
        return Err(Error::LaterChange);
    }
    let line = |successor: &UnitId| Succession {
        unit: unit.id,
        successor: *successor,
        kind: input.kind,
        from: input.on,
    };
    let successors: Vec<Succession> = input.successors.iter().map(line).collect();
    for line in &successors {
        store::succession::insert(tx, *line)?;
    }
    let event = UnitEnded { unit: unit.id, successors, on: input.on };
    ledger::append(tx, ctx, &unit_stream(unit.id), Some(unit.root), ctx.now, &event)?;
    Ok(())
}
