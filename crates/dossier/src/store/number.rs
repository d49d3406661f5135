//! The sequence of dossier numbers of an agency's day.

use base::code::AgencyCode;
use std::collections::BTreeMap;

use db::{Query, Tx, Value, params};
use jiff::civil::Date;

db::statements! {
    /// The next number of the day; taken last before the append, since it is the row everybody waits for.
    NEXT = "INSERT INTO dossier_sequence (agency, day, last) VALUES ($1, $2, 1)
            ON CONFLICT (agency, day) DO UPDATE SET last = dossier_sequence.last + 1
            RETURNING last";
    /// Every last number.
    ALL = "SELECT agency, day, last FROM dossier_sequence ORDER BY agency, day";
    /// The last number of a day whose dossiers were taken over.
    SET = "INSERT INTO dossier_sequence (agency, day, last) VALUES ($1, $2, $3)
           ON CONFLICT (agency, day) DO UPDATE SET last = excluded.last";
    /// At least this one, where numbers of another system were taken over: the next one given is behind it.
    AT_LEAST = "INSERT INTO dossier_sequence (agency, day, last) VALUES ($1, $2, $3)
           ON CONFLICT (agency, day) DO UPDATE SET last = excluded.last WHERE excluded.last > dossier_sequence.last";
}

/// The sequence of a day does not stand before `last` from now on.
pub(crate) fn at_least(tx: &mut Tx, agency: &AgencyCode, day: Date, last: i64) -> Result<(), db::Error> {
    tx.exec(&AT_LEAST, params![agency, day, last]).map(drop)
}

/// The next sequence number of `agency` on `day`, from 1. Gaps stay where an act is rolled back.
pub(crate) fn next(tx: &mut Tx, agency: &AgencyCode, day: Date) -> Result<i64, db::Error> {
    Ok(tx.one(&NEXT, params![agency, day])?.get(0)?)
}

/// The row of [`SET`].
pub(crate) fn row(agency: &AgencyCode, day: Date, last: i64) -> Vec<Value> {
    params![agency, day, last].to_vec()
}

/// The last number of each agency on each day.
pub(crate) fn all(q: &mut impl Query) -> Result<BTreeMap<(AgencyCode, Date), i64>, db::Error> {
    q.all(&ALL, &[])?.iter().map(|row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?))).collect()
}
