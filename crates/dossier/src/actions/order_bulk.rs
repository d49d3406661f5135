//! Order one act for many dossiers: a job does it, each with its own event; see [`super::run_bulk`].

use base::id::DossierId;
use base::{Ctx, FieldError};
use db::Tx;
use serde::Serialize;

use crate::bulk::permission;
use crate::error::Error;
use crate::events::{self, bulk_stream};
use crate::jobs::{self, BULK_NAME};
use crate::model::{BulkAct, BulkId, BulkOrder, Picked};
use crate::store;

/// What is ordered, and where its dossiers were chosen.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OrderBulk {
    /// What is to be done with each.
    pub(crate) act: BulkAct,
    /// The same in words.
    pub(crate) label: String,
    /// Where they were chosen.
    pub(crate) from: String,
    /// Which of those there.
    pub(crate) picked: Picked,
}

/// Orders it for these dossiers.
///
/// # Errors
/// [`Error::Denied`] for whoever may not do it to any, and for whoever has not confirmed lately who they are; [`Error::Invalid`] for no dossier.
pub(crate) fn order_bulk(
    tx: &mut Tx,
    ctx: &Ctx,
    input: &OrderBulk,
    dossiers: &[DossierId],
) -> Result<BulkId, Error> {
    let authority = ctx.authorise_confirmed(permission(&input.act))?;
    ledger::once(tx, ctx, "dossier.order-bulk", input, |tx| {
        if dossiers.is_empty() {
            let none = "Không còn hồ sơ nào để thực hiện. Xin quay lại hàng đợi và chọn lại.";
            return Err(Error::Invalid(vec![FieldError::new("chon", none)]));
        }
        let staff = authority.staff();
        let naming = match (&staff.acting, staff.posts.first()) {
            (Some(principal), Some(post)) => {
                organisation::naming_at_work(tx, staff.staff, principal.staff, post, ctx.now.date())?
            }
            _ => None,
        };
        let order = BulkOrder {
            id: BulkId::new(&ctx.rng, ctx.now),
            staff: staff.staff,
            naming,
            act: input.act.clone(),
            label: input.label.clone(),
            from: input.from.clone(),
            ordered_at: ctx.now,
            total: i64::try_from(dossiers.len()).unwrap_or(i64::MAX),
            ended_at: None,
        };
        store::bulk::insert(tx, &order, dossiers)?;
        let event = events::BulkOrdered { order: order.act.clone(), total: order.total };
        let unit = authority.posts().first().map(|post| post.unit);
        ledger::append(tx, ctx, &bulk_stream(order.id), unit, ctx.now, &event)?;
        ledger::enqueue(tx, ctx, BULK_NAME, &jobs::Bulk { bulk: order.id }, None, ctx.now)?;
        Ok(order.id)
    })
}
