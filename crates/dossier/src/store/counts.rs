//! The standard counts: what a body, or the bodies of a province, received in a time, by procedure and by how it stands to its
//! time now. Every count leads to its dossiers. What one body files with another is no procedure of people and is not counted.

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

/// Counts of what `$from` finds, by procedure, standing and the body `$body`.
macro_rules! counted {
    ($from:literal, $body:literal) => {
        concat!(
            "SELECT procedure_code, MAX(procedure_name), standing, COUNT(*), body FROM (SELECT procedure_code, procedure_name, ",
            $body,
            " AS body, ",
            standing!("$4"),
            " AS standing FROM ",
            $from,
            ") AS received GROUP BY procedure_code, standing, body"
        )
    };
}

/// The dossiers of one such count.
macro_rules! listed {
    ($from:literal) => {
        concat!(
            "SELECT id FROM ",
            $from,
            " AND procedure_code = $5 AND ",
            standing!("$4"),
            " = $6 AND id > $7 ORDER BY id LIMIT $8"
        )
    };
}

db::statements! {
    /// What a body decides now.
    OF_BODY = counted!("dossier WHERE competent_unit = $1 AND received_at >= $2 AND received_at < $3 AND channel <> 'internal'", "competent_unit");
    /// What all bodies of a province or ministry decide now.
    UNDER = counted!("dossier WHERE top = $1 AND received_at >= $2 AND received_at < $3 AND channel <> 'internal'", "competent_unit");
    /// What a body received to decide and still decides.
    STAYED_OF_BODY = counted!("dossier WHERE competent_unit = $1 AND received_at >= $2 AND received_at < $3 AND channel <> 'internal'
        AND NOT EXISTS (SELECT 1 FROM dossier_formerly f WHERE f.dossier = dossier.id)", "competent_unit");
    /// The same under a province or ministry.
    STAYED_UNDER = counted!("dossier WHERE top = $1 AND received_at >= $2 AND received_at < $3 AND channel <> 'internal'
        AND NOT EXISTS (SELECT 1 FROM dossier_formerly f WHERE f.dossier = dossier.id)", "competent_unit");
    /// What a body received to decide and others decide now.
    MOVED_OF_BODY = counted!("dossier_formerly f JOIN dossier d ON d.id = f.dossier
        WHERE f.competent_unit = $1 AND f.received_at >= $2 AND f.received_at < $3 AND channel <> 'internal'", "f.competent_unit");
    /// The same under a province or ministry.
    MOVED_UNDER = counted!("dossier_formerly f JOIN dossier d ON d.id = f.dossier
        WHERE f.top = $1 AND f.received_at >= $2 AND f.received_at < $3 AND channel <> 'internal'", "f.competent_unit");
    /// The dossiers of one count, in the same order.
    LIST_OF_BODY = listed!("dossier WHERE competent_unit = $1 AND received_at >= $2 AND received_at < $3 AND channel <> 'internal'");
    LIST_UNDER = listed!("dossier WHERE top = $1 AND received_at >= $2 AND received_at < $3 AND channel <> 'internal'");
    LIST_STAYED_OF_BODY = listed!("dossier WHERE competent_unit = $1 AND received_at >= $2 AND received_at < $3 AND channel <> 'internal'
        AND NOT EXISTS (SELECT 1 FROM dossier_formerly f WHERE f.dossier = dossier.id)");
    LIST_STAYED_UNDER = listed!("dossier WHERE top = $1 AND received_at >= $2 AND received_at < $3 AND channel <> 'internal'
        AND NOT EXISTS (SELECT 1 FROM dossier_formerly f WHERE f.dossier = dossier.id)");
    LIST_MOVED_OF_BODY = listed!("dossier_formerly f JOIN dossier d ON d.id = f.dossier
        WHERE f.competent_unit = $1 AND f.received_at >= $2 AND f.received_at < $3 AND channel <> 'internal'");
    LIST_MOVED_UNDER = listed!("dossier_formerly f JOIN dossier d ON d.id = f.dossier
        WHERE f.top = $1 AND f.received_at >= $2 AND f.received_at < $3 AND channel <> 'internal'");
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
    /// The body that decides it now, or decided when it was received.
    pub(crate) body: UnitId,
}

/// The counts of a unit: what it decides now, or what it had received to decide at the time.
pub(crate) fn counts(
    q: &mut impl Query,
    whose: Whose,
    as_was: bool,
    period: Period,
) -> Result<Vec<Counted>, db::Error> {
    let mut all = Vec::new();
    let (statements, unit) = of(whose, as_was);
    for (statement, _) in statements {
        let rows = q.all(statement, params![unit, period.from, period.to, period.now])?;
        for row in &rows {
            all.push(counted(row)?);
        }
    }
    Ok(all)
}

/// One page of the dossiers behind a count, by identifier, after `after`.
pub(crate) fn dossiers(
    q: &mut impl Query,
    (whose, as_was): (Whose, bool),
    period: Period,
    (procedure, standing): (&ProcedureCode, Standing),
    after: Option<DossierId>,
    limit: i64,
) -> Result<Vec<Line>, db::Error> {
    let (statements, unit) = of(whose, as_was);
    let after = after.map_or_else(String::new, |id| id.to_string());
    let Period { from, to, now } = period;
    let mut ids: Vec<DossierId> = Vec::new();
    for (_, statement) in statements {
        let values = params![unit, from, to, now, procedure, standing.code(), after, limit];
        for row in q.all(statement, values)? {
            ids.push(row.get(0)?);
        }
    }
    ids.sort_unstable();
    lists::of_ids(q, &ids)
}

type Pair = (&'static Statement, &'static Statement);

/// The statements that count and list for a unit.
fn of(whose: Whose, as_was: bool) -> (Vec<Pair>, UnitId) {
    match (whose, as_was) {
        (Whose::Body(unit), false) => (vec![(&OF_BODY, &LIST_OF_BODY)], unit),
        (Whose::Under(unit), false) => (vec![(&UNDER, &LIST_UNDER)], unit),
        (Whose::Body(unit), true) => {
            (vec![(&STAYED_OF_BODY, &LIST_STAYED_OF_BODY), (&MOVED_OF_BODY, &LIST_MOVED_OF_BODY)], unit)
        }
        (Whose::Under(unit), true) => {
            (vec![(&STAYED_UNDER, &LIST_STAYED_UNDER), (&MOVED_UNDER, &LIST_MOVED_UNDER)], unit)
        }
    }
}

fn counted(row: &Row) -> Result<Counted, db::BadValue> {
    let standing: String = row.get(2)?;
    let standing = Standing::parse(&standing).ok_or(db::BadValue { column: 2, expected: "a standing" })?;
    let (procedure, name) = (row.get(0)?, row.get(1)?);
    Ok(Counted { procedure, name, standing, dossiers: row.get(3)?, body: row.get(4)? })
}
