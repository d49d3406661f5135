//! Which other bodies were asked and by when they owe an answer: one row for each open step of theirs.

use base::Instant;
use base::code::DossierNumber;
use base::id::{DossierId, UnitId};
use db::{Query, Row, Tx, Value, params};

use crate::model::Dossier;

db::statements! {
    /// The steps that were open before.
    DELETE = "DELETE FROM dossier_asked WHERE dossier = $1";
    /// A body that is asked.
    INSERT = "INSERT INTO dossier_asked (dossier, step, body, unit, root, competent, since, due) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// The bodies that owe an answer past its time, of dossiers that one body keeps, decides or is asked about.
    SILENT = "SELECT a.dossier, d.number, d.procedure_name, a.body, a.since, a.due
              FROM dossier_asked a JOIN dossier d ON d.id = a.dossier
              WHERE (a.root = $1 OR a.competent = $1 OR a.unit = $1) AND a.due < $2
              AND d.state IN ('received', 'processing', 'awaiting-supplement', 'awaiting-payment')
              ORDER BY a.due, a.dossier LIMIT $3";
    /// The same under a province or ministry. Few are asked at a time.
    SILENT_UNDER = "SELECT a.dossier, d.number, d.procedure_name, a.body, a.since, a.due
              FROM dossier_asked a JOIN dossier d ON d.id = a.dossier
              WHERE d.top = $1 AND a.due < $2
              AND d.state IN ('received', 'processing', 'awaiting-supplement', 'awaiting-payment')
              ORDER BY a.due, a.dossier LIMIT $3";
}

/// A body that owes an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silent {
    /// The dossier.
    pub dossier: DossierId,
    /// Its number.
    pub number: Option<DossierNumber>,
    /// The procedure, by name.
    pub procedure: String,
    /// The body that was asked, by name.
    pub body: String,
    /// When it was asked.
    pub since: Instant,
    /// By when it owed its answer.
    pub due: Instant,
}

/// A body that is asked now.
pub(crate) struct Asked {
    pub(crate) step: String,
    pub(crate) body: String,
    pub(crate) unit: UnitId,
    pub(crate) since: Instant,
    pub(crate) due: Option<Instant>,
}

/// Writes who is asked now instead of who was before.
pub(crate) fn replace(tx: &mut Tx, dossier: &Dossier, asked: &[Asked]) -> Result<(), db::Error> {
    tx.exec(&DELETE, params![dossier.id])?;
    let rows = rows(dossier, asked);
    if rows.is_empty() { Ok(()) } else { tx.batch(&INSERT, &rows).map(drop) }
}

/// The rows of who is asked.
pub(crate) fn rows(dossier: &Dossier, asked: &[Asked]) -> Vec<Vec<Value>> {
    let row = |one: &Asked| {
        params![dossier.id, one.step, one.body, one.unit, dossier.root, dossier.competent, one.since, one.due]
            .to_vec()
    };
    asked.iter().map(row).collect()
}

/// The bodies that have been silent under a province or ministry past their time at `now`, the longest first.
pub(crate) fn silent_under(
    q: &mut impl Query,
    top: UnitId,
    now: Instant,
    limit: i64,
) -> Result<Vec<Silent>, db::Error> {
    q.all(&SILENT_UNDER, params![top, now, limit])?.iter().map(read).collect()
}

/// The bodies that have been silent past their time at `now`, the longest first.
pub(crate) fn silent(
    q: &mut impl Query,
    body: UnitId,
    now: Instant,
    limit: i64,
) -> Result<Vec<Silent>, db::Error> {
    q.all(&SILENT, params![body, now, limit])?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Silent, db::Error> {
    Ok(Silent {
        dossier: row.get(0)?,
        number: row.get(1)?,
        procedure: row.get(2)?,
        body: row.get(3)?,
        since: row.get(4)?,
        due: row.get(5)?,
    })
}
