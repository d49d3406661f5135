//! Who was refused, and what was filed again soon afterwards.

use base::Instant;
use base::code::ProcedureCode;
use base::id::{DossierId, UnitId};
use db::{Error, Query, Row, Tx, params};

use crate::model::Dossier;

db::statements! {
    /// Somebody was refused.
    REFUSED = "INSERT INTO dossier_refused (person, procedure, dossier, refused_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    /// The last refusal of somebody in a procedure since a moment.
    LAST = "SELECT dossier, refused_at FROM dossier_refused WHERE person = $1 AND procedure = $2 AND refused_at >= $3
        ORDER BY refused_at DESC LIMIT 1";
    /// It was filed again.
    INSERT = "INSERT INTO dossier_refiled (dossier, refused, refused_at, filed_at, root, top) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING";
    /// What a dossier was filed again after.
    OF_DOSSIER = "SELECT dossier, refused, refused_at, filed_at FROM dossier_refiled WHERE dossier = $1";
    /// The last of a body.
    OF_BODY = "SELECT dossier, refused, refused_at, filed_at FROM dossier_refiled WHERE root = $1 AND filed_at >= $2
        ORDER BY filed_at DESC, dossier LIMIT $3";
    /// The last under a province or ministry.
    OF_TOP = "SELECT dossier, refused, refused_at, filed_at FROM dossier_refiled WHERE top = $1 AND filed_at >= $2
        ORDER BY filed_at DESC, dossier LIMIT $3";
}

/// A dossier that was filed again after a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refiled {
    /// What was filed.
    pub dossier: DossierId,
    /// What had been refused.
    pub refused: DossierId,
    /// When.
    pub refused_at: Instant,
    /// When it was filed again.
    pub filed_at: Instant,
}

pub(crate) fn refused(
    tx: &mut Tx,
    persons: &[String],
    procedure: &ProcedureCode,
    dossier: DossierId,
    now: Instant,
) -> Result<(), Error> {
    for person in persons {
        tx.put(&REFUSED, params![*person, *procedure, dossier, now])?;
    }
    Ok(())
}

/// The last refusal of one of these persons in a procedure since a moment.
pub(crate) fn last(
    q: &mut impl Query,
    persons: &[String],
    procedure: &ProcedureCode,
    since: Instant,
) -> Result<Option<(DossierId, Instant)>, Error> {
    let mut found: Option<(DossierId, Instant)> = None;
    for person in persons {
        if let Some(row) = q.opt(&LAST, params![*person, *procedure, since])? {
            let (dossier, at) = (row.get(0)?, row.get(1)?);
            found = found.filter(|(_, known)| *known >= at).or(Some((dossier, at)));
        }
    }
    Ok(found)
}

pub(crate) fn insert(
    tx: &mut Tx,
    dossier: &Dossier,
    (refused, at): (DossierId, Instant),
) -> Result<(), Error> {
    tx.put(&INSERT, params![dossier.id, refused, at, dossier.submitted_at, dossier.root, dossier.top])
}

pub(crate) fn of_dossier(q: &mut impl Query, id: DossierId) -> Result<Option<Refiled>, Error> {
    q.opt(&OF_DOSSIER, params![id])?.map(|row| map(&row)).transpose()
}

pub(crate) fn of_body(
    q: &mut impl Query,
    root: UnitId,
    since: Instant,
    limit: i64,
) -> Result<Vec<Refiled>, Error> {
    q.all(&OF_BODY, params![root, since, limit])?.iter().map(map).collect()
}

pub(crate) fn of_top(
    q: &mut impl Query,
    top: UnitId,
    since: Instant,
    limit: i64,
) -> Result<Vec<Refiled>, Error> {
    q.all(&OF_TOP, params![top, since, limit])?.iter().map(map).collect()
}

fn map(row: &Row) -> Result<Refiled, Error> {
    Ok(Refiled { dossier: row.get(0)?, refused: row.get(1)?, refused_at: row.get(2)?, filed_at: row.get(3)? })
}
