//! Sign: the leader of the province confirms, once, that what the report says is here. An act of weight.

use base::Ctx;
use db::Tx;
use serde::Serialize;

use super::digest;
use crate::error::Error;
use crate::events::{Signed, batch_stream};
use crate::model::{BatchId, BatchState};
use crate::permissions::SIGN;
use crate::{queries, store};

/// The longest remark.
const REMARK: usize = 2000;

/// A signature.
#[derive(Clone, Debug, Serialize)]
pub struct Sign {
    /// Of which batch.
    pub id: BatchId,
    /// What is remarked; owed where the report does not reconcile.
    pub remark: String,
}

/// Signs.
///
/// # Errors
/// [`Error::Denied`] for everybody but leaders of the province, and for one who has not shown lately who they are; [`Error::State`] when it is
/// not all here or was signed; [`Error::Invalid`] for a report with differences that nobody has said a word about.
pub fn sign(tx: &mut Tx, ctx: &Ctx, input: &Sign) -> Result<(), Error> {
    let authority = ctx.authorise_confirmed(&SIGN)?;
    ledger::once(tx, ctx, "moving.sign", input, |tx| {
        ledger::open(tx, &[batch_stream(input.id)])?;
        if !queries::at_province(tx, &authority, ctx.now.date())? {
            return Err(base::Denied::NotFound.into());
        }
        let batch = store::batch::find(tx, input.id)?.ok_or(base::Denied::NotFound)?;
        let Some(report) = batch.report.filter(|_| batch.state == BatchState::Done) else {
            return Err(Error::State("Đợt này chưa chuyển xong hoặc đã hoàn lại nên chưa ký được."));
        };
        let remark = input.remark.trim();
        if remark.chars().count() > REMARK {
            return Err(Error::field("remark", format!("Ghi chú dài tối đa {REMARK} ký tự. Xin rút gọn.")));
        }
        if remark.is_empty() && !report.reconciles() {
            return Err(Error::field("remark", "Số liệu còn chênh lệch. Ghi rõ nguyên nhân trước khi ký."));
        }
        let staff = authority.staff().staff;
        if !store::batch::sign(tx, input.id, staff, ctx.now, remark)? {
            return Err(Error::State("Biên bản này đã có người ký. Mời tải lại trang."));
        }
        let unit = authority.posts().first().map(|post| post.unit);
        let event = Signed { report: digest(&report)?, remark: remark.to_owned() };
        ledger::append(tx, ctx, &batch_stream(input.id), unit, ctx.now, &event)?;
        Ok(())
    })
}
