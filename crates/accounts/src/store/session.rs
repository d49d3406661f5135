//! Sessions, found by the hash of their token.

use base::Instant;
use db::{BadValue, Error, Query, Row, Tx, Value};
use organisation::DeputyId;

use super::holder;
use crate::model::{Device, Holder, Session, SessionId, SessionKey, Way};

db::statements! {
    /// A new session.
    INSERT = "INSERT INTO account_session (key, id, holder_kind, holder, created_at, seen_at, expires_at, device, address,
        confirmed_at, confirmed_by, place) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    /// By the hash of its token.
    FIND = "SELECT key, id, holder_kind, holder, created_at, seen_at, expires_at, device, address, acting, confirmed_at, confirmed_by, place
        FROM account_session WHERE key = $1";
    /// The sessions of a holder that have not ended, the last used first; a person has a few.
    OF_HOLDER = "SELECT key, id, holder_kind, holder, created_at, seen_at, expires_at, device, address, acting, confirmed_at, confirmed_by, place
        FROM account_session WHERE holder = $1 AND expires_at > $2 ORDER BY seen_at DESC, id LIMIT 200";
    /// When it was last used; never backwards.
    SEEN = "UPDATE account_session SET seen_at = $2 WHERE key = $1 AND seen_at < $2";
    /// Another token from now on; a PIN is no confirmation.
    RENEW = "UPDATE account_session SET key = $2, seen_at = $3, confirmed_at = NULL, confirmed_by = NULL WHERE id = $1";
    /// Whoever works in it showed that it is them.
    CONFIRM = "UPDATE account_session SET confirmed_at = $2, confirmed_by = $3 WHERE key = $1";
    /// Under which naming it works.
    ACT_AS = "UPDATE account_session SET acting = $2 WHERE key = $1";
    /// Ends one by its name.
    DELETE_ID = "DELETE FROM account_session WHERE id = $1";
    /// Ends one.
    DELETE = "DELETE FROM account_session WHERE key = $1";
    /// Ends one of a holder's own.
    DELETE_OWN = "DELETE FROM account_session WHERE id = $1 AND holder = $2 RETURNING key";
    /// Ends all of a holder but one.
    DELETE_OTHERS = "DELETE FROM account_session WHERE holder = $1 AND key <> $2";
    /// Ends all of a holder.
    DELETE_ALL = "DELETE FROM account_session WHERE holder = $1";
    /// Ends every one.
    DELETE_EVERY = "DELETE FROM account_session";
    /// Sweeps what has ended.
    SWEEP = "DELETE FROM account_session WHERE key IN
        (SELECT key FROM account_session WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)";
}

pub(crate) fn insert(tx: &mut Tx, session: &Session) -> Result<(), Error> {
    let row = db::params![
        session.key.0,
        session.id,
        session.holder.kind(),
        session.holder.uuid().to_string(),
        session.created_at,
        session.seen_at,
        session.expires_at,
        session.device.name,
        session.device.address,
        session.confirmed.map(|(at, _)| at),
        session.confirmed.map(|(_, way)| way.code()),
        session.place
    ];
    tx.exec(&INSERT, row).map(drop)
}

/// Ends every session of everybody.
pub(crate) fn end_all(tx: &mut Tx) -> Result<(), Error> {
    tx.exec(&DELETE_EVERY, &[]).map(drop)
}

pub(crate) fn find(q: &mut impl Query, key: SessionKey) -> Result<Option<Session>, Error> {
    q.opt(&FIND, db::params![key.0])?.map(|row| read(&row)).transpose()
}

pub(crate) fn of_holder(q: &mut impl Query, holder: Holder, now: Instant) -> Result<Vec<Session>, Error> {
    q.all(&OF_HOLDER, db::params![holder.uuid().to_string(), now])?.iter().map(read).collect()
}

/// Notes when each session was last used.
pub(crate) fn seen(tx: &mut Tx, marks: &[(SessionKey, Instant)]) -> Result<(), Error> {
    let rows: Vec<Vec<Value>> = marks.iter().map(|(key, at)| db::params![key.0, at].to_vec()).collect();
    tx.batch(&SEEN, &rows).map(drop)
}

/// Gives a session another token.
pub(crate) fn renew(tx: &mut Tx, id: SessionId, key: SessionKey, now: Instant) -> Result<(), Error> {
    tx.exec(&RENEW, db::params![id, key.0, now]).map(drop)
}

/// Notes that whoever works in a session showed in this way that it is them.
pub(crate) fn confirm(tx: &mut Tx, key: SessionKey, at: Instant, way: Way) -> Result<(), Error> {
    tx.exec(&CONFIRM, db::params![key.0, at, way.code()]).map(drop)
}

/// Sets the naming under which a session works as a deputy.
pub(crate) fn act_as(tx: &mut Tx, key: SessionKey, naming: Option<DeputyId>) -> Result<(), Error> {
    tx.exec(&ACT_AS, db::params![key.0, naming]).map(drop)
}

pub(crate) fn delete_id(tx: &mut Tx, id: SessionId) -> Result<(), Error> {
    tx.exec(&DELETE_ID, db::params![id]).map(drop)
}

pub(crate) fn delete(tx: &mut Tx, key: SessionKey) -> Result<bool, Error> {
    Ok(tx.exec(&DELETE, db::params![key.0])? == 1)
}

/// Ends a session of the holder's own; its key, if there was one.
pub(crate) fn delete_own(tx: &mut Tx, id: SessionId, holder: Holder) -> Result<Option<SessionKey>, Error> {
    tx.opt(&DELETE_OWN, db::params![id, holder.uuid().to_string()])?.map(|row| key(&row)).transpose()
}

/// Ends all of a holder but one; how many there were.
pub(crate) fn delete_others(tx: &mut Tx, holder: Holder, key: SessionKey) -> Result<u64, Error> {
    tx.exec(&DELETE_OTHERS, db::params![holder.uuid().to_string(), key.0])
}

pub(crate) fn delete_all(tx: &mut Tx, holder: Holder) -> Result<u64, Error> {
    tx.exec(&DELETE_ALL, db::params![holder.uuid().to_string()])
}

/// Removes up to `limit` sessions that have ended; how many there were.
pub(crate) fn sweep(tx: &mut Tx, now: Instant, limit: i64) -> Result<u64, Error> {
    tx.exec(&SWEEP, db::params![now, limit])
}

fn read(row: &Row) -> Result<Session, Error> {
    Ok(Session {
        key: key(row)?,
        id: row.get(1)?,
        holder: holder(row, 2)?,
        created_at: row.get(4)?,
        seen_at: row.get(5)?,
        expires_at: row.get(6)?,
        device: Device { name: row.get(7)?, address: row.get(8)? },
        acting: row.get(9)?,
        confirmed: confirmed(row)?,
        place: row.get(12)?,
    })
}

fn confirmed(row: &Row) -> Result<Option<(Instant, Way)>, Error> {
    let (at, by): (Option<Instant>, Option<String>) = (row.get(10)?, row.get(11)?);
    let Some((at, by)) = at.zip(by) else { return Ok(None) };
    let way = Way::read(&by).ok_or(BadValue { column: 11, expected: "a way to show who one is" })?;
    Ok(Some((at, way)))
}

fn key(row: &Row) -> Result<SessionKey, Error> {
    key_at(row, 0)
}

/// The hash of a token in a column.
pub(super) fn key_at(row: &Row, column: usize) -> Result<SessionKey, Error> {
    let key: Vec<u8> = row.get(column)?;
    let key = key.try_into().map_err(|_| BadValue { column, expected: "a SHA-256" })?;
    Ok(SessionKey(key))
}
