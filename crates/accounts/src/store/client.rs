//! Client systems and their tokens, found by the hash of the secret.

use base::Instant;
use base::id::{StaffId, WarrantId};
use db::{BadValue, Error, Query, Row, Tx};

use crate::model::{ClientSystem, ClientToken, SecretKey};

db::statements! {
    /// A new client system.
    INSERT = "INSERT INTO account_client (staff, contact, registered_at, unit) VALUES ($1, $2, $3, $4)";
    /// One.
    FIND = "SELECT staff, contact, registered_at, unit FROM account_client WHERE staff = $1";
    /// Every one; an installation has some dozens.
    ALL = "SELECT staff, contact, registered_at, unit FROM account_client ORDER BY registered_at, staff LIMIT 2000";
    /// A new token.
    INSERT_TOKEN = "INSERT INTO account_token (id, key, staff, label, scopes, given_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// By the hash of its secret.
    BY_KEY = "SELECT id, staff, label, scopes, given_at, expires_at, revoked_at FROM account_token WHERE key = $1";
    /// The hash of its secret.
    KEY_OF = "SELECT key FROM account_token WHERE id = $1";
    /// The tokens of a system, the newest first.
    OF_STAFF = "SELECT id, staff, label, scopes, given_at, expires_at, revoked_at FROM account_token
        WHERE staff = $1 ORDER BY given_at DESC, id DESC LIMIT 200";
    /// Takes one back, once.
    REVOKE = "UPDATE account_token SET revoked_at = $3 WHERE id = $1 AND staff = $2 AND revoked_at IS NULL";
    /// Takes all back.
    REVOKE_ALL = "UPDATE account_token SET revoked_at = $1 WHERE revoked_at IS NULL";
}

/// The tables that [`by_key`] reads.
pub(crate) const TABLE: &str = "account_token";

pub(crate) fn insert(tx: &mut Tx, client: &ClientSystem) -> Result<(), Error> {
    tx.exec(&INSERT, db::params![client.staff, client.contact, client.registered_at, client.unit]).map(drop)
}

pub(crate) fn find(q: &mut impl Query, staff: StaffId) -> Result<Option<ClientSystem>, Error> {
    q.opt(&FIND, db::params![staff])?.map(|row| read(&row)).transpose()
}

pub(crate) fn all(q: &mut impl Query) -> Result<Vec<ClientSystem>, Error> {
    q.all(&ALL, &[])?.iter().map(read).collect()
}

pub(crate) fn insert_token(tx: &mut Tx, token: &ClientToken, key: &SecretKey) -> Result<(), Error> {
    let scopes = token.scopes.join(" ");
    let row = db::params![token.id, key, token.staff, token.label, scopes, token.given_at, token.expires_at];
    tx.exec(&INSERT_TOKEN, row).map(drop)
}

pub(crate) fn by_key(q: &mut impl Query, key: &SecretKey) -> Result<Option<ClientToken>, Error> {
    q.opt(&BY_KEY, db::params![key])?.map(|row| token(&row)).transpose()
}

/// The hash of the secret of a token.
pub(crate) fn key_of(q: &mut impl Query, id: WarrantId) -> Result<Option<SecretKey>, Error> {
    let Some(row) = q.opt(&KEY_OF, db::params![id])? else { return Ok(None) };
    let key: Vec<u8> = row.get(0)?;
    Ok(Some(key.try_into().map_err(|_| BadValue { column: 0, expected: "a SHA-256" })?))
}

pub(crate) fn tokens(q: &mut impl Query, staff: StaffId) -> Result<Vec<ClientToken>, Error> {
    q.all(&OF_STAFF, db::params![staff])?.iter().map(token).collect()
}

/// Takes a token of the system back; false if there is none or it was taken back before.
pub(crate) fn revoke(tx: &mut Tx, staff: StaffId, id: WarrantId, now: Instant) -> Result<bool, Error> {
    Ok(tx.exec(&REVOKE, db::params![id, staff, now])? == 1)
}

pub(crate) fn revoke_all(tx: &mut Tx, now: Instant) -> Result<(), Error> {
    tx.exec(&REVOKE_ALL, db::params![now]).map(drop)
}

fn read(row: &Row) -> Result<ClientSystem, Error> {
    Ok(ClientSystem {
        staff: row.get(0)?,
        contact: row.get(1)?,
        registered_at: row.get(2)?,
        unit: row.get(3)?,
    })
}

fn token(row: &Row) -> Result<ClientToken, Error> {
    let scopes: String = row.get(3)?;
    Ok(ClientToken {
        id: row.get(0)?,
        staff: row.get(1)?,
        label: row.get(2)?,
        scopes: scopes.split(' ').filter(|scope| !scope.is_empty()).map(str::to_owned).collect(),
        given_at: row.get(4)?,
        expires_at: row.get(5)?,
        revoked_at: row.get(6)?,
    })
}
