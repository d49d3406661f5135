//! Collect: the cashier takes the money for what is owed and issues the next receipt of their book. One payment may be for many
//! dossiers of one person.

use base::{Authority, Ctx, Dong};
use db::Tx;
use ledger::Stream;
use serde::{Deserialize, Serialize};

use super::words;
use crate::error::Error;
use crate::events::{Paid, ReceiptIssued, book_stream, shift_stream};
use crate::model::{Book, Line, Method, Obligation, ObligationId, Receipt, ReceiptId, Shift, numbered};
use crate::{permissions, store};

/// What is paid, by whom, how.
#[derive(Clone, Debug, Serialize)]
pub struct Collect {
    /// The fees; at least one.
    pub pays: Vec<ObligationId>,
    /// What they come to, as the page showed it: nobody pays a sum they did not see.
    pub total: Dong,
    /// Who pays.
    pub payer: String,
    /// How.
    pub method: Method,
    /// The reference of the transfer.
    pub reference: String,
    /// The voided receipt that this one stands for.
    pub replaces: Option<ReceiptId>,
}

/// The receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collected {
    /// Its identifier.
    pub id: ReceiptId,
    /// Its series.
    pub series: String,
    /// Its number.
    pub number: i64,
    /// How much.
    pub amount: Dong,
}

/// Takes the money.
///
/// # Errors
/// [`Error::NoShift`], [`Error::NoBook`]; [`Error::Changed`] where what is owed is not what was shown; [`Error::Invalid`]
/// without a payer, a reference of a transfer, or the paper of a relief.
pub fn collect(tx: &mut Tx, ctx: &Ctx, input: &Collect) -> Result<Collected, Error> {
    let authority = ctx.authorise(&permissions::COLLECT)?;
    ledger::once(tx, ctx, "payment.collect", input, |tx| {
        let (shift, book, streams) = ground(tx, &authority, &input.pays)?;
        ledger::open(tx, &streams)?;
        let shift =
            store::shift::find(tx, shift.id)?.filter(|it| it.closed.is_none()).ok_or(Error::NoShift)?;
        let (payer, reference) = said(input)?;
        let owed = payable(tx, &shift, input)?;
        if let Some(voided) = input.replaces {
            let voided = store::receipt::find(tx, voided)?.filter(|it| it.voided_at.is_some());
            if voided.is_none_or(|it| it.root != shift.root) {
                return Err(Error::NotFound);
            }
        }
        let number = store::book::take(tx, book.id)?.ok_or(Error::NoBook)?;
        let receipt = Receipt {
            id: ReceiptId::new(&ctx.rng, ctx.now),
            root: shift.root,
            book: book.id,
            template: book.template.clone(),
            series: book.series.clone(),
            number,
            shift: shift.id,
            payer,
            amount: input.total,
            method: input.method,
            reference,
            issued_at: ctx.now,
            issued_by: authority.staff().staff,
            replaces: input.replaces,
            voided_at: None,
            void_reason: None,
        };
        issue(tx, ctx, &shift, &receipt, &owed)?;
        Ok(Collected { id: receipt.id, series: receipt.series, number, amount: receipt.amount })
    })
}

/// The cashier's shift and book, and every stream that the act touches.
fn ground(
    tx: &mut Tx,
    authority: &Authority,
    pays: &[ObligationId],
) -> Result<(Shift, Book, Vec<Stream>), Error> {
    let me = authority.staff().staff;
    let shift = store::shift::open_of(tx, me)?.ok_or(Error::NoShift)?;
    authority.at_root(&shift.root)?;
    let book = store::book::of_holder(tx, me, shift.root)?.ok_or(Error::NoBook)?;
    let mut streams = vec![shift_stream(shift.id), book_stream(book.id)];
    for id in pays {
        let owed = store::obligation::find(tx, *id)?.filter(|it| it.root == shift.root);
        streams.push(owed.ok_or(Error::NotFound)?.origin);
    }
    Ok((shift, book, streams))
}

/// Payer and reference without blanks around.
fn said(input: &Collect) -> Result<(String, String), Error> {
    let mut errors = Vec::new();
    let payer = words("payer", &input.payer, 200, "Nhập tên người nộp tiền.").map_err(|it| errors.push(it));
    let ask = "Nhập số tham chiếu của giao dịch đã báo có.";
    let reference = match input.method {
        Method::Cash => Ok(String::new()),
        Method::Transfer => words("reference", &input.reference, 60, ask).map_err(|it| errors.push(it)),
    };
    match (payer, reference) {
        (Ok(payer), Ok(reference)) => Ok((payer, reference)),
        _ => Err(Error::Invalid(errors)),
    }
}

/// What is paid, as it stands now; its sum is what the page showed.
fn payable(tx: &mut Tx, shift: &Shift, input: &Collect) -> Result<Vec<Obligation>, Error> {
    let mut owed = Vec::new();
    let mut sum = Dong(0);
    for id in &input.pays {
        let one =
            store::obligation::find(tx, *id)?.filter(|it| it.root == shift.root).ok_or(Error::NotFound)?;
        if one.lacks_evidence() {
            let message =
                format!("“{}” được miễn, giảm: xin ghi giấy tờ chứng minh trước khi thu.", one.name);
            return Err(Error::field("evidence", message));
        }
        if !one.is_open() || owed.iter().any(|it: &Obligation| it.id == one.id) {
            return Err(Error::Changed);
        }
        let amount = one.amount.ok_or(Error::Changed)?;
        sum = Dong(sum.0.saturating_add(amount.0));
        owed.push(one);
    }
    if owed.is_empty() || sum != input.total || sum.0 <= 0 { Err(Error::Changed) } else { Ok(owed) }
}

/// Writes the receipt, marks what it pays, and tells the book and every origin.
fn issue(tx: &mut Tx, ctx: &Ctx, shift: &Shift, receipt: &Receipt, owed: &[Obligation]) -> Result<(), Error> {
    let lines: Vec<_> = owed.iter().map(line).collect();
    store::receipt::insert(tx, receipt, &lines)?;
    for one in owed {
        if !store::obligation::pay(tx, one.id, receipt.id)? {
            return Err(Error::Changed);
        }
    }
    let event = ReceiptIssued {
        receipt: receipt.id,
        number: receipt.number,
        shift: shift.id,
        amount: receipt.amount,
        method: receipt.method,
        pays: owed.iter().map(|it| it.id).collect(),
        replaces: receipt.replaces,
    };
    ledger::append(tx, ctx, &book_stream(receipt.book), Some(shift.unit), ctx.now, &event)?;
    for (origin, amount) in by_origin(&lines) {
        let number = format!("{} {}", receipt.series, numbered(receipt.number));
        let event = Paid { receipt: receipt.id, number, amount, method: receipt.method };
        ledger::append(tx, ctx, &origin, Some(shift.unit), ctx.now, &event)?;
    }
    Ok(())
}

fn line(owed: &Obligation) -> Line {
    Line {
        obligation: owed.id,
        origin: owed.origin.clone(),
        label: owed.label.clone(),
        name: owed.name.clone(),
        amount: owed.amount.unwrap_or_default(),
    }
}

/// What a receipt comes to for each origin, in the order of its lines.
pub(super) fn by_origin(lines: &[Line]) -> Vec<(Stream, Dong)> {
    let mut sums: Vec<(Stream, Dong)> = Vec::new();
    for line in lines {
        match sums.iter_mut().find(|(origin, _)| *origin == line.origin) {
            Some((_, sum)) => sum.0 += line.amount.0,
            None => sums.push((line.origin.clone(), line.amount)),
        }
    }
    sums
}
