//! Counted tries to guess, by what is guessed at and by address. They outlive a restart. A key is a hash: people type
//! passwords into the wrong field.

use base::Instant;
use db::{Error, Query as _, Tx};

use crate::rules::throttle::Tries;

db::statements! {
    /// Takes the row of a key and holds it until the transaction ends.
    TAKE = "INSERT INTO account_attempt (key, failures, last_at, blocked_until) VALUES ($1, 0, $2, 0)
        ON CONFLICT (key) DO UPDATE SET key = excluded.key RETURNING failures, last_at, blocked_until";
    /// Writes what is known of a key.
    PUT = "UPDATE account_attempt SET failures = $2, last_at = $3, blocked_until = $4 WHERE key = $1";
    /// Forgets a key.
    DELETE = "DELETE FROM account_attempt WHERE key = $1";
    /// Takes back one try.
    GIVE_BACK = "UPDATE account_attempt SET failures = failures - 1, blocked_until = 0 WHERE key = $1 AND failures > 0";
    /// Sweeps what is forgotten.
    SWEEP = "DELETE FROM account_attempt WHERE key IN
        (SELECT key FROM account_attempt WHERE last_at <= $1 ORDER BY last_at LIMIT $2)";
}

/// What is known of a key, held until the transaction ends.
pub(crate) fn take(tx: &mut Tx, key: &str, now: Instant) -> Result<Tries, Error> {
    let row = tx.one(&TAKE, db::params![key, now])?;
    Ok(Tries { failures: row.get(0)?, last_at: row.get(1)?, blocked_until: row.get(2)? })
}

pub(crate) fn put(tx: &mut Tx, key: &str, tries: Tries) -> Result<(), Error> {
    tx.exec(&PUT, db::params![key, tries.failures, tries.last_at, tries.blocked_until]).map(drop)
}

pub(crate) fn forget(tx: &mut Tx, key: &str) -> Result<(), Error> {
    tx.exec(&DELETE, db::params![key]).map(drop)
}

pub(crate) fn give_back(tx: &mut Tx, key: &str) -> Result<(), Error> {
    tx.exec(&GIVE_BACK, db::params![key]).map(drop)
}

/// Removes up to `limit` keys not tried since `before`; how many there were.
pub(crate) fn sweep(tx: &mut Tx, before: Instant, limit: i64) -> Result<u64, Error> {
    tx.exec(&SWEEP, db::params![before, limit])
}
