//! Refund: money of a valid receipt goes back, in cash from the cashier's drawer or by transfer.

use base::{Ctx, Dong, FieldError};
use db::Tx;
use serde::Serialize;

use super::collect::by_origin;
use super::{REASON, post_at, words};
use crate::error::Error;
use crate::events::{Refunded, RefundedTo, book_stream, shift_stream};
use crate::model::{Method, ReceiptId, RefundId, Shift, numbered};
use crate::rules::{self, NotVoidable};
use crate::store::receipt::NewRefund;
use crate::{permissions, store};

/// Which receipt, how much, how, to whom, why.
#[derive(Clone, Debug, Serialize)]
pub struct Refund {
    /// The receipt.
    pub receipt: ReceiptId,
    /// How much.
    pub amount: Dong,
    /// How.
    pub method: Method,
    /// The reference of the transfer.
    pub reference: String,
    /// Who gets it.
    pub recipient: String,
    /// Why, with the ground.
    pub reason: String,
}

/// Pays it back.
///
/// # Errors
/// [`Error::TooMuch`] beyond what is left, [`Error::NotInDrawer`] beyond the cash of the shift, [`Error::NoShift`] for cash
/// without a shift; [`Error::Invalid`] without a recipient, a reason, a reference of a transfer.
pub fn refund(tx: &mut Tx, ctx: &Ctx, input: &Refund) -> Result<(), Error> {
    let authority = ctx.authorise(&permissions::COLLECT)?;
    ledger::once(tx, ctx, "payment.refund", input, |tx| {
        let receipt = store::receipt::find(tx, input.receipt)?.ok_or(Error::NotFound)?;
        let post = post_at(tx, &authority, receipt.root, ctx.now.date())?;
        let unit = post.unit;
        let me = authority.staff().staff;
        let shift = store::shift::open_of(tx, me)?.filter(|it| it.root == post.root);
        let origins = by_origin(&store::receipt::lines(tx, receipt.id)?);
        let mut streams = vec![book_stream(receipt.book)];
        streams.extend(shift.iter().map(|it| shift_stream(it.id)));
        streams.extend(origins.iter().map(|(origin, _)| origin.clone()));
        ledger::open(tx, &streams)?;
        let receipt = store::receipt::find(tx, receipt.id)?.ok_or(Error::NotFound)?;
        if let Some(at) = receipt.voided_at {
            return Err(NotVoidable::Before(at).into());
        }
        let [recipient, reason, reference] = said(input)?;
        let before: Vec<_> = store::receipt::refunds(tx, receipt.id)?.iter().map(|it| it.amount).collect();
        let left = rules::refundable(receipt.amount, &before);
        if input.amount > left {
            return Err(Error::TooMuch(left));
        }
        let drawer = drawer(tx, shift, input)?;
        store::receipt::insert_refund(
            tx,
            &NewRefund {
                id: RefundId::new(&ctx.rng, ctx.now),
                receipt: receipt.id,
                shift: drawer.map(|it| it.id),
                amount: input.amount,
                method: input.method,
                reference: &reference,
                recipient: &recipient,
                reason: &reason,
                at: ctx.now,
                by: me,
            },
        )?;
        let event = Refunded {
            receipt: receipt.id,
            amount: input.amount,
            method: input.method,
            reason: reason.clone(),
        };
        ledger::append(tx, ctx, &book_stream(receipt.book), Some(unit), ctx.now, &event)?;
        let number = format!("{} {}", receipt.series, numbered(receipt.number));
        for (origin, _) in origins {
            let event = RefundedTo { number: number.clone(), amount: input.amount, reason: reason.clone() };
            ledger::append(tx, ctx, &origin, Some(unit), ctx.now, &event)?;
        }
        Ok(())
    })
}

/// Recipient, reason and reference without blanks around.
fn said(input: &Refund) -> Result<[String; 3], Error> {
    let mut errors: Vec<FieldError> = Vec::new();
    let mut take = |result: Result<String, FieldError>| {
        result.unwrap_or_else(|error| {
            errors.push(error);
            String::new()
        })
    };
    let recipient = take(words("recipient", &input.recipient, 200, "Nhập tên người nhận lại tiền."));
    let reference = match input.method {
        Method::Cash => String::new(),
        Method::Transfer => {
            take(words("reference", &input.reference, 60, "Nhập số tham chiếu của giao dịch đã chuyển."))
        }
    };
    let reason = take(words("reason", &input.reason, REASON, "Ghi lý do và căn cứ hoàn trả."));
    if input.amount.0 <= 0 {
        errors.insert(0, FieldError::new("amount", "Nhập số tiền hoàn trả, lớn hơn 0."));
    }
    if errors.is_empty() { Ok([recipient, reason, reference]) } else { Err(Error::Invalid(errors)) }
}

/// The shift whose drawer cash leaves, with enough in it; none for a transfer.
fn drawer(tx: &mut Tx, shift: Option<Shift>, input: &Refund) -> Result<Option<Shift>, Error> {
    if input.method == Method::Transfer {
        return Ok(None);
    }
    let shift = shift.ok_or(Error::NoShift)?;
    let shift = store::shift::find(tx, shift.id)?.filter(|it| it.closed.is_none()).ok_or(Error::NoShift)?;
    let there = store::shift::sums(tx, shift.id)?.expected(shift.change);
    if there < input.amount { Err(Error::NotInDrawer(there)) } else { Ok(Some(shift)) }
}
