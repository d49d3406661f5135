//! Begin: somebody starts an exercise, or starts it again.

use base::{Ctx, Denied};
use db::Tx;

use crate::error::Error;
use crate::events::{ExerciseBegun, learner_stream};
use crate::model::exercises;
use crate::store;

/// Begins; what happens from now on counts, what was done before no longer does.
///
/// # Errors
/// [`Error::Denied`] for nobody, for an exercise that is not there, and where this data is no practice.
pub fn begin(tx: &mut Tx, ctx: &Ctx, exercise: &str) -> Result<(), Error> {
    let learner = learner_stream(ctx.authorise_anyone()).ok_or(Denied::Unauthenticated)?;
    let exercise = exercises().iter().find(|it| it.name == exercise).ok_or(Denied::NotFound)?;
    ledger::once(tx, ctx, "learning.begin", &exercise.name, |tx| {
        ledger::open(tx, std::slice::from_ref(&learner))?;
        store::clock::shift(tx)?.ok_or(Denied::NotFound)?;
        let position = ledger::last_position(tx)?;
        store::attempt::begin(tx, &learner, exercise.name, ctx.now, position)?;
        let event = ExerciseBegun { exercise: exercise.name.to_owned() };
        ledger::append(tx, ctx, &learner, None, ctx.now, &event)?;
        Ok(())
    })
}
