//! Receipts with their lines, and refunds.

use base::id::StaffId;
use base::{Dong, Instant};
use db::{Error, Query, Row, Tx, params};
use ledger::Stream;

use crate::model::{Line, Method, PaidBack, Receipt, ReceiptId, RefundId, ShiftId};

db::statements! {
    /// A new receipt.
    INSERT = "INSERT INTO payment_receipt
        (id, root, book, number, shift, payer, amount, method, reference, issued_at, issued_by, replaces)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    /// One line of it.
    INSERT_LINE = "INSERT INTO payment_line (receipt, position, obligation, origin, label, name, amount)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// By identifier.
    FIND = "SELECT r.id, r.root, r.book, b.template, b.series, r.number, r.shift, r.payer, r.amount, r.method, r.reference,
        r.issued_at, r.issued_by, r.replaces, r.voided_at, r.void_reason
        FROM payment_receipt r JOIN payment_book b ON b.id = r.book WHERE r.id = $1";
    /// The one that stands for a voided one.
    REPLACING = "SELECT id FROM payment_receipt WHERE replaces = $1";
    /// Of a shift, in order.
    OF_SHIFT = "SELECT r.id, r.root, r.book, b.template, b.series, r.number, r.shift, r.payer, r.amount, r.method, r.reference,
        r.issued_at, r.issued_by, r.replaces, r.voided_at, r.void_reason
        FROM payment_receipt r JOIN payment_book b ON b.id = r.book WHERE r.shift = $1 ORDER BY r.issued_at, r.number LIMIT $2";
    /// Lines of a receipt, in order.
    LINES = "SELECT obligation, origin, label, name, amount FROM payment_line WHERE receipt = $1 ORDER BY position";
    /// Voids it once.
    VOID = "UPDATE payment_receipt SET voided_at = $2, voided_by = $3, void_reason = $4 WHERE id = $1 AND voided_at IS NULL";
    /// Money that goes back.
    INSERT_REFUND = "INSERT INTO payment_refund
        (id, receipt, shift, amount, method, reference, recipient, reason, refunded_at, refunded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    /// What went back on a receipt.
    REFUNDS = "SELECT amount, method, recipient, reason, refunded_at FROM payment_refund WHERE receipt = $1 ORDER BY refunded_at";
    /// What went back in a shift, with the number of the receipt.
    REFUNDS_OF_SHIFT = "SELECT amount, method, recipient, reason, refunded_at FROM payment_refund WHERE shift = $1
        ORDER BY refunded_at";
    /// What a shift took for each fee.
    BY_NAME = "SELECT l.name, COUNT(*), CAST(SUM(l.amount) AS BIGINT) FROM payment_receipt r
        JOIN payment_line l ON l.receipt = r.id WHERE r.shift = $1 AND r.voided_at IS NULL GROUP BY l.name ORDER BY l.name";
}

/// Writes a receipt with its lines.
pub(crate) fn insert(tx: &mut Tx, receipt: &Receipt, lines: &[Line]) -> Result<(), Error> {
    let row = params![
        receipt.id,
        receipt.root,
        receipt.book,
        receipt.number,
        receipt.shift,
        receipt.payer,
        receipt.amount,
        receipt.method,
        receipt.reference,
        receipt.issued_at,
        receipt.issued_by,
        receipt.replaces
    ];
    tx.put(&INSERT, row)?;
    for (position, line) in (1_i64..).zip(lines) {
        let row =
            params![receipt.id, position, line.obligation, line.origin, line.label, line.name, line.amount];
        tx.put(&INSERT_LINE, row)?;
    }
    Ok(())
}

pub(crate) fn find(q: &mut impl Query, id: ReceiptId) -> Result<Option<Receipt>, Error> {
    q.opt(&FIND, params![id])?.map(|row| read(&row)).transpose()
}

/// The receipt that stands for a voided one.
pub(crate) fn replacing(q: &mut impl Query, voided: ReceiptId) -> Result<Option<ReceiptId>, Error> {
    Ok(q.opt(&REPLACING, params![voided])?.map(|row| row.get(0)).transpose()?)
}

pub(crate) fn of_shift(q: &mut impl Query, shift: ShiftId, limit: i64) -> Result<Vec<Receipt>, Error> {
    q.all(&OF_SHIFT, params![shift, limit])?.iter().map(read).collect()
}

pub(crate) fn lines(q: &mut impl Query, receipt: ReceiptId) -> Result<Vec<Line>, Error> {
    let rows = q.all(&LINES, params![receipt])?;
    let line = |row: &Row| {
        let (obligation, origin): (_, Stream) = (row.get(0)?, row.get(1)?);
        Ok(Line { obligation, origin, label: row.get(2)?, name: row.get(3)?, amount: row.get(4)? })
    };
    rows.iter().map(line).collect()
}

/// False when it was voided before.
pub(crate) fn void(
    tx: &mut Tx,
    id: ReceiptId,
    at: Instant,
    by: StaffId,
    reason: &str,
) -> Result<bool, Error> {
    Ok(tx.exec(&VOID, params![id, at, by, reason])? == 1)
}

/// A refund to write.
pub(crate) struct NewRefund<'a> {
    pub(crate) id: RefundId,
    pub(crate) receipt: ReceiptId,
    pub(crate) shift: Option<ShiftId>,
    pub(crate) amount: Dong,
    pub(crate) method: Method,
    pub(crate) reference: &'a str,
    pub(crate) recipient: &'a str,
    pub(crate) reason: &'a str,
    pub(crate) at: Instant,
    pub(crate) by: StaffId,
}

pub(crate) fn insert_refund(tx: &mut Tx, it: &NewRefund<'_>) -> Result<(), Error> {
    let row = params![
        it.id,
        it.receipt,
        it.shift,
        it.amount,
        it.method,
        it.reference.to_owned(),
        it.recipient.to_owned(),
        it.reason.to_owned(),
        it.at,
        it.by
    ];
    tx.put(&INSERT_REFUND, row)
}

pub(crate) fn refunds(q: &mut impl Query, receipt: ReceiptId) -> Result<Vec<PaidBack>, Error> {
    q.all(&REFUNDS, params![receipt])?.iter().map(paid_back).collect()
}

pub(crate) fn refunds_of_shift(q: &mut impl Query, shift: ShiftId) -> Result<Vec<PaidBack>, Error> {
    q.all(&REFUNDS_OF_SHIFT, params![shift])?.iter().map(paid_back).collect()
}

/// Each fee with how often and how much was taken for it.
pub(crate) fn by_name(q: &mut impl Query, shift: ShiftId) -> Result<Vec<(String, i64, Dong)>, Error> {
    let rows = q.all(&BY_NAME, params![shift])?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
}

fn paid_back(row: &Row) -> Result<PaidBack, Error> {
    Ok(PaidBack {
        amount: row.get(0)?,
        method: row.get(1)?,
        recipient: row.get(2)?,
        reason: row.get(3)?,
        at: row.get(4)?,
    })
}

fn read(row: &Row) -> Result<Receipt, Error> {
    Ok(Receipt {
        id: row.get(0)?,
        root: row.get(1)?,
        book: row.get(2)?,
        template: row.get(3)?,
        series: row.get(4)?,
        number: row.get(5)?,
        shift: row.get(6)?,
        payer: row.get(7)?,
        amount: row.get(8)?,
        method: row.get(9)?,
        reference: row.get(10)?,
        issued_at: row.get(11)?,
        issued_by: row.get(12)?,
        replaces: row.get(13)?,
        voided_at: row.get(14)?,
        void_reason: row.get(15)?,
    })
}
