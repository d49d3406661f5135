//! Shifts and what moved in them.

use base::id::{StaffId, UnitId};
use base::{Dong, Instant};
use db::{Query, Row, Tx, params};

use crate::error::Error;
use crate::model::{Closed, DepositId, Shift, ShiftId, Sums};

db::statements! {
    /// A new shift; nothing if the cashier has one open.
    OPEN = "INSERT INTO payment_shift (id, root, unit, cashier, opened_at, change_money) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING";
    /// By identifier.
    FIND = "SELECT id, root, unit, cashier, opened_at, change_money, closed_at, closed_by, expected, counted, difference, reason,
        handed_to, declined, taken_into, deposit FROM payment_shift WHERE id = $1";
    /// The open shift of a cashier.
    OPEN_OF = "SELECT id, root, unit, cashier, opened_at, change_money, closed_at, closed_by, expected, counted, difference, reason,
        handed_to, declined, taken_into, deposit FROM payment_shift WHERE cashier = $1 AND closed_at IS NULL";
    /// The last shifts of a body; with a cashier only theirs.
    OF_ROOT = "SELECT id, root, unit, cashier, opened_at, change_money, closed_at, closed_by, expected, counted, difference, reason,
        handed_to, declined, taken_into, deposit FROM payment_shift
        WHERE root = $1 AND (CAST($2 AS TEXT) IS NULL OR cashier = $2) ORDER BY opened_at DESC, id DESC LIMIT $3";
    /// Shifts whose takings wait for this colleague.
    HANDED_TO = "SELECT id, root, unit, cashier, opened_at, change_money, closed_at, closed_by, expected, counted, difference, reason,
        handed_to, declined, taken_into, deposit FROM payment_shift
        WHERE handed_to = $1 AND taken_into IS NULL AND declined IS NULL ORDER BY closed_at";
    /// Shifts that this one took over.
    TAKEN = "SELECT id, root, unit, cashier, opened_at, change_money, closed_at, closed_by, expected, counted, difference, reason,
        handed_to, declined, taken_into, deposit FROM payment_shift WHERE taken_into = $1 ORDER BY opened_at";
    /// Receipts of a shift, summed by method.
    RECEIVED = "SELECT CAST(COALESCE(SUM(CASE WHEN method = 'cash' THEN amount ELSE 0 END), 0) AS BIGINT),
        CAST(COALESCE(SUM(CASE WHEN method = 'cash' THEN 0 ELSE amount END), 0) AS BIGINT)
        FROM payment_receipt WHERE shift = $1 AND voided_at IS NULL";
    /// Cash that went back in a shift.
    PAID_BACK = "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM payment_refund WHERE shift = $1 AND method = 'cash'";
    /// Takings that were taken over, as they were counted.
    CARRIED = "SELECT CAST(COALESCE(SUM(expected - change_money), 0) AS BIGINT) FROM payment_shift WHERE taken_into = $1";
    /// Those of a body whose money is not paid in or taken over yet, counted or not.
    WITH_MONEY = "SELECT id, root, unit, cashier, opened_at, change_money, closed_at, closed_by, expected, counted, difference, reason,
        handed_to, declined, taken_into, deposit FROM payment_shift WHERE root = $1 AND deposit IS NULL AND taken_into IS NULL ORDER BY id";
    /// It belongs to another body.
    MOVE = "UPDATE payment_shift SET root = $2, unit = $3 WHERE id = $1";
    /// Closes it once.
    CLOSE = "UPDATE payment_shift SET closed_at = $2, closed_by = $3, expected = $4, counted = $5, difference = $6, reason = $7,
        handed_to = $8 WHERE id = $1 AND closed_at IS NULL";
    /// The colleague took it over.
    TAKE = "UPDATE payment_shift SET taken_into = $2, taken_at = $3 WHERE id = $1 AND taken_into IS NULL AND deposit IS NULL";
    /// The colleague did not.
    DECLINE = "UPDATE payment_shift SET declined = $2, handed_to = NULL WHERE id = $1 AND taken_into IS NULL";
    /// Paid in.
    DEPOSIT = "UPDATE payment_shift SET deposit = $2 WHERE id = $1 AND deposit IS NULL";
}

/// False when the cashier has one open.
pub(crate) fn open(tx: &mut Tx, it: &Shift) -> Result<bool, Error> {
    let row = params![it.id, it.root, it.unit, it.cashier, it.opened_at, it.change];
    Ok(tx.exec(&OPEN, row)? == 1)
}

