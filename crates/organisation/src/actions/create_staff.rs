//! An administrator enters a member of staff with the first position.

use base::id::{StaffId, UnitId};
use base::{Authority, Ctx, Role};
use db::Tx;
use jiff::civil::Date;
use serde::Serialize;

use super::appoint::{Appointment, give, unit_for};
use crate::error::Error;
use crate::events::{StaffCreated, staff_stream, unit_stream};
use crate::model::{PersonName, StaffMember, StaffNumber};
use crate::permissions::MANAGE;
use crate::store;

/// A person to enter.
#[derive(Clone, Debug, Serialize)]
pub struct NewStaff {
    /// The number under which the body keeps the person.
    pub number: StaffNumber,
    /// The name.
    pub name: PersonName,
    /// The unit of the first position.
    pub unit: UnitId,
    /// The role of the first position.
    #[serde(serialize_with = "crate::serial::role")]
    pub role: Role,
    /// The first day of it.
    pub from: Date,
}

/// Enters the person and appoints them.
///
/// # Errors
/// [`Error::Denied`] without the permission; [`Error::Invalid`] if the number is taken, or the unit does not stand on
/// the first day or is outside the administrator's reach.
pub fn create_staff(tx: &mut Tx, ctx: &Ctx, input: &NewStaff) -> Result<StaffId, Error> {
    let admin = ctx.authorise_system().map(|_| None).or_else(|_| ctx.authorise(&MANAGE).map(Some))?;
    ledger::once(tx, ctx, "organisation.create-staff", input, |tx| create(tx, ctx, admin.as_ref(), input))
}

fn create(tx: &mut Tx, ctx: &Ctx, admin: Option<&Authority>, input: &NewStaff) -> Result<StaffId, Error> {
    let id = StaffId::new(&ctx.rng, ctx.now);
    ledger::open(tx, &[staff_stream(id), unit_stream(input.unit)])?;
    let unit = unit_for(tx, admin, input.unit, input.from)?;
    let person = StaffMember { id, number: input.number.clone(), name: input.name.clone() };
    if !store::staff::insert(tx, &person, ctx.now)? {
        return Err(Error::field("number", "Số hiệu này đã có người dùng. Xin kiểm tra lại."));
    }
    let event = StaffCreated { staff: id, number: person.number, name: person.name };
    ledger::append(tx, ctx, &staff_stream(id), Some(unit.root), ctx.now, &event)?;
    let first = Appointment {
        staff: id,
        unit: unit.id,
        role: input.role,
        from: input.from,
        until: None,
        posted_from: None,
    };
    give(tx, ctx, &unit, &first)?;
    Ok(id)
}
