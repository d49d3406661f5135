//! The sequence of dossier numbers of an agency's day.

use base::code::AgencyCode;
use db::{Query as _, Tx, params};
use jiff::civil::Date;

db::statements! {
    /// The next number of the day; taken last before the append, since it is the row everybody waits for.
    NEXT = "INSERT INTO dossier_sequence (agency, day, last) VALUES ($1, $2, 1)
            ON CONFLICT (agency, day) DO UPDATE SET last = dossier_sequence.last + 1
            RETURNING last";
}

/// The next sequence number of `agency` on `day`, from 1. Gaps stay where an act is rolled back.
pub(crate) fn next(tx: &mut Tx, agency: &AgencyCode, day: Date) -> Result<i64, db::Error> {
    Ok(tx.one(&NEXT, params![agency, day])?.get(0)?)
}
