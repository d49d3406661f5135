//! How the ledger and its workers stand, in numbers.

use base::Instant;
use db::{Query, params};

use crate::Error;
use crate::figures::Jobs;

db::statements! {
    /// Jobs by name and state, with how many are due and since when the first is.
    JOBS = "SELECT name, state, COUNT(*), MIN(CASE WHEN due_at <= $1 THEN due_at END) FROM ledger_job
            GROUP BY name, state ORDER BY name, state";
    /// Events set aside, by consumer.
    PARKED = "SELECT consumer, COUNT(*) FROM ledger_parked GROUP BY consumer ORDER BY consumer";
    /// The last signed position.
    SIGNED = "SELECT COALESCE(MAX(position), 0) FROM ledger_signature";
}

/// Jobs by name and state.
pub(crate) fn jobs(q: &mut impl Query, now: Instant) -> Result<Vec<Jobs>, Error> {
    let rows = q.all(&JOBS, params![now])?;
    let jobs = rows.iter().map(|row| {
        Ok(Jobs { name: row.get(0)?, state: row.get(1)?, count: row.get(2)?, due_since: row.get(3)? })
    });
    jobs.collect()
}

/// How many events each consumer has set aside; none of those that have none.
pub(crate) fn parked(q: &mut impl Query) -> Result<Vec<(String, i64)>, Error> {
    let rows = q.all(&PARKED, &[])?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// The last signed position; 0 before the first signature.
pub(crate) fn signed(q: &mut impl Query) -> Result<i64, Error> {
    Ok(q.one(&SIGNED, &[])?.get(0)?)
}
