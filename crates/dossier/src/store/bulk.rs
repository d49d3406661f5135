//! Orders for many dossiers, and what came of each.

use base::Instant;
use base::code::DossierNumber;
use base::id::{DossierId, StaffId};
use db::{Query, Row, Tx, Value, params};

use crate::error::Error;
use crate::model::{BulkId, BulkOrder, Outcome, SkippedOne};

macro_rules! order {
    ($rest:literal) => {
        concat!("SELECT id, staff, naming, act, label, chosen_in, ordered_at, total, ended_at FROM dossier_bulk WHERE ", $rest)
    };
}

db::statements! {
    /// A new order.
    INSERT = "INSERT INTO dossier_bulk (id, staff, naming, act, label, chosen_in, ordered_at, total)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// One dossier of it.
    INSERT_ITEM = "INSERT INTO dossier_bulk_item (bulk, position, dossier, reason) VALUES ($1, $2, $3, '')";
    /// By identifier.
    FIND = order!("id = $1");
    /// The last of a person.
    OF_STAFF = order!("staff = $1 ORDER BY ordered_at DESC, id DESC LIMIT 20");
    /// Dossiers that nothing came of yet, in order; what another worker is at is left out.
    WAITING = "SELECT position, dossier FROM dossier_bulk_item WHERE bulk = $1 AND position > $2 AND outcome IS NULL
               ORDER BY position LIMIT $3 /*lock free*/";
    /// Whether anything waits.
    ANY_WAITING = "SELECT position FROM dossier_bulk_item WHERE bulk = $1 AND outcome IS NULL LIMIT 1";
    /// What came of one.
    SETTLE = "UPDATE dossier_bulk_item SET outcome = $3, reason = $4, number = $5 WHERE bulk = $1 AND position = $2";
    /// How many of each outcome, and why.
    COUNTS = "SELECT outcome, reason, COUNT(*) AS dossiers FROM dossier_bulk_item WHERE bulk = $1 AND outcome IS NOT NULL
              GROUP BY outcome, reason ORDER BY dossiers DESC, reason";
    /// Those that were skipped.
    SKIPPED = "SELECT position, dossier, number, reason FROM dossier_bulk_item
               WHERE bulk = $1 AND position > $2 AND outcome = 'skipped' ORDER BY position LIMIT $3";
    /// The last is done.
    END = "UPDATE dossier_bulk SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
}

/// Keeps an order with its dossiers.
pub(crate) fn insert(tx: &mut Tx, order: &BulkOrder, dossiers: &[DossierId]) -> Result<(), Error> {
    let act = serde_json::to_string(&order.act)?;
    let BulkOrder { id, staff, naming, label, from, ordered_at, total, .. } = order;
    tx.put(&INSERT, params![id, staff, naming, act, label, from, ordered_at, total])?;
    let rows: Vec<Vec<Value>> =
        (1_i64..).zip(dossiers).map(|(at, dossier)| params![id, at, dossier].to_vec()).collect();
    tx.batch(&INSERT_ITEM, &rows)?;
    Ok(())
}

pub(crate) fn find(q: &mut impl Query, id: BulkId) -> Result<Option<BulkOrder>, Error> {
    q.opt(&FIND, params![id])?.as_ref().map(map).transpose()
}

pub(crate) fn of_staff(q: &mut impl Query, staff: StaffId) -> Result<Vec<BulkOrder>, Error> {
    q.all(&OF_STAFF, params![staff])?.iter().map(map).collect()
}

/// Up to `limit` dossiers after a position that nothing came of yet.
pub(crate) fn waiting(
    tx: &mut Tx,
    id: BulkId,
    after: i64,
    limit: i64,
) -> Result<Vec<(i64, DossierId)>, db::Error> {
    let rows = tx.all(&WAITING, params![id, after, limit])?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

pub(crate) fn any_waiting(q: &mut impl Query, id: BulkId) -> Result<bool, db::Error> {
    Ok(q.opt(&ANY_WAITING, params![id])?.is_some())
}

/// What came of the dossier at a position.
pub(crate) struct Came {
    pub(crate) position: i64,
    pub(crate) outcome: Outcome,
    /// Why it was skipped.
    pub(crate) reason: String,
    /// The number by which the report may name it: none where whoever ordered does not see it.
    pub(crate) number: Option<DossierNumber>,
}

/// Writes what came of some.
pub(crate) fn settle(tx: &mut Tx, id: BulkId, came: &[Came]) -> Result<(), db::Error> {
    let row = |it: &Came| params![id, it.position, it.outcome.code(), it.reason, it.number].to_vec();
    let rows: Vec<Vec<Value>> = came.iter().map(row).collect();
    tx.batch(&SETTLE, &rows).map(drop)
}

/// How many were done; how many were skipped, by reason, most first.
pub(crate) fn counts(q: &mut impl Query, id: BulkId) -> Result<(i64, Vec<(String, i64)>), db::Error> {
    let (mut done, mut skipped) = (0, Vec::new());
    for row in q.all(&COUNTS, params![id])? {
        let outcome: String = row.get(0)?;
        if outcome == Outcome::Done.code() {
            done += row.get::<i64>(2)?;
        } else {
            skipped.push((row.get(1)?, row.get(2)?));
        }
    }
    Ok((done, skipped))
}

/// Up to `limit` skipped ones after a position, each with its position.
pub(crate) fn skipped(
    q: &mut impl Query,
    id: BulkId,
    after: i64,
    limit: i64,
) -> Result<Vec<(i64, SkippedOne)>, db::Error> {
    let one = |row: &Row| {
        let it = SkippedOne { dossier: row.get(1)?, number: row.get(2)?, reason: row.get(3)? };
        Ok((row.get(0)?, it))
    };
    q.all(&SKIPPED, params![id, after, limit])?.iter().map(one).collect()
}

/// Whether this ended it.
pub(crate) fn end(tx: &mut Tx, id: BulkId, now: Instant) -> Result<bool, db::Error> {
    Ok(tx.exec(&END, params![id, now])? == 1)
}

fn map(row: &Row) -> Result<BulkOrder, Error> {
    let act: String = row.get(3)?;
    Ok(BulkOrder {
        id: row.get(0)?,
        staff: row.get(1)?,
        naming: row.get(2)?,
        act: serde_json::from_str(&act)?,
        label: row.get(4)?,
        from: row.get(5)?,
        ordered_at: row.get(6)?,
        total: row.get(7)?,
        ended_at: row.get(8)?,
    })
}
