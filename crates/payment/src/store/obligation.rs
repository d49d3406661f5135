//! What is owed.

use base::id::UnitId;
use base::{Dong, Instant};
use db::{Query, Row, Tx, params};
use ledger::Stream;

use crate::error::Error;
use crate::model::{Obligation, ObligationId, ReceiptId};

db::statements! {
    /// A new one.
    INSERT = "INSERT INTO payment_obligation
        (id, origin, position, root, label, debtor, name, amount, how, citation, relief, owed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    /// By identifier.
    FIND = "SELECT id, origin, position, root, label, debtor, name, amount, how, citation, relief, evidence, owed_at, receipt,
        dropped_at FROM payment_obligation WHERE id = $1";
    /// Of one origin, in order.
    OF_ORIGIN = "SELECT id, origin, position, root, label, debtor, name, amount, how, citation, relief, evidence, owed_at, receipt,
        dropped_at FROM payment_obligation WHERE origin = $1 ORDER BY position";
    /// What a body has still to collect, the newest first.
    OPEN = "SELECT id, origin, position, root, label, debtor, name, amount, how, citation, relief, evidence, owed_at, receipt,
        dropped_at FROM payment_obligation WHERE root = $1 AND receipt IS NULL AND dropped_at IS NULL
        AND (amount IS NULL OR amount > 0 OR (relief IS NOT NULL AND evidence IS NULL))
        ORDER BY owed_at DESC, id DESC LIMIT $2";
    /// What was taken last for a fee of this name.
    USUAL = "SELECT amount FROM payment_obligation WHERE root = $1 AND name = $2 AND receipt IS NOT NULL
        ORDER BY owed_at DESC LIMIT 9";
    /// How much it is.
    SET_AMOUNT = "UPDATE payment_obligation SET amount = $2, citation = $3 WHERE id = $1 AND receipt IS NULL";
    /// The paper that proves its relief.
    PROVE = "UPDATE payment_obligation SET evidence = $2 WHERE id = $1";
    /// Paid by a receipt.
    PAY = "UPDATE payment_obligation SET receipt = $2 WHERE id = $1 AND receipt IS NULL AND dropped_at IS NULL";
    /// Owed again.
    UNPAY = "UPDATE payment_obligation SET receipt = NULL WHERE receipt = $1";
    /// Another body collects what is open.
    MOVE = "UPDATE payment_obligation SET root = $2 WHERE origin = $1 AND receipt IS NULL AND dropped_at IS NULL";
    /// Falls away unpaid.
    DROP = "UPDATE payment_obligation SET dropped_at = $2 WHERE origin = $1 AND receipt IS NULL AND dropped_at IS NULL";
}

pub(crate) fn insert(tx: &mut Tx, it: &Obligation) -> Result<(), Error> {
    let relief = it.relief.as_ref().map(serde_json::to_string).transpose()?;
    let row = params![
        it.id,
        it.origin,
        it.position,
        it.root,
        it.label,
        it.debtor,
        it.name,
        it.amount,
        it.how,
        it.citation,
        relief,
        it.owed_at
    ];
    Ok(tx.put(&INSERT, row)?)
}

pub(crate) fn find(q: &mut impl Query, id: ObligationId) -> Result<Option<Obligation>, Error> {
    q.opt(&FIND, params![id])?.map(|row| read(&row)).transpose()
}

pub(crate) fn of_origin(q: &mut impl Query, origin: &Stream) -> Result<Vec<Obligation>, Error> {
    q.all(&OF_ORIGIN, params![origin])?.iter().map(read).collect()
}

/// What is open in a body, at most `limit`.
pub(crate) fn open(q: &mut impl Query, root: UnitId, limit: i64) -> Result<Vec<Obligation>, Error> {
    q.all(&OPEN, params![root, limit])?.iter().map(read).collect()
}

pub(crate) fn usual(q: &mut impl Query, root: UnitId, name: &str) -> Result<Vec<Dong>, Error> {
    let rows = q.all(&USUAL, params![root, name])?;
    Ok(rows.iter().filter_map(|row| row.get::<Option<Dong>>(0).transpose()).collect::<Result<_, _>>()?)
}

/// False when it was paid meanwhile.
pub(crate) fn set_amount(tx: &mut Tx, id: ObligationId, amount: Dong, citation: &str) -> Result<bool, Error> {
    Ok(tx.exec(&SET_AMOUNT, params![id, amount, citation])? == 1)
}

pub(crate) fn prove(tx: &mut Tx, id: ObligationId, evidence: &str) -> Result<(), Error> {
    Ok(tx.exec(&PROVE, params![id, evidence]).map(drop)?)
}

/// False when it was paid or dropped meanwhile.
pub(crate) fn pay(tx: &mut Tx, id: ObligationId, receipt: ReceiptId) -> Result<bool, Error> {
    Ok(tx.exec(&PAY, params![id, receipt])? == 1)
}

pub(crate) fn unpay(tx: &mut Tx, receipt: ReceiptId) -> Result<(), Error> {
    Ok(tx.exec(&UNPAY, params![receipt]).map(drop)?)
}

/// Lets other bodies collect what is open of these origins.
pub(crate) fn move_open(tx: &mut Tx, all: &[(Stream, UnitId)]) -> Result<(), Error> {
    let rows: Vec<Vec<db::Value>> =
        all.iter().map(|(origin, root)| params![origin, *root].to_vec()).collect();
    if rows.is_empty() { Ok(()) } else { Ok(tx.batch(&MOVE, &rows).map(drop)?) }
}

pub(crate) fn drop_open(tx: &mut Tx, origin: &Stream, now: Instant) -> Result<(), Error> {
    Ok(tx.exec(&DROP, params![origin, now]).map(drop)?)
}

fn read(row: &Row) -> Result<Obligation, Error> {
    let relief: Option<String> = row.get(10)?;
    Ok(Obligation {
        id: row.get(0)?,
        origin: row.get(1)?,
        position: row.get(2)?,
        root: row.get(3)?,
        label: row.get(4)?,
        debtor: row.get(5)?,
        name: row.get(6)?,
        amount: row.get(7)?,
        how: row.get(8)?,
        citation: row.get(9)?,
        relief: relief.as_deref().map(serde_json::from_str).transpose()?,
        evidence: row.get(11)?,
        owed_at: row.get(12)?,
        receipt: row.get(13)?,
        dropped_at: row.get(14)?,
    })
}
