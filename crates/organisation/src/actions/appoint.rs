//! An administrator appoints a member of staff to a position.

use base::id::{StaffId, UnitId};
use base::{Authority, Ctx, Denied, Role};
use db::Tx;
use jiff::civil::Date;
use serde::Serialize;

use crate::error::Error;
use crate::events::{Appointed, staff_stream, unit_stream};
use crate::model::{Holding, Period, PostId, Unit};
use crate::permissions::MANAGE;
use crate::rules::holding;
use crate::store;

/// A position to give.
#[derive(Clone, Debug, Serialize)]
pub struct Appointment {
    /// To whom.
    pub staff: StaffId,
    /// In which unit.
    pub unit: UnitId,
    /// As what.
    #[serde(serialize_with = "crate::serial::role")]
    pub role: Role,
    /// The first day.
    pub from: Date,
    /// The first day on which it is no longer held, if that is known.
    pub until: Option<Date>,
    /// The agency that sends the person, for somebody who sits in another body's unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub posted_from: Option<UnitId>,
}

/// Appoints the person.
///
/// # Errors
/// [`Error::Denied`] without the permission, for an unknown person and outside the administrator's reach;
/// [`Error::Invalid`] if the unit does not stand on the first day or the person holds that position then.
pub fn appoint(tx: &mut Tx, ctx: &Ctx, input: &Appointment) -> Result<PostId, Error> {
    let admin = ctx.authorise_system().map(|_| None).or_else(|_| ctx.authorise(&MANAGE).map(Some))?;
    ledger::once(tx, ctx, "organisation.appoint", input, |tx| {
        ledger::open(tx, &[staff_stream(input.staff), unit_stream(input.unit)])?;
        store::staff::find(tx, input.staff)?.ok_or(Denied::NotFound)?;
        let unit = unit_for(tx, admin.as_ref(), input.unit, input.from)?;
        give(tx, ctx, &unit, input)
    })
}

/// The unit of a position, if it stands on its first day and the administrator reaches it.
pub(super) fn unit_for(
    tx: &mut Tx,
    admin: Option<&Authority>,
    id: UnitId,
    from: Date,
) -> Result<Unit, Error> {
    let gone =
        || Error::field("unit", "Đơn vị không tồn tại vào ngày bắt đầu. Xin chọn lại đơn vị hoặc ngày.");
    let unit = store::unit::find(tx, id, from)?.ok_or_else(gone)?;
    super::reach(admin, unit.place()).map_err(|_| gone())?;
    Ok(unit)
}

/// Gives the position; the streams are open and the unit is checked.
pub(super) fn give(tx: &mut Tx, ctx: &Ctx, unit: &Unit, input: &Appointment) -> Result<PostId, Error> {
    let period = Period { from: input.from, until: input.until };
    let held = store::post::of_staff(tx, input.staff)?;
    holding::may_hold(&held, unit.id, input.role, period).map_err(|why| Error::field("from", why))?;
    let id = PostId::new(&ctx.rng, ctx.now);
    let posted_from = sender(tx, unit, input)?;
    let post = Holding { id, staff: input.staff, unit: unit.id, role: input.role, period, posted_from };
    if !store::post::insert(tx, &post, ctx.now)? {
        return Err(Error::field("role", "Cán bộ này đã giữ đúng vị trí đó."));
    }
    let role = input.role.code().to_owned();
    let event = Appointed { post: id, staff: input.staff, place: unit.place(), role, period, posted_from };
    ledger::append(tx, ctx, &staff_stream(input.staff), Some(unit.root), ctx.now, &event)?;
    Ok(id)
}

/// The agency that sends the person, if it stands on the first day and is another body than the unit's.
fn sender(tx: &mut Tx, unit: &Unit, input: &Appointment) -> Result<Option<UnitId>, Error> {
    let Some(id) = input.posted_from else { return Ok(None) };
    let sender = store::unit::find(tx, id, input.from)?.filter(|from| from.root != unit.root);
    let sentence =
        "Nơi cử đến phải là cơ quan khác, đang hoạt động vào ngày bắt đầu. Xin chọn lại hoặc để trống.";
    sender.map(|from| Some(from.id)).ok_or_else(|| Error::field("posted_from", sentence))
}
