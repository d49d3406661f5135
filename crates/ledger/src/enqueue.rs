//! Putting jobs on the list, and the list of those that failed.

use base::{Ctx, Instant};
use db::{Query, Tx};
use serde::Serialize;

use crate::Error;
use crate::store::jobs::{self, New};

/// Puts a job on the list in the caller's transaction: it exists if and only if what it speaks of does.
/// `job` is the name of a [`crate::Job`]. It runs at `not_before` or as soon as a worker is free (`ctx.now`).
/// With a `dedup` key, nothing is added while a job of that name under the same key waits or runs; false says so. What must never happen twice at all (one mail per event and recipient) is a UNIQUE
/// constraint in the caller's own table.
///
/// # Errors
/// [`Error::Unwritable`] if the payload is no JSON; those of the database.
pub fn enqueue<P: Serialize>(
    tx: &mut Tx,
    ctx: &Ctx,
    job: &'static str,
    payload: &P,
    dedup: Option<&str>,
    not_before: Instant,
) -> Result<bool, Error> {
    let payload = serde_json::to_string(payload).map_err(|source| Error::Unwritable { what: job, source })?;
    let id = base::id::uuid_v7(&ctx.rng, ctx.now).to_string();
    let dedup = dedup.map(|key| format!("{job}:{key}"));
    let new = New { id: &id, name: job, payload: &payload, dedup, due_at: not_before, now: ctx.now };
    let added = jobs::insert(tx, &new)?;
    crate::wake::ENQUEUED.ring();
    Ok(added)
}

/// A job that will not be tried again unless somebody says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedJob {
    /// The job's identifier.
    pub id: String,
    /// Its kind.
    pub name: String,
    /// What was enqueued, JSON. May hold personal data: show it only to who may see that.
    pub payload: String,
    /// How often it was tried.
    pub tries: i64,
    /// Why the last try failed, in English, for the administrator.
    pub error: String,
    /// When it was enqueued.
    pub enqueued_at: Instant,
}

/// Up to `limit` failed jobs with identifiers above `after` (empty for the first page), the oldest first.
///
/// # Errors
/// Those of the database.
pub fn failed_jobs(q: &mut impl Query, after: &str, limit: i64) -> Result<Vec<FailedJob>, Error> {
    jobs::failed(q, after, limit)
}

/// Puts a failed job back on the list, with all its tries. Who may do so is the caller's to check.
///
/// # Errors
/// [`Error::Missing`] if it is not on the failed list; those of the database.
pub fn resend_job(tx: &mut Tx, ctx: &Ctx, id: &str) -> Result<(), Error> {
    if !jobs::resend(tx, id, ctx.now)? {
        return Err(Error::Missing("failed job"));
    }
    crate::wake::ENQUEUED.ring();
    Ok(())
}
