//! What a leader watches among the open dossiers of a body or a province, counted by unit, procedure, person or step, with the dossiers
//! behind each count.

use base::Instant;
use base::id::{DossierId, UnitId};
use db::{Query, Statement, params};

use super::counts::Whose;
use crate::model::{Concern, ConcernBy};

/// The open dossiers under a unit $1 that $2 is about at the moment $3; "soon" is before $4. Open is said word for word as the partial
/// indexes say it.
macro_rules! watched {
    ($unit:literal) => {
        concat!(
            " FROM dossier WHERE ",
            $unit,
            " = $1 AND state IN ('received', 'processing', 'awaiting-supplement', 'awaiting-payment') AND ",
            "CASE WHEN $2 = 'qua-han' THEN due_original < $3 ",
            "WHEN $2 = 'sap-den-han' THEN due_original >= $3 AND due_original < $4 ",
            "WHEN $2 = 'hai-lan' THEN supplements >= 2 ",
            "ELSE due_original < $3 AND due_current = due_original END"
        )
    };
}

/// By what it is counted: $5 says so.
macro_rules! key {
    () => {
        "CASE WHEN $5 = 'don-vi' THEN COALESCE(step_unit, competent_unit) WHEN $5 = 'thu-tuc' THEN procedure_code          WHEN $5 = 'nguoi' THEN COALESCE(assignee, '') ELSE COALESCE(step_name, '') END"
    };
}

macro_rules! counted {
    ($unit:literal) => {
        concat!(
            "SELECT line, COUNT(*), MAX(procedure_name) FROM (SELECT ",
            key!(),
            " AS line, procedure_name",
            watched!($unit),
            ") AS watched GROUP BY line"
        )
    };
}

macro_rules! listed {
    ($unit:literal) => {
        concat!(
            "SELECT id FROM (SELECT id, ",
            key!(),
            " AS line",
            watched!($unit),
            ") AS watched WHERE ($6 = '*' OR line = $6) AND id > $7 ORDER BY id LIMIT $8"
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

/// Any line.
pub(crate) const ANY: &str = "*";

/// What is watched, by what, when.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    pub(crate) concern: Concern,
    pub(crate) by: ConcernBy,
    pub(crate) now: Instant,
    pub(crate) soon: Instant,
}

/// The counts: the line, how many, and the name of a procedure of it.
pub(crate) fn counts(
    q: &mut impl Query,
    whose: Whose,
    look: Look,
) -> Result<Vec<(String, i64, String)>, db::Error> {
    let (unit, statement, _) = of(whose);
    let rows = q.all(statement, params![unit, look.concern.code(), look.now, look.soon, look.by.code()])?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
}

/// One page of the dossiers behind a count, by identifier, after `after`.
pub(crate) fn dossiers(
    q: &mut impl Query,
    whose: Whose,
    look: Look,
    line: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<DossierId>, db::Error> {
    let (unit, _, statement) = of(whose);
    let values = params![unit, look.concern.code(), look.now, look.soon, look.by.code(), line, after, limit];
    q.all(statement, values)?.iter().map(|row| Ok(row.get(0)?)).collect()
}

fn of(whose: Whose) -> (UnitId, &'static Statement, &'static Statement) {
    match whose {
        Whose::Body(unit) => (unit, &OF_BODY, &LIST_OF_BODY),
        Whose::Under(unit) => (unit, &UNDER, &LIST_UNDER),
    }
}
