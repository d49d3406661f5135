//! An administrator creates a unit.

use base::code::AgencyCode;
use base::id::UnitId;
use base::{Authority, Ctx, Denied};
use db::Tx;
use jiff::civil::Date;
use serde::Serialize;

use crate::error::Error;
use crate::events::{UnitCreated, unit_stream, unit_streams};
use crate::model::{AreaCode, Period, Unit, UnitKind, UnitName, Word};
use crate::permissions::MANAGE;
use crate::rules::placing;
use crate::store;

/// A unit to create.
#[derive(Clone, Debug, Serialize)]
pub struct NewUnit {
    /// Its name.
    pub name: UnitName,
    /// Its kind.
    pub kind: UnitKind,
    /// The unit above it; none for a province or ministry, which only the system creates.
    pub parent: Option<UnitId>,
    /// Its electronic identifier, if it has one.
    pub code: Option<AgencyCode>,
    /// What it does inside its body; one unit a duty under one parent.
    pub duty: Option<Word>,
    /// The area it governs, for a province and a body at commune level.
    pub area: Option<AreaCode>,
    /// Its first day.
    pub from: Date,
}

/// Creates the unit.
///
/// # Errors
/// [`Error::Denied`] without the permission or outside the administrator's reach; [`Error::Invalid`] if the parent
/// does not stand on that day or cannot have such a unit, or the code, duty or area is taken.
pub fn create_unit(tx: &mut Tx, ctx: &Ctx, input: &NewUnit) -> Result<UnitId, Error> {
    let admin = ctx.authorise_system().map(|_| None).or_else(|_| ctx.authorise(&MANAGE).map(Some))?;
    ledger::once(tx, ctx, "organisation.create-unit", input, |tx| create(tx, ctx, admin.as_ref(), input))
}

fn create(tx: &mut Tx, ctx: &Ctx, admin: Option<&Authority>, input: &NewUnit) -> Result<UnitId, Error> {
    ledger::open(tx, &unit_streams(input.parent))?;
    let parent = match input.parent {
        Some(id) => Some(standing(tx, id, input.from)?),
        None => None,
    };
    let id = UnitId::new(&ctx.rng, ctx.now);
    let place = placing::place(id, input.kind, parent.as_ref()).map_err(|why| Error::field("parent", why))?;
    match &parent {
        Some(parent) => super::reach(admin, parent.place())?,
        None if admin.is_some() => return Err(Denied::Forbidden.into()),
        None => {}
    }
    if let Some(area) = &input.area
        && !area_fits(input.kind, area)
    {
        return Err(Error::field(
            "area",
            "Loại đơn vị này không có mã đơn vị hành chính như vậy. Xin để trống hoặc sửa lại.",
        ));
    }
    let unit = Unit {
        id,
        code: input.code.clone(),
        name: input.name.clone(),
        kind: input.kind,
        duty: input.duty.clone(),
        area: input.area.clone(),
        parent: input.parent,
        root: place.root,
        top: place.top,
        period: Period::since(input.from),
    };
    if !store::unit::insert(tx, &unit, ctx.now)? {
        return Err(taken(tx, &unit)?);
    }
    let event = UnitCreated {
        place,
        parent: unit.parent,
        kind: unit.kind,
        name: unit.name,
        code: unit.code,
        duty: unit.duty,
        area: unit.area,
        from: input.from,
    };
    ledger::append(tx, ctx, &unit_stream(id), Some(place.root), ctx.now, &event)?;
    Ok(id)
}

/// The parent as it stands on the first day of the new unit.
fn standing(tx: &mut Tx, id: UnitId, on: Date) -> Result<Unit, Error> {
    store::unit::find(tx, id, on)?.ok_or_else(|| {
        Error::field("parent", "Đơn vị cấp trên không tồn tại vào ngày bắt đầu. Xin chọn lại.")
    })
}

fn area_fits(kind: UnitKind, area: &AreaCode) -> bool {
    match area.as_str().len() {
        2 => matches!(kind, UnitKind::Province),
        _ => kind.is_commune_level(),
    }
}

/// Which field is taken by another unit.
pub(super) fn taken(tx: &mut Tx, unit: &Unit) -> Result<Error, Error> {
    if let Some(code) = &unit.code
        && store::unit::by_code(tx, code, Period::FAR)?.is_some_and(|other| other.id != unit.id)
    {
        return Ok(Error::field("code", "Mã định danh này đang được đơn vị khác dùng. Xin kiểm tra lại."));
    }
    if let Some(area) = &unit.area
        && store::unit::by_area(tx, area.as_str(), Period::FAR)?.is_some_and(|other| other.id != unit.id)
    {
        return Ok(Error::field(
            "area",
            "Đơn vị hành chính này đã có cơ quan khác quản lý. Xin kiểm tra lại.",
        ));
    }
    if unit.duty.is_some() {
        return Ok(Error::field("duty", "Đơn vị cấp trên đã có đơn vị khác làm việc này. Xin kiểm tra lại."));
    }
    Ok(Error::LaterChange)
}
