//! Steps that data already held made unnecessary, and the time that saved.

use base::Instant;
use base::id::UnitId;
use db::{Error, Query, Tx, params};

use crate::model::Dossier;

db::statements! {
    /// One step.
    INSERT = "INSERT INTO dossier_skipped (dossier, step, skipped_at, competent_unit, top, days, minutes)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// How many a body skipped in a time, and what that saved.
    OF_BODY = "SELECT COUNT(*), CAST(COALESCE(SUM(days), 0) AS BIGINT) FROM dossier_skipped
        WHERE competent_unit = $1 AND skipped_at >= $2 AND skipped_at < $3";
    /// The same under a province or ministry.
    UNDER = "SELECT COUNT(*), CAST(COALESCE(SUM(days), 0) AS BIGINT) FROM dossier_skipped
        WHERE top = $1 AND skipped_at >= $2 AND skipped_at < $3";
}

/// Notes a skipped step with the whole working days and the minutes that were left of it.
pub(crate) fn insert(
    tx: &mut Tx,
    dossier: &Dossier,
    step: &str,
    now: Instant,
    (days, minutes): (i64, i64),
) -> Result<(), Error> {
    let row = params![dossier.id, step.to_owned(), now, dossier.competent, dossier.top, days, minutes];
    tx.put(&INSERT, row)
}

/// How many steps a body skipped from one moment to another, and the working days that saved.
pub(crate) fn of_body(
    q: &mut impl Query,
    body: UnitId,
    from: Instant,
    to: Instant,
) -> Result<(i64, i64), Error> {
    let row = q.one(&OF_BODY, params![body, from, to])?;
    Ok((row.get(0)?, row.get(1)?))
}

/// The same of everything under a province or ministry.
pub(crate) fn under(
    q: &mut impl Query,
    top: UnitId,
    from: Instant,
    to: Instant,
) -> Result<(i64, i64), Error> {
    let row = q.one(&UNDER, params![top, from, to])?;
    Ok((row.get(0)?, row.get(1)?))
}
