//! When each schedule last came round.

use base::Instant;
use db::{Query, Tx, params};

use crate::Error;

db::statements! {
    /// A schedule the database has not seen.
    BEGIN = "INSERT INTO ledger_schedule (name, last_at) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
    /// When it last came round.
    LAST = "SELECT last_at FROM ledger_schedule WHERE name = $1";
    /// Lets it come round, unless another node was quicker.
    TAKE = "UPDATE ledger_schedule SET last_at = $3 WHERE name = $1 AND last_at = $2";
}

/// When it last came round.
pub(crate) fn last(q: &mut impl Query, name: &str) -> Result<Option<Instant>, Error> {
    let row = q.opt(&LAST, params![name])?;
    Ok(row.map(|row| row.get(0)).transpose()?)
}

/// Lets it count from `now`.
pub(crate) fn begin(tx: &mut Tx, name: &str, now: Instant) -> Result<(), Error> {
    tx.exec(&BEGIN, params![name, now])?;
    Ok(())
}

/// True if it came round at `last` and nobody else has taken this round.
pub(crate) fn take(tx: &mut Tx, name: &str, last: Instant, now: Instant) -> Result<bool, Error> {
    Ok(tx.exec(&TAKE, params![name, last, now])? == 1)
}
