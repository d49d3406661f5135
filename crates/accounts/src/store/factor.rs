//! What somebody has beside the password: the authenticator app, recovery codes, and sign-ins that wait for one of them.

use base::Instant;
use db::{BadValue, Error, Query, Row, Tx};

use crate::model::{Factors, Holder, SessionKey, TotpSecret};

db::statements! {
    /// Begins to set up an app, in place of what was begun before.
    SET_UP = "INSERT INTO account_totp_setup (holder, secret, made_at) VALUES ($1, $2, $3)
        ON CONFLICT (holder) DO UPDATE SET secret = excluded.secret, made_at = excluded.made_at";
    /// What is being set up.
    SETUP = "SELECT secret FROM account_totp_setup WHERE holder = $1 AND made_at > $2";
    /// It is set up, or not wanted any more.
    END_SETUP = "DELETE FROM account_totp_setup WHERE holder = $1";
    /// An app whose codes are asked for; nothing if there is one.
    INSERT_TOTP = "INSERT INTO account_totp (holder, secret, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    /// The secret of the app.
    TOTP = "SELECT secret, since FROM account_totp WHERE holder = $1";
    /// Takes the app away.
    DELETE_TOTP = "DELETE FROM account_totp WHERE holder = $1";
    /// Takes a code of this step; nothing if one of it or of a later one was taken.
    TAKE_STEP = "INSERT INTO account_totp_step (holder, step) VALUES ($1, $2)
        ON CONFLICT (holder) DO UPDATE SET step = excluded.step WHERE account_totp_step.step < excluded.step";
    /// A recovery code.
    INSERT_CODE = "INSERT INTO account_recovery_code (holder, hash) VALUES ($1, $2)";
    /// Takes a recovery code.
    TAKE_CODE = "DELETE FROM account_recovery_code WHERE holder = $1 AND hash = $2";
    /// Takes all of them away.
    DELETE_CODES = "DELETE FROM account_recovery_code WHERE holder = $1";
    /// How many are left.
    COUNT_CODES = "SELECT CAST(COUNT(*) AS BIGINT) FROM account_recovery_code WHERE holder = $1";
    /// A sign-in that waits for the second factor.
    INSERT_HALF = "INSERT INTO account_half_sign_in (key, holder, proved, expires_at) VALUES ($1, $2, $3, $4)";
    /// One that waits.
    HALF = "SELECT holder, proved FROM account_half_sign_in WHERE key = $1 AND expires_at > $2";
    /// It waits no longer; nothing if somebody else took it.
    TAKE_HALF = "DELETE FROM account_half_sign_in WHERE key = $1";
    /// Those of a person wait no longer.
    DELETE_HALVES = "DELETE FROM account_half_sign_in WHERE holder = $1";
    /// Sweeps those that waited too long.
    SWEEP_HALVES = "DELETE FROM account_half_sign_in WHERE key IN
        (SELECT key FROM account_half_sign_in WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)";
    /// Sweeps what was begun and not set up.
    SWEEP_SETUPS = "DELETE FROM account_totp_setup WHERE holder IN
        (SELECT holder FROM account_totp_setup WHERE made_at <= $1 ORDER BY made_at LIMIT $2)";
}

/// A sign-in whose password was right.
#[derive(Clone, Debug)]
pub(crate) struct Half {
    /// Whose; always staff.
    pub(crate) holder: Holder,
    /// The hash the password was compared with.
    pub(crate) proved: String,
}

pub(crate) fn set_up(tx: &mut Tx, holder: Holder, secret: &TotpSecret, now: Instant) -> Result<(), Error> {
    tx.exec(&SET_UP, db::params![id(holder), secret.0.to_vec(), now]).map(drop)
}

/// The secret that is being set up, if that began after a moment.
pub(crate) fn setup(q: &mut impl Query, holder: Holder, after: Instant) -> Result<Option<TotpSecret>, Error> {
    q.opt(&SETUP, db::params![id(holder), after])?.map(|row| secret(&row)).transpose()
}

pub(crate) fn end_setup(tx: &mut Tx, holder: Holder) -> Result<(), Error> {
    tx.exec(&END_SETUP, db::params![id(holder)]).map(drop)
}

/// Asks for codes of this secret from now on; false if there is an app.
pub(crate) fn insert_totp(
    tx: &mut Tx,
    holder: Holder,
    secret: &TotpSecret,
    now: Instant,
) -> Result<bool, Error> {
    Ok(tx.exec(&INSERT_TOTP, db::params![id(holder), secret.0.to_vec(), now])? == 1)
}

