//! The standard counts: what a body, or the bodies of a province, received in a time, by procedure and by how it stands to its
//! time now. Every count leads to its dossiers.

use base::Instant;
use base::code::ProcedureCode;
use base::id::{DossierId, UnitId};
use db::{Query, Row, Statement, params};

use super::lists::{self, Line};
use crate::model::Standing;

/// How a received dossier stands to its time at the moment of a parameter; the words are those of [`Standing::code`].
macro_rules! standing {
    ($now:literal) => {
        concat!(
            "CASE WHEN state IN ('withdrawn', 'stopped') THEN 'rut-dung' ",
            "WHEN closed_at IS NOT NULL AND closed_at <= due_original THEN 'dung-han' ",
            "WHEN closed_at IS NOT NULL THEN 'tre-han' ",
            "WHEN due_original IS NULL THEN 'tam-dung' ",
            "WHEN due_original < ",
            $now,
            " THEN 'qua-han' ELSE 'trong-han' END"
        )
    };
}

macro_rules! counted {
    ($where:literal) => {
        concat!(
            "SELECT procedure_code, MAX(procedure_name), standing, COUNT(*) FROM (SELECT procedure_code, procedure_name, ",
            standing!("$4"),
            " AS standing FROM dossier WHERE ",
            $where,
            " = $1 AND received_at >= $2 AND received_at < $3) AS received GROUP BY procedure_code, standing"
        )
    };
}

macro_rules! listed {
    ($where:literal) => {
        concat!(
            "SELECT id FROM dossier WHERE ",
            $where,
            " = $1 AND received_at >= $2 AND received_at < $3 AND procedure_code = $5 AND ",
            standing!("$4"),
            " = $6 AND id > $7 ORDER BY id LIMIT $8"
        )
    };
}

db::statements! {
    /// What a body decides.
    OF_BODY = counted!("competent_unit");
    /// What all bodies of a province or ministry decide.
    UNDER = counted!("top");
    /// The dossiers of one count of a body.
    LIST_OF_BODY = listed!("competent_unit");
    /// The dossiers of one count under a province or ministry.
    LIST_UNDER = listed!("top");
}

/// Of which unit: a body that decides, or a province or ministry with everything under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    Body(UnitId),
    Under(UnitId),
}

/// From when to when it was received, and at which moment it is looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Period {
    pub(crate) from: Instant,
    pub(crate) to: Instant,
    pub(crate) now: Instant,
}

/// One count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(crate) procedure: ProcedureCode,
    pub(crate) name: String,
    pub(crate) standing: Standing,
    pub(crate) dossiers: i64,
}

/// The counts of a unit.
pub(crate) fn counts(q: &mut impl Query, whose: Whose, period: Period) -> Result<Vec<Counted>, db::Error> {
    let (statement, unit) = of(whose, &OF_BODY, &UNDER);
    let rows = q.all(statement, params![unit, period.from, period.to, period.now])?;
    rows.iter().map(|row| Ok(counted(row)?)).collect()
}

/// One page of the dossiers behind a count, by identifier, after `after`.
pub(crate) fn dossiers(
    q: &mut impl Query,
    whose: Whose,
    period: Period,
    (procedure, standing): (&ProcedureCode, Standing),
    after: Option<DossierId>,
    limit: i64,
) -> Result<Vec<Line>, db::Error> {
    let (statement, unit) = of(whose, &LIST_OF_BODY, &LIST_UNDER);
    let after = after.map_or_else(String::new, |id| id.to_string());
    let Period { from, to, now } = period;
    let values = params![unit, from, to, now, procedure, standing.code(), after, limit];
    let ids: Vec<DossierId> =
        q.all(statement, values)?.iter().map(|row| Ok(row.get(0)?)).collect::<Result<_, db::Error>>()?;
    lists::of_ids(q, &ids)
}

fn of(whose: Whose, body: &'static Statement, under: &'static Statement) -> (&'static Statement, UnitId) {
    match whose {
        Whose::Body(unit) => (body, unit),
        Whose::Under(unit) => (under, unit),
    }
}

fn counted(row: &Row) -> Result<Counted, db::BadValue> {
    let standing: String = row.get(2)?;
    let standing = Standing::parse(&standing).ok_or(db::BadValue { column: 2, expected: "a standing" })?;
    Ok(Counted { procedure: row.get(0)?, name: row.get(1)?, standing, dossiers: row.get(3)? })
}
