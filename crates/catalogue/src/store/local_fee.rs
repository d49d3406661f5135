//! Fees set locally: one row for each set of amounts of a procedure, never changed.

use base::Instant;
use base::code::ProcedureCode;
use db::{Error, Query, Tx, params};
use jiff::civil::Date;

db::statements! {
    /// A new set; nothing if somebody stored that number first.
    INSERT = "INSERT INTO local_fee (code, version, valid_from, valid_to, digest, body, imported_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    /// The newest set, in force or not.
    LATEST = "SELECT version, digest, valid_from FROM local_fee WHERE code = $1 ORDER BY version DESC LIMIT 1";
    /// Every set that does not end before a day, by procedure, the oldest first.
    OPEN = "SELECT code, valid_from, valid_to, body FROM local_fee WHERE valid_to >= $1 ORDER BY code, version";
    /// The set in force on a day: the newest that has begun, unless it has ended; an older one does not come back.
    IN_FORCE = "SELECT body FROM
        (SELECT body, valid_to FROM local_fee WHERE code = $1 AND valid_from <= $2 ORDER BY version DESC LIMIT 1) AS newest
        WHERE valid_to >= $2";
}

/// Number, digest and first day of the newest set.
pub(crate) fn latest(q: &mut impl Query, code: &ProcedureCode) -> Result<Option<(i64, String, Date)>, Error> {
    q.opt(&LATEST, params![code])?.map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).transpose()
}

/// A set of a procedure.
pub(crate) struct Set {
    /// Which procedure.
    pub(crate) code: ProcedureCode,
    /// The first and the last day.
    pub(crate) valid: (Date, Option<Date>),
    /// As JSON.
    pub(crate) body: String,
}

/// The set in force on a day and those that begin later, of every procedure.
pub(crate) fn open(q: &mut impl Query, on: Date) -> Result<Vec<Set>, Error> {
    let mut out: Vec<Set> = Vec::new();
    for row in q.all(&OPEN, params![on])? {
        let until: Date = row.get(2)?;
        let set = Set {
            code: row.get(0)?,
            valid: (row.get(1)?, (until < Date::MAX).then_some(until)),
            body: row.get(3)?,
        };
        // A set that has begun takes the place of the one before it.
        if set.valid.0 <= on && out.last().is_some_and(|before| before.code == set.code) {
            out.pop();
        }
        out.push(set);
    }
    Ok(out)
}

/// The JSON of the set in force on a day.
pub(crate) fn in_force(q: &mut impl Query, code: &ProcedureCode, on: Date) -> Result<Option<String>, Error> {
    q.opt(&IN_FORCE, params![code, on])?.map(|row| Ok(row.get(0)?)).transpose()
}

/// Stores a set; false if its number is taken.
pub(crate) fn insert(
    tx: &mut Tx,
    code: &ProcedureCode,
    version: i64,
    valid: (Date, Option<Date>),
    digest: &str,
    body: &str,
    now: Instant,
) -> Result<bool, Error> {
    let until = valid.1.unwrap_or(Date::MAX);
    let row = params![code, version, valid.0, until, digest.to_owned(), body.to_owned(), now];
    Ok(tx.exec(&INSERT, row)? == 1)
}
