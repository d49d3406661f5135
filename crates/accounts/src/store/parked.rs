//! Sessions that wait in a shared browser, and the PINs that unlock them.

use base::Instant;
use base::id::StaffId;
use db::{Error, Query, Row, Tx};

use super::session;
use crate::model::{Holder, Parked, Session, SessionId, SessionKey};

db::statements! {
    /// Those of a browser, in the order of their places.
    OF_BROWSER = "SELECT p.session, p.slot, p.wrong, s.key FROM account_parked p
        JOIN account_session s ON s.id = p.session WHERE p.browser = $1 ORDER BY p.slot";
    /// One of a browser, held until the transaction ends.
    TAKE = "UPDATE account_parked SET wrong = wrong WHERE session = $1 AND browser = $2 RETURNING wrong";
    /// A new one; nothing if its place is taken.
    INSERT = "INSERT INTO account_parked (session, browser, slot, wrong) VALUES ($1, $2, $3, 0) ON CONFLICT DO NOTHING";
    /// How often what was typed was wrong.
    COUNT = "UPDATE account_parked SET wrong = $2 WHERE session = $1";
    /// It waits no longer.
    DELETE = "DELETE FROM account_parked WHERE session = $1";
    /// The hash of a PIN.
    PIN = "SELECT hash FROM account_pin WHERE holder = $1";
    /// Sets it.
    PUT_PIN = "INSERT INTO account_pin (holder, hash, changed_at) VALUES ($1, $2, $3)
        ON CONFLICT (holder) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at";
    /// Takes it away.
    DELETE_PIN = "DELETE FROM account_pin WHERE holder = $1";
}

/// The sessions that wait in a browser.
pub(crate) fn of_browser(q: &mut impl Query, browser: SessionKey) -> Result<Vec<Parked>, Error> {
    let mut out = Vec::new();
    for row in q.all(&OF_BROWSER, db::params![browser.0])? {
        if let Some(session) = session::find(q, session::key_at(&row, 3)?)? {
            out.push(Parked { session, slot: row.get(1)?, wrong: row.get(2)? });
        }
    }
    Ok(out)
}

/// How often what was typed for this one was wrong, held until the transaction ends; none if it does not wait there.
pub(crate) fn take(tx: &mut Tx, id: SessionId, browser: SessionKey) -> Result<Option<i64>, Error> {
    let read = |row: Row| Ok(row.get(0)?);
    tx.opt(&TAKE, db::params![id, browser.0])?.map(read).transpose()
}

/// Lets a session wait at a place; false if that is taken.
pub(crate) fn insert(tx: &mut Tx, session: &Session, browser: SessionKey, slot: i64) -> Result<bool, Error> {
    Ok(tx.exec(&INSERT, db::params![session.id, browser.0, slot])? == 1)
}

pub(crate) fn count(tx: &mut Tx, id: SessionId, wrong: i64) -> Result<(), Error> {
    tx.exec(&COUNT, db::params![id, wrong]).map(drop)
}

pub(crate) fn delete(tx: &mut Tx, id: SessionId) -> Result<(), Error> {
    tx.exec(&DELETE, db::params![id]).map(drop)
}

pub(crate) fn pin(q: &mut impl Query, staff: StaffId) -> Result<Option<String>, Error> {
    q.opt(&PIN, db::params![staff])?.map(|row| Ok(row.get(0)?)).transpose()
}

pub(crate) fn put_pin(tx: &mut Tx, staff: StaffId, hash: &str, now: Instant) -> Result<(), Error> {
    tx.exec(&PUT_PIN, db::params![staff, hash, now]).map(drop)
}

pub(crate) fn delete_pin(tx: &mut Tx, holder: Holder) -> Result<(), Error> {
    tx.exec(&DELETE_PIN, db::params![holder.uuid().to_string()]).map(drop)
}
