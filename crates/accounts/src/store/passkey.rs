//! Passkeys, and what they were asked to sign.

use base::Instant;
use base::id::StaffId;
use db::{Error, Query, Row, Tx};

use crate::model::{Holder, PasskeyId, PasskeyLine, PasskeyName, Purpose, SessionKey};

db::statements! {
    /// A new one; nothing if the credential is somebody's.
    INSERT = "INSERT INTO account_passkey (id, holder, credential, name, added_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    /// Its key.
    INSERT_KEY = "INSERT INTO account_passkey_key (passkey, key) VALUES ($1, $2)";
    /// Those of a person.
    OF_HOLDER = "SELECT p.id, p.name, p.added_at, k.used_at FROM account_passkey p
        JOIN account_passkey_key k ON k.passkey = p.id WHERE p.holder = $1 ORDER BY p.added_at, p.id";
    /// Their keys.
    KEYS = "SELECT p.id, p.holder, k.key FROM account_passkey p
        JOIN account_passkey_key k ON k.passkey = p.id WHERE p.holder = $1 ORDER BY p.added_at, p.id";
    /// By what the browser calls it.
    BY_CREDENTIAL = "SELECT p.id, p.holder, k.key FROM account_passkey p
        JOIN account_passkey_key k ON k.passkey = p.id WHERE p.credential = $1";
    /// How many a person has.
    COUNT = "SELECT CAST(COUNT(*) AS BIGINT) FROM account_passkey WHERE holder = $1";
    /// It was used; nothing if its counter has moved on meanwhile.
    USED = "UPDATE account_passkey_key SET key = $3, used_at = $4 WHERE passkey = $1 AND key = $2";
    /// Takes one of a person away.
    DELETE = "DELETE FROM account_passkey WHERE id = $1 AND holder = $2";
    /// Takes all of a person away.
    DELETE_ALL = "DELETE FROM account_passkey WHERE holder = $1";
    /// Something to sign.
    INSERT_CHALLENGE = "INSERT INTO account_challenge (key, purpose, holder, state, expires_at) VALUES ($1, $2, $3, $4, $5)";
    /// Takes it, once.
    TAKE_CHALLENGE = "DELETE FROM account_challenge WHERE key = $1 AND purpose = $2 AND holder = $3 AND expires_at > $4 RETURNING state";
    /// Sweeps what nobody signed.
    SWEEP = "DELETE FROM account_challenge WHERE key IN
        (SELECT key FROM account_challenge WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)";
}

/// A passkey with what is needed to check what it signs.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) id: PasskeyId,
    pub(crate) staff: StaffId,
    /// Public key and counter, as the library writes them.
    pub(crate) key: String,
}

/// Keeps a passkey; false if the credential is somebody's already.
pub(crate) fn insert(
    tx: &mut Tx,
    kept: &Kept,
    credential: &str,
    name: &PasskeyName,
    now: Instant,
) -> Result<bool, Error> {
    if tx.exec(&INSERT, db::params![kept.id, kept.staff, credential, name, now])? == 0 {
        return Ok(false);
    }
    tx.exec(&INSERT_KEY, db::params![kept.id, kept.key])?;
    Ok(true)
}

pub(crate) fn of_holder(q: &mut impl Query, staff: StaffId) -> Result<Vec<PasskeyLine>, Error> {
    let line = |row: &Row| {
        Ok(PasskeyLine { id: row.get(0)?, name: row.get(1)?, added_at: row.get(2)?, used_at: row.get(3)? })
    };
    q.all(&OF_HOLDER, db::params![staff])?.iter().map(line).collect()
}

pub(crate) fn keys(q: &mut impl Query, staff: StaffId) -> Result<Vec<Kept>, Error> {
    q.all(&KEYS, db::params![staff])?.iter().map(kept).collect()
}

pub(crate) fn by_credential(q: &mut impl Query, credential: &str) -> Result<Option<Kept>, Error> {
    q.opt(&BY_CREDENTIAL, db::params![credential])?.map(|row| kept(&row)).transpose()
}

pub(crate) fn count(q: &mut impl Query, holder: Holder) -> Result<i64, Error> {
    Ok(q.one(&COUNT, db::params![holder.uuid().to_string()])?.get(0)?)
}

/// Notes that it was used, with its key as it is now; false if somebody else used it meanwhile.
pub(crate) fn used(tx: &mut Tx, before: &Kept, now: &str, at: Instant) -> Result<bool, Error> {
    Ok(tx.exec(&USED, db::params![before.id, before.key, now, at])? == 1)
}

pub(crate) fn delete(tx: &mut Tx, id: PasskeyId, staff: StaffId) -> Result<bool, Error> {
    Ok(tx.exec(&DELETE, db::params![id, staff])? == 1)
}

pub(crate) fn delete_all(tx: &mut Tx, staff: StaffId) -> Result<(), Error> {
    tx.exec(&DELETE_ALL, db::params![staff]).map(drop)
}

/// Something for a passkey to sign, and what is kept of it.
#[derive(Clone, Debug)]
pub(crate) struct Challenge {
    pub(crate) key: SessionKey,
    pub(crate) purpose: Purpose,
    /// Of whom it is asked: a person, a sign-in that waits, or nobody in particular.
    pub(crate) of: String,
}

pub(crate) fn insert_challenge(
    tx: &mut Tx,
    it: &Challenge,
    state: &str,
    expires: Instant,
) -> Result<(), Error> {
    let row = db::params![it.key.0, it.purpose.code(), it.of, state, expires];
    tx.exec(&INSERT_CHALLENGE, row).map(drop)
}

/// Takes it: what was kept of it, this once.
pub(crate) fn take_challenge(tx: &mut Tx, it: &Challenge, now: Instant) -> Result<Option<String>, Error> {
    let row = db::params![it.key.0, it.purpose.code(), it.of, now];
    tx.opt(&TAKE_CHALLENGE, row)?.map(|row| Ok(row.get(0)?)).transpose()
}

/// Removes up to `limit` that nobody signed; how many there were.
pub(crate) fn sweep(tx: &mut Tx, now: Instant, limit: i64) -> Result<u64, Error> {
    tx.exec(&SWEEP, db::params![now, limit])
}

fn kept(row: &Row) -> Result<Kept, Error> {
    Ok(Kept { id: row.get(0)?, staff: row.get(1)?, key: row.get(2)? })
}
