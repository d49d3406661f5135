//! First answers by request id.

use base::Instant;
use base::id::RequestId;
use db::{Query, Tx, params};

use crate::Error;
use crate::hash::Hash;

db::statements! {
    /// Claims a request id; a second claim waits for the first to end and then changes nothing.
    CLAIM = "INSERT INTO ledger_answer (request, fingerprint, answer, answered_at) VALUES ($1, $2, NULL, $3) \
             ON CONFLICT (request) DO NOTHING";
    /// Keeps the answer under its claim.
    KEEP = "UPDATE ledger_answer SET answer = $2 WHERE request = $1";
    /// What was claimed and answered.
    FIND = "SELECT fingerprint, answer FROM ledger_answer WHERE request = $1";
    /// Whether there are answers that old.
    OLDER = "SELECT request FROM ledger_answer WHERE answered_at < $1 LIMIT 1";
    /// Old answers, some at a time.
    SWEEP = "DELETE FROM ledger_answer WHERE request IN \
             (SELECT request FROM ledger_answer WHERE answered_at < $1 ORDER BY answered_at LIMIT $2)";
}

/// What stands under a request id.
pub(crate) struct First {
    pub(crate) fingerprint: Vec<u8>,
    /// None only inside the act that claimed it.
    pub(crate) answer: Option<String>,
}

/// True if the request id was free and now is ours.
pub(crate) fn claim(
    tx: &mut Tx,
    request: RequestId,
    fingerprint: &Hash,
    now: Instant,
) -> Result<bool, Error> {
    Ok(tx.exec(&CLAIM, params![request, fingerprint, now])? == 1)
}

/// Keeps the answer.
pub(crate) fn keep(tx: &mut Tx, request: RequestId, answer: &str) -> Result<(), Error> {
    Ok(tx.put(&KEEP, params![request, answer])?)
}

/// Finds the first answer.
pub(crate) fn find(q: &mut impl Query, request: RequestId) -> Result<Option<First>, Error> {
    let Some(row) = q.opt(&FIND, params![request])? else { return Ok(None) };
    Ok(Some(First { fingerprint: row.get(0)?, answer: row.get(1)? }))
}

/// Whether there are answers given before `before`.
pub(crate) fn is_older(q: &mut impl Query, before: Instant) -> Result<bool, Error> {
    Ok(q.opt(&OLDER, params![before])?.is_some())
}

/// Deletes up to `limit` answers given before `before`; how many.
pub(crate) fn sweep(tx: &mut Tx, before: Instant, limit: i64) -> Result<u64, Error> {
    Ok(tx.exec(&SWEEP, params![before, limit])?)
}
