//! Logins and the hashes of passwords.

use base::Instant;
use db::{Error, Query, Tx};

use super::holder;
use crate::model::{Holder, Login};

db::statements! {
    /// A login for a holder; nothing if it is taken.
    INSERT_LOGIN = "INSERT INTO account_login (login, holder_kind, holder) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    /// The logins of a holder.
    LOGINS = "SELECT login FROM account_login WHERE holder = $1 ORDER BY login";
    /// Frees the logins of a holder.
    DELETE_LOGINS = "DELETE FROM account_login WHERE holder = $1";
    /// Whose a login is, with the hash of the password.
    BY_LOGIN = "SELECT c.holder_kind, c.holder, c.hash FROM account_login l
        JOIN account_credential c ON c.holder = l.holder WHERE l.login = $1";
    /// The hash of a holder's password.
    FIND = "SELECT hash FROM account_credential WHERE holder = $1";
    /// Sets the hash of a holder's password.
    PUT = "INSERT INTO account_credential (holder, holder_kind, hash, changed_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (holder) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at";
}

/// Gives a login to a holder; false if it is taken.
pub(crate) fn insert_login(tx: &mut Tx, login: &Login, holder: Holder) -> Result<bool, Error> {
    Ok(tx.exec(&INSERT_LOGIN, db::params![login, holder.kind(), holder.uuid().to_string()])? == 1)
}

pub(crate) fn logins(q: &mut impl Query, holder: Holder) -> Result<Vec<Login>, Error> {
    let rows = q.all(&LOGINS, db::params![holder.uuid().to_string()])?;
    rows.iter().map(|row| Ok(row.get(0)?)).collect()
}

pub(crate) fn delete_logins(tx: &mut Tx, holder: Holder) -> Result<(), Error> {
    tx.exec(&DELETE_LOGINS, db::params![holder.uuid().to_string()]).map(drop)
}

/// Whose a login is, and the hash to compare with.
pub(crate) fn by_login(q: &mut impl Query, login: &Login) -> Result<Option<(Holder, String)>, Error> {
    q.opt(&BY_LOGIN, db::params![login])?.map(|row| Ok((holder(&row, 0)?, row.get(2)?))).transpose()
}

pub(crate) fn hash_of(q: &mut impl Query, holder: Holder) -> Result<Option<String>, Error> {
    q.opt(&FIND, db::params![holder.uuid().to_string()])?.map(|row| Ok(row.get(0)?)).transpose()
}

pub(crate) fn put(tx: &mut Tx, holder: Holder, hash: &str, now: Instant) -> Result<(), Error> {
    tx.exec(&PUT, db::params![holder.uuid().to_string(), holder.kind(), hash, now]).map(drop)
}