pub(crate) fn find(q: &mut impl Query, id: ShiftId) -> Result<Option<Shift>, Error> {
    q.opt(&FIND, params![id])?.map(|row| read(&row)).transpose()
}

pub(crate) fn open_of(q: &mut impl Query, cashier: StaffId) -> Result<Option<Shift>, Error> {
    q.opt(&OPEN_OF, params![cashier])?.map(|row| read(&row)).transpose()
}

/// The last shifts of a body, of one cashier or of all.
pub(crate) fn of_root(
    q: &mut impl Query,
    root: UnitId,
    cashier: Option<StaffId>,
    limit: i64,
) -> Result<Vec<Shift>, Error> {
    q.all(&OF_ROOT, params![root, cashier, limit])?.iter().map(read).collect()
}

pub(crate) fn handed_to(q: &mut impl Query, colleague: StaffId) -> Result<Vec<Shift>, Error> {
    q.all(&HANDED_TO, params![colleague])?.iter().map(read).collect()
}

/// Those of a body whose money is not paid in or taken over yet.
pub(crate) fn with_money(q: &mut impl Query, root: UnitId) -> Result<Vec<Shift>, Error> {
    q.all(&WITH_MONEY, params![root])?.iter().map(read).collect()
}

/// Lets it belong to another body.
pub(crate) fn move_to(tx: &mut Tx, id: ShiftId, root: UnitId, unit: UnitId) -> Result<(), Error> {
    Ok(tx.exec(&MOVE, params![id, root, unit]).map(drop)?)
}

pub(crate) fn taken(q: &mut impl Query, into: ShiftId) -> Result<Vec<Shift>, Error> {
    q.all(&TAKEN, params![into])?.iter().map(read).collect()
}

/// What moved in a shift.
pub(crate) fn sums(q: &mut impl Query, id: ShiftId) -> Result<Sums, Error> {
    let received = q.one(&RECEIVED, params![id])?;
    let refunds = q.one(&PAID_BACK, params![id])?.get(0)?;
    let carried = q.one(&CARRIED, params![id])?.get(0)?;
    Ok(Sums { cash: received.get(0)?, transfers: received.get(1)?, refunds, carried })
}

/// False when somebody closed it before.
pub(crate) fn close(tx: &mut Tx, id: ShiftId, closed: &Closed, to: Option<StaffId>) -> Result<bool, Error> {
    let counted = serde_json::to_string(&closed.counted)?;
    let row =
        params![id, closed.at, closed.by, closed.expected, counted, closed.difference, closed.reason, to];
    Ok(tx.exec(&CLOSE, row)? == 1)
}

/// False when it moved on meanwhile.
pub(crate) fn take(tx: &mut Tx, id: ShiftId, into: ShiftId, at: Instant) -> Result<bool, Error> {
    Ok(tx.exec(&TAKE, params![id, into, at])? == 1)
}

/// False when it moved on meanwhile.
pub(crate) fn decline(tx: &mut Tx, id: ShiftId, words: &str) -> Result<bool, Error> {
    Ok(tx.exec(&DECLINE, params![id, words])? == 1)
}

/// False when it was paid in before.
pub(crate) fn deposit(tx: &mut Tx, id: ShiftId, deposit: DepositId) -> Result<bool, Error> {
    Ok(tx.exec(&DEPOSIT, params![id, deposit])? == 1)
}

fn read(row: &Row) -> Result<Shift, Error> {
    let closed_at: Option<Instant> = row.get(6)?;
    let closed = closed_at.map(|at| closed(row, at)).transpose()?;
    Ok(Shift {
        id: row.get(0)?,
        root: row.get(1)?,
        unit: row.get(2)?,
        cashier: row.get(3)?,
        opened_at: row.get(4)?,
        change: row.get(5)?,
        closed,
        handed_to: row.get(12)?,
        declined: row.get(13)?,
        taken_into: row.get(14)?,
        deposit: row.get(15)?,
    })
}

fn closed(row: &Row, at: Instant) -> Result<Closed, Error> {
    let (expected, difference): (Option<Dong>, Option<Dong>) = (row.get(8)?, row.get(10)?);
    let counted: Option<String> = row.get(9)?;
    let by: Option<StaffId> = row.get(7)?;
    Ok(Closed {
        at,
        by: by.ok_or(Error::NotFound)?,
        expected: expected.unwrap_or_default(),
        counted: serde_json::from_str(counted.as_deref().unwrap_or("{}"))?,
        difference: difference.unwrap_or_default(),
        reason: row.get::<Option<String>>(11)?.unwrap_or_default(),
    })
}
