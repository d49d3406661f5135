//! An administrator approves a plan that every receiving body has accepted: it takes effect on its first day, at once if that is today.

use base::Ctx;
use db::Tx;
use serde::Serialize;

use super::{carry_out, judged, led, unasked};
use crate::error::Error;
use crate::events::{ReorganisationApproved, reorganisation_stream};
use crate::model::{ReorganisationId, Stage};
use crate::permissions::MANAGE;
use crate::store;

/// A plan to approve.
#[derive(Clone, Debug, Serialize)]
pub struct ApproveReorganisation {
    /// Which one.
    pub id: ReorganisationId,
    /// The revision that was seen.
    pub revision: i64,
}

/// Approves it.
///
/// # Errors
/// [`Error::Denied`] without the permission, and if whoever approves has not confirmed lately who they are; [`Error::Invalid`] while a body that takes over has not accepted, or when the first day has passed; [`Error::Plan`] where what it rests on has changed;
/// [`Error::Stage`] unless it is proposed; [`Error::Stale`].
pub fn approve_reorganisation(tx: &mut Tx, ctx: &Ctx, input: &ApproveReorganisation) -> Result<(), Error> {
    let admin = ctx.authorise_confirmed(&MANAGE)?;
    ledger::once(tx, ctx, "organisation.approve-reorganisation", input, |tx| {
        ledger::open(tx, &[reorganisation_stream(input.id)])?;
        let mut it = led(tx, input.id, &admin)?;
        if it.revision != input.revision {
            return Err(Error::Stale);
        }
        if it.stage != Stage::Proposed {
            return Err(Error::Stage(it.stage));
        }
        let asked = store::reorganisation::acceptances(tx, it.id)?;
        if let Some(line) = asked.iter().find(|line| !line.accepts()) {
            let message =
                format!("“{}” chưa đồng ý tiếp nhận. Xin chờ trả lời hoặc sửa phương án.", line.name);
            return Err(Error::field("acceptance", &message));
        }
        if it.first_day < ctx.now.date() {
            return Err(Error::field(
                "first_day",
                "Ngày hiệu lực đã qua. Xin sửa phương án, chọn từ hôm nay trở đi.",
            ));
        }
        let outcome = judged(tx, &it, Some(&admin))?.1.map_err(Error::Plan)?;
        if let Some(name) = unasked(&asked, &outcome) {
            let message =
                format!("“{name}” nay cũng tiếp nhận nhưng chưa được hỏi. Xin sửa phương án rồi gửi lại.");
            return Err(Error::field("acceptance", &message));
        }
        it.stage = Stage::Approved;
        if !store::reorganisation::save(tx, &mut it)? {
            return Err(Error::Stale);
        }
        store::reorganisation::rehome(tx, it.id, &outcome.rehomings)?;
        let event = ReorganisationApproved { first_day: it.first_day };
        ledger::append(tx, ctx, &reorganisation_stream(it.id), Some(it.root), ctx.now, &event)?;
        if it.first_day == ctx.now.date() {
            carry_out::carry_out(tx, ctx, &mut it, &outcome)?;
        }
        Ok(())
    })
}
