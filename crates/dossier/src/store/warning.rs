//! Warnings that were given, and the dossiers in which something is due within a span of time.

use base::Instant;
use base::id::{DossierId, UnitId};
use db::{Query, Statement, Tx, params};

use crate::model::{Lapsing, State};

db::statements! {
    /// A warning; the same one is given once.
    INSERT = "INSERT INTO dossier_warning (dossier, what, due, warned_at, unit, person) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING";
    /// Whether it was given.
    GIVEN = "SELECT COUNT(*) FROM dossier_warning WHERE dossier = $1 AND what = $2 AND due = $3";
    /// Dossiers of a body that were sent and owe an answer in a span, in order.
    WAITING = "SELECT id FROM dossier WHERE root = $1 AND state = 'submitted' AND due_current > $2 AND due_current <= $3
        ORDER BY due_current, id";
    /// Open dossiers of a body in a state with something owed in a span, in order; the list of states is that of the index.
    OWED = "SELECT id FROM dossier WHERE root = $1 AND due_current > $2 AND due_current <= $3 AND state = $4
        AND state IN ('received', 'processing', 'awaiting-supplement', 'awaiting-payment')
        ORDER BY due_current, id";
    /// Dossiers with a step due in a span.
    STEPS = "SELECT id FROM dossier WHERE step_due > $1 AND step_due <= $2 AND closed_at IS NULL ORDER BY step_due, id";
    /// Dossiers with a parallel branch due in a span.
    BRANCHES = "SELECT DISTINCT dossier FROM dossier_branch WHERE due > $1 AND due <= $2";
}

/// A span of time: after the first moment, up to the second.
pub(crate) type Span = (Instant, Instant);

/// Notes a warning; false if it was given before.
pub(crate) fn note(tx: &mut Tx, id: DossierId, one: &Lapsing, now: Instant) -> Result<bool, db::Error> {
    let row = params![id, one.of.code(), one.due, now, one.unit, one.person];
    Ok(tx.exec(&INSERT, row)? > 0)
}

/// Whether this warning was given.
pub(crate) fn given(q: &mut impl Query, id: DossierId, one: &Lapsing) -> Result<bool, db::Error> {
    Ok(q.one(&GIVEN, params![id, one.of.code(), one.due])?.get::<i64>(0)? > 0)
}

/// Dossiers of the body with an answer or a result due within the span.
pub(crate) fn owed(
    q: &mut impl Query,
    root: UnitId,
    state: State,
    (after, until): Span,
) -> Result<Vec<DossierId>, db::Error> {
    if state == State::Submitted {
        return ids(q, &WAITING, params![root, after, until]);
    }
    ids(q, &OWED, params![root, after, until, state])
}

/// Dossiers with a step due within the span, in whichever body.
pub(crate) fn steps(q: &mut impl Query, (after, until): Span) -> Result<Vec<DossierId>, db::Error> {
    let mut out = ids(q, &STEPS, params![after, until])?;
    out.extend(ids(q, &BRANCHES, params![after, until])?);
    Ok(out)
}

fn ids(
    q: &mut impl Query,
    statement: &'static Statement,
    values: &[db::Value],
) -> Result<Vec<DossierId>, db::Error> {
    q.all(statement, values)?.iter().map(|row| Ok(row.get(0)?)).collect()
}
