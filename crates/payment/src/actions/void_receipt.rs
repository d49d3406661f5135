//! Void receipt: a receipt with a mistake is voided, with a reason; its number stays, what it paid is owed again.

use base::Ctx;
use db::Tx;
use serde::Serialize;

use super::collect::by_origin;
use super::{REASON, post_at, words};
use crate::error::Error;
use crate::events::{PaymentVoided, ReceiptVoided, book_stream, shift_stream};
use crate::model::{ReceiptId, numbered};
use crate::{permissions, rules, store};

/// Which receipt, why.
#[derive(Clone, Debug, Serialize)]
pub struct VoidReceipt {
    /// The receipt.
    pub receipt: ReceiptId,
    /// Why.
    pub reason: String,
    /// The payer gave their part back.
    pub taken_back: bool,
}

/// Voids it, in one's own open shift.
///
/// # Errors
/// [`Error::NotVoidable`] once its shift was counted or its money paid in; [`Error::NotFound`] for a colleague's;
/// [`Error::Invalid`] without a reason.
pub fn void_receipt(tx: &mut Tx, ctx: &Ctx, input: &VoidReceipt) -> Result<(), Error> {
    let authority = ctx.authorise(&permissions::COLLECT)?;
    ledger::once(tx, ctx, "payment.void-receipt", input, |tx| {
        let receipt = store::receipt::find(tx, input.receipt)?.ok_or(Error::NotFound)?;
        let unit = post_at(tx, &authority, receipt.root, ctx.now.date())?.unit;
        let lines = store::receipt::lines(tx, receipt.id)?;
        let origins = by_origin(&lines);
        let mut streams = vec![shift_stream(receipt.shift), book_stream(receipt.book)];
        streams.extend(origins.iter().map(|(origin, _)| origin.clone()));
        ledger::open(tx, &streams)?;
        let receipt = store::receipt::find(tx, receipt.id)?.ok_or(Error::NotFound)?;
        let shift = store::shift::find(tx, receipt.shift)?.ok_or(Error::NotFound)?;
        let me = authority.staff().staff;
        if shift.cashier != me {
            return Err(Error::NotFound);
        }
        let refunded = !store::receipt::refunds(tx, receipt.id)?.is_empty();
        rules::may_void(&receipt, &shift, refunded)?;
        let ask = "Ghi lý do hủy, ví dụ: in sai tên người nộp.";
        let reason =
            words("reason", &input.reason, REASON, ask).map_err(|error| Error::Invalid(vec![error]))?;
        if !store::receipt::void(tx, receipt.id, ctx.now, me, &reason)? {
            return Err(Error::Changed);
        }
        store::obligation::unpay(tx, receipt.id)?;
        let event = ReceiptVoided {
            receipt: receipt.id,
            number: receipt.number,
            reason: reason.clone(),
            taken_back: input.taken_back,
        };
        ledger::append(tx, ctx, &book_stream(receipt.book), Some(unit), ctx.now, &event)?;
        let number = format!("{} {}", receipt.series, numbered(receipt.number));
        for (origin, _) in origins {
            let event = PaymentVoided { number: number.clone(), reason: reason.clone() };
            ledger::append(tx, ctx, &origin, Some(unit), ctx.now, &event)?;
        }
        Ok(())
    })
}
