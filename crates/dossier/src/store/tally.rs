//! What a body, or the bodies of a province, had to settle in a time: counted by how it came in and how it stands at the end, with the
//! dossiers behind each count. What one body files with another is no procedure of people and is not counted.

use base::Instant;
use base::id::{DossierId, UnitId};
use db::{Query, Row, Statement, params};

use super::counts::Whose;
use crate::model::{Came, Stands, TallyBy};

/// The day in Vietnam of a moment, as a number.
macro_rules! day {
    ($at:literal) => {
        concat!("((", $at, " + 25200000000) / 86400000000)")
    };
}

/// How it came into the time from $2 on; the words are those of [`Came`].
macro_rules! came {
    () => {
        "CASE WHEN received_at < $2 THEN 'chuyen-sang' WHEN channel = 'online' THEN 'truc-tuyen' ELSE 'truc-tiep' END"
    };
}

/// How it stands at the end $3 of the time, looked at in the moment $4; the words are those of [`Stands`].
macro_rules! stands {
    () => {
        concat!(
            "CASE WHEN closed_at < $3 THEN CASE WHEN state IN ('withdrawn', 'stopped') THEN 'rut-dung' ",
            "WHEN due_original IS NULL THEN 'dung-han' WHEN ",
            day!("closed_at"),
            " < ",
            day!("due_original"),
            " THEN 'truoc-han' WHEN closed_at <= due_original THEN 'dung-han' ELSE 'tre-han' END ",
            "WHEN due_original IS NULL THEN 'tam-dung' ",
            "WHEN due_original < $4 THEN 'qua-han' ELSE 'trong-han' END"
        )
    };
}

/// The line of the table that it stands in: $5 says by what.
macro_rules! key {
    () => {
        "CASE WHEN $5 = 'co-quan' THEN competent_unit ELSE procedure_code END"
    };
}

/// What was to be settled in the time under a unit $1: open when it began, or received in it; of one body $6 alone, if it is said.
macro_rules! to_settle {
    ($columns:expr, $unit:literal, $closed:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM dossier WHERE ",
            $unit,
            " = $1 AND received_at < $3 AND channel <> 'internal' AND ",
            $closed,
            " AND ($6 = '' OR competent_unit = $6)"
        )
    };
}

macro_rules! both {
    ($columns:expr, $unit:literal) => {
        concat!(
            to_settle!($columns, $unit, "closed_at >= $2"),
            " UNION ALL ",
            to_settle!($columns, $unit, "closed_at IS NULL")
        )
    };
}

macro_rules! counted {
    ($unit:literal) => {
        concat!(
            "SELECT line, came, stands, COUNT(*), MAX(procedure_name) FROM (",
            both!(
                concat!(key!(), " AS line, ", came!(), " AS came, ", stands!(), " AS stands, procedure_name"),
                $unit
            ),
            ") AS settled GROUP BY line, came, stands"
        )
    };
}

macro_rules! listed {
    ($unit:literal) => {
        concat!(
            "SELECT id FROM (",
            both!(
                concat!("id, ", key!(), " AS line, ", came!(), " AS came, ", stands!(), " AS stands"),
                $unit
            ),
            ") AS settled WHERE ($7 = '' OR line = $7) AND $8 LIKE '%' || came || '%' AND $9 LIKE '%' || stands || '%'",
            " AND id > $10 ORDER BY id LIMIT $11"
        )
    };
}

db::statements! {
    /// What a body decides.
    OF_BODY = counted!("competent_unit");
    /// What all bodies of a province or ministry decide.
    UNDER = counted!("top");
    /// The dossiers of one count, in the same order.
    LIST_OF_BODY = listed!("competent_unit");
    LIST_UNDER = listed!("top");
}

/// The time, its lines, and of which body alone.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) from: Instant,
    pub(crate) to: Instant,
    pub(crate) now: Instant,
    pub(crate) by: TallyBy,
    pub(crate) body: Option<UnitId>,
}

/// One count: its line, how it came in, how it stands, how many, and the name of a procedure of it.
pub(crate) type Counted = (String, Came, Stands, i64, String);

pub(crate) fn counts(q: &mut impl Query, whose: Whose, frame: &Frame) -> Result<Vec<Counted>, db::Error> {
    let (unit, statement, _) = of(whose);
    let Frame { from, to, now, by, body } = frame;
    let body = body.map_or_else(String::new, |id| id.to_string());
    let rows = q.all(statement, params![unit, from, to, now, by.code(), body])?;
    Ok(rows.iter().map(counted).collect::<Result<_, _>>()?)
}

/// Which count: a line and columns; empty is any.
#[derive(Clone, Debug)]
pub(crate) struct Which<'a> {
    pub(crate) line: &'a str,
    pub(crate) came: &'a str,
    pub(crate) stands: &'a str,
}

/// One page of the dossiers behind a count, by identifier, after `after`.
pub(crate) fn dossiers(
    q: &mut impl Query,
    whose: Whose,
    frame: &Frame,
    which: &Which<'_>,
    after: &str,
    limit: i64,
) -> Result<Vec<DossierId>, db::Error> {
    let (unit, _, statement) = of(whose);
    let Frame { from, to, now, by, body } = frame;
    let body = body.map_or_else(String::new, |id| id.to_string());
    let Which { line, came, stands } = which;
    let values = params![unit, from, to, now, by.code(), body, line, came, stands, after, limit];
    q.all(statement, values)?.iter().map(|row| Ok(row.get(0)?)).collect()
}

fn of(whose: Whose) -> (UnitId, &'static Statement, &'static Statement) {
    match whose {
        Whose::Body(unit) => (unit, &OF_BODY, &LIST_OF_BODY),
        Whose::Under(unit) => (unit, &UNDER, &LIST_UNDER),
    }
}

fn counted(row: &Row) -> Result<Counted, db::BadValue> {
    let came =
        Came::parse(&row.get::<String>(1)?).ok_or(db::BadValue { column: 1, expected: "how it came" })?;
    let stands =
        Stands::parse(&row.get::<String>(2)?).ok_or(db::BadValue { column: 2, expected: "how it stands" })?;
    Ok((row.get(0)?, came, stands, row.get(3)?, row.get(4)?))
}
