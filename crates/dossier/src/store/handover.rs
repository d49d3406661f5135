//! What is owed of hand-overs: a row for each one that somebody must still make or acknowledge.

use base::Instant;
use base::code::DossierNumber;
use base::id::{DossierId, UnitId};
use db::{Query, Row, Tx, params};

use crate::model::HandoverWay;

db::statements! {
    /// Something is owed now, in place of what was.
    OWE = "INSERT INTO dossier_handover (dossier, way, from_body, to_body, state, due) VALUES ($1, $2, $3, $4, $5, $6)
           ON CONFLICT (dossier, way) DO UPDATE SET from_body = excluded.from_body, to_body = excluded.to_body,
               state = excluded.state, due = excluded.due";
    /// Nothing is owed any more.
    SETTLE = "DELETE FROM dossier_handover WHERE dossier = $1 AND way = $2";
    /// What a body owes or waits for, what is due first first.
    OF_BODY = "SELECT h.dossier, d.number, d.procedure_name, d.applicant_name, h.way, h.from_body, h.to_body, h.state, h.due
               FROM dossier_handover h JOIN dossier d ON d.id = h.dossier
               WHERE (h.from_body = $1 OR h.to_body = $1) AND d.state NOT IN ('withdrawn', 'stopped', 'returned')
               ORDER BY h.due, h.dossier LIMIT $2";
}

/// Handed over and not answered yet; else it is still to be handed over.
const PENDING: &str = "pending";
const OWED: &str = "owed";

/// A line of the queue of hand-overs.
#[derive(Clone, Debug, PartialEq)]
pub struct Owed {
    /// The dossier.
    pub dossier: DossierId,
    /// Its number.
    pub number: Option<DossierNumber>,
    /// What it is about.
    pub procedure_name: String,
    /// In whose name.
    pub applicant_name: String,
    /// In which direction.
    pub way: HandoverWay,
    /// The body that hands over.
    pub from: UnitId,
    /// The body that takes over.
    pub to: UnitId,
    /// Whether it was handed over and waits for its answer.
    pub pending: bool,
    /// By when what is owed should be done.
    pub due: Instant,
}

/// Notes that a hand-over is owed, or was made and waits for its answer.
pub(crate) fn owe(
    tx: &mut Tx,
    dossier: DossierId,
    (way, from, to): (HandoverWay, UnitId, UnitId),
    pending: bool,
    due: Instant,
) -> Result<(), db::Error> {
    let state = if pending { PENDING } else { OWED };
    tx.exec(&OWE, params![dossier, way.code(), from, to, state, due])?;
    Ok(())
}

/// Notes that nothing is owed any more.
pub(crate) fn settle(tx: &mut Tx, dossier: DossierId, way: HandoverWay) -> Result<(), db::Error> {
    tx.exec(&SETTLE, params![dossier, way.code()])?;
    Ok(())
}

/// What a body owes and waits for, at most `limit`.
pub(crate) fn of_body(q: &mut impl Query, body: UnitId, limit: i64) -> Result<Vec<Owed>, db::Error> {
    q.all(&OF_BODY, params![body, limit])?.iter().map(|row| Ok(map(row)?)).collect()
}

fn map(row: &Row) -> Result<Owed, db::BadValue> {
    let way: String = row.get(4)?;
    Ok(Owed {
        dossier: row.get(0)?,
        number: row.get(1)?,
        procedure_name: row.get(2)?,
        applicant_name: row.get(3)?,
        way: HandoverWay::parse(&way).ok_or(db::BadValue { column: 4, expected: "a way" })?,
        from: row.get(5)?,
        to: row.get(6)?,
        pending: row.get::<String>(7)? == PENDING,
        due: row.get(8)?,
    })
}
