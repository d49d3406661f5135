//! The errors of bodies: what was wrong with a result, counted where it was decided.

use base::Instant;
use base::code::DossierNumber;
use base::id::{DossierId, UnitId};
use db::{Query, Row, Tx, params};

use super::counts::{Period, Whose};
use crate::model::Dossier;

macro_rules! noted {
    ($where:literal) => {
        concat!(
            "SELECT f.dossier, d.number, d.procedure_name, f.competent_unit, f.what, f.result, f.reason, f.noted_at \
             FROM dossier_fault f JOIN dossier d ON d.id = f.dossier WHERE f.",
            $where,
            " = $1 AND f.noted_at >= $2 AND f.noted_at < $3 ORDER BY f.noted_at DESC, f.dossier LIMIT $4"
        )
    };
}

db::statements! {
    /// An error is put on the account of a body.
    NOTE = "INSERT INTO dossier_fault (dossier, noted_at, what, competent_unit, top, result, reason) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// Those of a body in a time.
    OF_BODY = noted!("competent_unit");
    /// Those of all bodies under a province or ministry.
    UNDER = noted!("top");
}

/// An error of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The dossier.
    pub dossier: DossierId,
    /// Its number.
    pub number: Option<DossierNumber>,
    /// What it is about.
    pub procedure_name: String,
    /// The body that decided.
    pub body: UnitId,
    /// What came of it: `correction` or `recall`.
    pub what: String,
    /// The number of the wrong result.
    pub result: String,
    /// What the body did wrong.
    pub reason: String,
    /// When it was noted.
    pub at: Instant,
}

/// Puts an error on the account of the body that decided.
pub(crate) fn note(
    tx: &mut Tx,
    dossier: &Dossier,
    (what, result, reason): (&str, &str, &str),
    now: Instant,
) -> Result<(), db::Error> {
    let top = dossier.top.unwrap_or(dossier.competent);
    tx.exec(&NOTE, params![dossier.id, now, what, dossier.competent, top, result, reason])?;
    Ok(())
}

/// The errors of a time, the newest first, at most `limit`.
pub(crate) fn of(
    q: &mut impl Query,
    whose: Whose,
    period: Period,
    limit: i64,
) -> Result<Vec<Fault>, db::Error> {
    let (statement, unit) = match whose {
        Whose::Body(unit) => (&OF_BODY, unit),
        Whose::Under(unit) => (&UNDER, unit),
    };
    let rows = q.all(statement, params![unit, period.from, period.to, limit])?;
    rows.iter().map(|row| Ok(map(row)?)).collect()
}

fn map(row: &Row) -> Result<Fault, db::BadValue> {
    Ok(Fault {
        dossier: row.get(0)?,
        number: row.get(1)?,
        procedure_name: row.get(2)?,
        body: row.get(3)?,
        what: row.get(4)?,
        result: row.get(5)?,
        reason: row.get(6)?,
        at: row.get(7)?,
    })
}
