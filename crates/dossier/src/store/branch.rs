//! The steps of a dossier while several branches are open. With one step at work the row of the dossier holds it.

use base::Role;
use base::id::DossierId;
use db::{Query, Row, Tx, Value, params};

use crate::model::StepNow;

db::statements! {
    /// The branches as they were.
    DELETE = "DELETE FROM dossier_branch WHERE dossier = $1";
    /// An open branch.
    INSERT = "INSERT INTO dossier_branch (dossier, step, name, role, unit, since, due, assignee)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// The open branches of a dossier, in order of code.
    OF_DOSSIER = "SELECT step, name, role, unit, since, due, assignee FROM dossier_branch WHERE dossier = $1 ORDER BY step";
}

/// Writes the open branches instead of those before.
pub(crate) fn replace(tx: &mut Tx, dossier: DossierId, steps: &[StepNow]) -> Result<(), db::Error> {
    tx.exec(&DELETE, params![dossier])?;
    let rows = rows(dossier, steps);
    if rows.is_empty() { Ok(()) } else { tx.batch(&INSERT, &rows).map(drop) }
}

/// The rows of these branches.
pub(crate) fn rows(dossier: DossierId, steps: &[StepNow]) -> Vec<Vec<Value>> {
    let row = |step: &StepNow| {
        params![
            dossier,
            step.code,
            step.name,
            step.role.code(),
            step.unit,
            step.since,
            step.due,
            step.assignee
        ]
        .to_vec()
    };
    steps.iter().map(row).collect()
}

/// The open branches, in order of code.
pub(crate) fn of_dossier(q: &mut impl Query, dossier: DossierId) -> Result<Vec<StepNow>, db::Error> {
    q.all(&OF_DOSSIER, params![dossier])?.iter().map(|row| Ok(step(row, 0)?)).collect()
}

/// Reads a step from columns code, name, role, unit, since, due, assignee, from `at` on.
pub(crate) fn step(row: &Row, at: usize) -> Result<StepNow, db::BadValue> {
    let role: String = row.get(at + 2)?;
    Ok(StepNow {
        code: row.get(at)?,
        name: row.get(at + 1)?,
        role: Role::parse(&role).ok_or(db::BadValue { column: at + 2, expected: "a role" })?,
        unit: row.get(at + 3)?,
        since: row.get(at + 4)?,
        due: row.get(at + 5)?,
        assignee: row.get(at + 6)?,
    })
}
