//! Batches: begun, done, signed, rolled back.

use base::Instant;
use base::id::StaffId;
use db::{Query, Row, Tx, params};

use super::state;
use crate::error::Error;
use crate::model::{Batch, BatchId, BatchState, Report};

macro_rules! of {
    ($which:literal) => {
        concat!(
            "SELECT id, key, system, state, begun_at, finished_at, report, signed_by, signed_at, remark, reason FROM moving_batch ",
            $which
        )
    };
}

db::statements! {
    /// A new one; nothing if it is here.
    INSERT = "INSERT INTO moving_batch (id, key, system, state, begun_at) VALUES ($1, $2, $3, 'running', $4) ON CONFLICT DO NOTHING";
    /// How far it is from now on.
    STATE = "UPDATE moving_batch SET state = $2, begun_at = CASE WHEN $2 = 'running' THEN $3 ELSE begun_at END,
        reason = COALESCE($4, reason) WHERE id = $1";
    /// It is all here.
    FINISH = "UPDATE moving_batch SET state = 'done', finished_at = $2, report = $3 WHERE id = $1";
    /// The signature, once.
    SIGN = "UPDATE moving_batch SET signed_by = $2, signed_at = $3, remark = $4 WHERE id = $1 AND state = 'done' AND signed_by IS NULL";
    /// One by its identifier, by its key.
    FIND = of!("WHERE id = $1");
    BY_KEY = of!("WHERE key = $1");
    /// Every one, the newest first.
    LIST = of!("ORDER BY begun_at DESC, id DESC LIMIT $1");
}

pub(crate) fn insert(tx: &mut Tx, id: BatchId, key: &str, system: &str, now: Instant) -> Result<bool, Error> {
    Ok(tx.exec(&INSERT, params![id, key, system, now])? == 1)
}

pub(crate) fn set_state(
    tx: &mut Tx,
    id: BatchId,
    state: BatchState,
    now: Instant,
    reason: Option<&str>,
) -> Result<(), Error> {
    tx.exec(&STATE, params![id, state.code(), now, reason])?;
    Ok(())
}

pub(crate) fn finish(tx: &mut Tx, id: BatchId, now: Instant, report: &Report) -> Result<(), Error> {
    tx.exec(&FINISH, params![id, now, serde_json::to_string(report)?])?;
    Ok(())
}

/// Signs; false if somebody has, or it is not all here.
pub(crate) fn sign(tx: &mut Tx, id: BatchId, by: StaffId, at: Instant, remark: &str) -> Result<bool, Error> {
    Ok(tx.exec(&SIGN, params![id, by, at, remark])? == 1)
}

pub(crate) fn find(q: &mut impl Query, id: BatchId) -> Result<Option<Batch>, Error> {
    q.opt(&FIND, params![id])?.as_ref().map(map).transpose()
}

pub(crate) fn by_key(q: &mut impl Query, key: &str) -> Result<Option<Batch>, Error> {
    q.opt(&BY_KEY, params![key])?.as_ref().map(map).transpose()
}

pub(crate) fn list(q: &mut impl Query, most: i64) -> Result<Vec<Batch>, Error> {
    q.all(&LIST, params![most])?.iter().map(map).collect()
}

fn map(row: &Row) -> Result<Batch, Error> {
    let (by, at, remark): (Option<StaffId>, Option<Instant>, Option<String>) =
        (row.get(7)?, row.get(8)?, row.get(9)?);
    let report = row.get::<Option<String>>(6)?.map(|text| serde_json::from_str(&text)).transpose()?;
    Ok(Batch {
        id: row.get(0)?,
        key: row.get(1)?,
        system: row.get(2)?,
        state: state(&row.get::<String>(3)?)?,
        begun_at: row.get(4)?,
        finished_at: row.get(5)?,
        report,
        signed: by.zip(at).map(|(by, at)| (by, at, remark.unwrap_or_default())),
        reason: row.get(10)?,
    })
}
