//! Job rows. A waiting or running row is claimed once `due_at` has come: for a running one that is the end of its
//! lease, after which its node is taken for dead. A failed row is never due.

use base::Instant;
use db::{Query, Tx, params};

use crate::{Error, FailedJob};

db::statements! {
    /// Puts a job on the list unless one with the same deduplication key is on it.
    INSERT = "INSERT INTO ledger_job (id, name, payload, dedup, state, tries, due_at, error, enqueued_at) \
              VALUES ($1, $2, $3, $4, 'waiting', 0, $5, '', $6) ON CONFLICT (dedup) DO NOTHING";
    /// Takes the job of a kind that has been due longest; nodes that ask at once get different ones. The condition
    /// stands twice, so that nobody takes what another has just taken.
    CLAIM = "UPDATE ledger_job SET state = 'running', tries = tries + 1, due_at = $3 \
             WHERE id = (SELECT id FROM ledger_job WHERE name = $1 AND due_at <= $2 ORDER BY due_at, id LIMIT 1 /*lock free*/) \
             AND due_at <= $2 RETURNING id, payload, tries";
    /// Takes a done job off the list, if this try still holds it.
    FINISH = "DELETE FROM ledger_job WHERE id = $1 AND state = 'running' AND tries = $2";
    /// Writes down a try that did not succeed, if it still holds the job.
    RETRY = "UPDATE ledger_job SET state = 'waiting', due_at = $3, error = $4 \
             WHERE id = $1 AND state = 'running' AND tries = $2";
    /// Moves a job to the failed list and frees its deduplication key, if this try still holds it.
    FAIL = "UPDATE ledger_job SET state = 'failed', dedup = NULL, due_at = $3, error = $4 \
            WHERE id = $1 AND state = 'running' AND tries = $2";
    /// One page of the failed list.
    FAILED = "SELECT id, name, payload, tries, error, enqueued_at FROM ledger_job \
              WHERE state = 'failed' AND id > $1 ORDER BY id LIMIT $2";
    /// Puts a failed job back among the waiting.
    RESEND = "UPDATE ledger_job SET state = 'waiting', tries = 0, due_at = $2 WHERE id = $1 AND state = 'failed'";
    /// Whether one of a kind is due.
    DUE = "SELECT id FROM ledger_job WHERE name = $1 AND due_at <= $2 LIMIT 1";
}

/// A failed row is due at the end of time.
const NEVER: Instant = Instant::from_micros(i64::MAX);

/// A row to be put on the list.
pub(crate) struct New<'a> {
    pub(crate) id: &'a str,
    pub(crate) name: &'a str,
    pub(crate) payload: &'a str,
    pub(crate) dedup: Option<String>,
    pub(crate) due_at: Instant,
    pub(crate) now: Instant,
}

/// A claimed row.
pub(crate) struct Claimed {
    pub(crate) id: String,
    pub(crate) payload: String,
    pub(crate) attempt: i64,
}

/// False if one with the same deduplication key is there.
pub(crate) fn insert(tx: &mut Tx, job: &New<'_>) -> Result<bool, Error> {
    let row = params![job.id, job.name, job.payload, job.dedup, job.due_at, job.now];
    Ok(tx.exec(&INSERT, row)? == 1)
}

/// Takes one job of the kind until `lease` ends.
pub(crate) fn claim(tx: &mut Tx, name: &str, now: Instant, lease: Instant) -> Result<Option<Claimed>, Error> {
    let Some(row) = tx.opt(&CLAIM, params![name, now, lease])? else { return Ok(None) };
    Ok(Some(Claimed { id: row.get(0)?, payload: row.get(1)?, attempt: row.get(2)? }))
}

/// Whether one of the kind is due.
pub(crate) fn is_due(q: &mut impl Query, name: &str, now: Instant) -> Result<bool, Error> {
    Ok(q.opt(&DUE, params![name, now])?.is_some())
}

/// False if this try no longer holds the job.
pub(crate) fn finish(tx: &mut Tx, id: &str, attempt: i64) -> Result<bool, Error> {
    Ok(tx.exec(&FINISH, params![id, attempt])? == 1)
}

/// Back among the waiting.
pub(crate) fn retry(tx: &mut Tx, id: &str, attempt: i64, due: Instant, error: &str) -> Result<(), Error> {
    tx.exec(&RETRY, params![id, attempt, due, error])?;
    Ok(())
}

/// Onto the failed list.
pub(crate) fn fail(tx: &mut Tx, id: &str, attempt: i64, error: &str) -> Result<(), Error> {
    tx.exec(&FAIL, params![id, attempt, NEVER, error])?;
    Ok(())
}

/// Up to `limit` failed jobs with identifiers above `after`.
pub(crate) fn failed(q: &mut impl Query, after: &str, limit: i64) -> Result<Vec<FailedJob>, Error> {
    let rows = q.all(&FAILED, params![after, limit])?;
    rows.iter()
        .map(|row| {
            Ok(FailedJob {
                id: row.get(0)?,
                name: row.get(1)?,
                payload: row.get(2)?,
                tries: row.get(3)?,
                error: row.get(4)?,
                enqueued_at: row.get(5)?,
            })
        })
        .collect()
}

/// False if there is no such failed job.
pub(crate) fn resend(tx: &mut Tx, id: &str, now: Instant) -> Result<bool, Error> {
    Ok(tx.exec(&RESEND, params![id, now])? == 1)
}
