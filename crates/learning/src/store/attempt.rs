//! Attempts: the last one of each person at each exercise.

use base::Instant;
use db::{Query, Tx, params};
use ledger::Stream;

use crate::error::Error;
use crate::model::Attempt;

db::statements! {
    /// The attempt that counts from now on.
    BEGIN = "INSERT INTO learning_attempt (learner, exercise, begun_at, position) VALUES ($1, $2, $3, $4)
        ON CONFLICT (learner, exercise) DO UPDATE SET begun_at = excluded.begun_at, position = excluded.position";
    /// Those of somebody.
    OF = "SELECT exercise, begun_at, position FROM learning_attempt WHERE learner = $1 ORDER BY exercise";
}

pub(crate) fn begin(
    tx: &mut Tx,
    learner: &Stream,
    exercise: &str,
    at: Instant,
    position: i64,
) -> Result<(), Error> {
    tx.exec(&BEGIN, params![learner.as_str(), exercise, at, position])?;
    Ok(())
}

pub(crate) fn of(q: &mut impl Query, learner: &Stream) -> Result<Vec<Attempt>, Error> {
    let rows = q.all(&OF, params![learner.as_str()])?;
    rows.iter()
        .map(|row| Ok(Attempt { exercise: row.get(0)?, begun_at: row.get(1)?, position: row.get(2)? }))
        .collect()
}