pub(crate) fn totp(q: &mut impl Query, holder: Holder) -> Result<Option<TotpSecret>, Error> {
    q.opt(&TOTP, db::params![id(holder)])?.map(|row| secret(&row)).transpose()
}

/// Takes the app away; false if there was none.
pub(crate) fn delete_totp(tx: &mut Tx, holder: Holder) -> Result<bool, Error> {
    Ok(tx.exec(&DELETE_TOTP, db::params![id(holder)])? == 1)
}

/// Takes a code of this step; false if it, or a later one, was taken before.
pub(crate) fn take_step(tx: &mut Tx, holder: Holder, step: i64) -> Result<bool, Error> {
    Ok(tx.exec(&TAKE_STEP, db::params![id(holder), step])? == 1)
}

/// Gives these recovery codes, by their hashes, in place of those there were.
pub(crate) fn replace_codes(
    tx: &mut Tx,
    holder: Holder,
    hashes: impl Iterator<Item = String>,
) -> Result<(), Error> {
    delete_codes(tx, holder)?;
    let rows: Vec<_> = hashes.map(|hash| db::params![id(holder), hash].to_vec()).collect();
    tx.batch(&INSERT_CODE, &rows).map(drop)
}

/// Takes a recovery code; false if there is none of this hash.
pub(crate) fn take_code(tx: &mut Tx, holder: Holder, hash: &str) -> Result<bool, Error> {
    Ok(tx.exec(&TAKE_CODE, db::params![id(holder), hash])? == 1)
}

pub(crate) fn delete_codes(tx: &mut Tx, holder: Holder) -> Result<(), Error> {
    tx.exec(&DELETE_CODES, db::params![id(holder)]).map(drop)
}

pub(crate) fn count_codes(q: &mut impl Query, holder: Holder) -> Result<i64, Error> {
    Ok(q.one(&COUNT_CODES, db::params![id(holder)])?.get(0)?)
}

/// What somebody has.
pub(crate) fn of(q: &mut impl Query, holder: Holder) -> Result<Factors, Error> {
    let totp = q.opt(&TOTP, db::params![id(holder)])?.map(|row| row.get(1)).transpose()?;
    let passkeys = super::passkey::count(q, holder)?;
    Ok(Factors { totp, passkeys, recovery_codes: count_codes(q, holder)? })
}

pub(crate) fn insert_half(tx: &mut Tx, key: SessionKey, half: &Half, expires: Instant) -> Result<(), Error> {
    tx.exec(&INSERT_HALF, db::params![key.0, id(half.holder), half.proved, expires]).map(drop)
}

pub(crate) fn half(q: &mut impl Query, key: SessionKey, now: Instant) -> Result<Option<Half>, Error> {
    let read = |row: Row| {
        let holder: String = row.get(0)?;
        let holder = Holder::read("staff", &holder).ok_or(BadValue { column: 0, expected: "a person" })?;
        Ok(Half { holder, proved: row.get(1)? })
    };
    q.opt(&HALF, db::params![key.0, now])?.map(read).transpose()
}

/// Takes it; false if it is gone.
pub(crate) fn take_half(tx: &mut Tx, key: SessionKey) -> Result<bool, Error> {
    Ok(tx.exec(&TAKE_HALF, db::params![key.0])? == 1)
}

pub(crate) fn delete_halves(tx: &mut Tx, holder: Holder) -> Result<(), Error> {
    tx.exec(&DELETE_HALVES, db::params![id(holder)]).map(drop)
}

/// Removes up to `limit` rows of each kind that nobody waits for any more; how many there were.
pub(crate) fn sweep(tx: &mut Tx, now: Instant, limit: i64) -> Result<u64, Error> {
    let halves = tx.exec(&SWEEP_HALVES, db::params![now, limit])?;
    Ok(halves + tx.exec(&SWEEP_SETUPS, db::params![now.plus_seconds(-24 * 3600), limit])?)
}

fn id(holder: Holder) -> String {
    holder.uuid().to_string()
}

fn secret(row: &Row) -> Result<TotpSecret, Error> {
    let bytes: Vec<u8> = row.get(0)?;
    let bytes = bytes.try_into().map_err(|_| BadValue { column: 0, expected: "160 bits" })?;
    Ok(TotpSecret(bytes))
}
