//! An approved plan takes effect on its first day; what it rests on is looked at once more.

use base::{Ctx, Denied};
use db::{Query, Tx};

use super::{carry_out, judged, unasked};
use crate::error::Error;
use crate::events::{ReorganisationHeldUp, reorganisation_stream};
use crate::model::{ReorganisationId, Stage};
use crate::store;

/// The approved plans whose first day has come.
///
/// # Errors
/// [`Error::Denied`] for people: a schedule asks.
pub(crate) fn due_reorganisations(q: &mut impl Query, ctx: &Ctx) -> Result<Vec<ReorganisationId>, Error> {
    ctx.authorise_system()?;
    store::reorganisation::due(q, ctx.now.date())
}

/// Lets a plan take effect. Where something has changed since, it stays as it was and says what is wrong; once its first day has passed
/// so, only a plan that was changed and approved again takes effect.
///
/// # Errors
/// [`Error::Denied`] for people; those of the database.
pub(crate) fn take_effect(tx: &mut Tx, ctx: &Ctx, id: ReorganisationId) -> Result<(), Error> {
    ctx.authorise_system()?;
    ledger::open(tx, &[reorganisation_stream(id)])?;
    let mut it = store::reorganisation::find(tx, id)?.ok_or(Denied::NotFound)?;
    if it.stage != Stage::Approved || it.first_day > ctx.now.date() {
        return Ok(());
    }
    if !it.problem.is_empty() && it.first_day < ctx.now.date() {
        return Ok(());
    }
    let problems = match judged(tx, &it, None)?.1 {
        Ok(outcome) => {
            let asked = store::reorganisation::acceptances(tx, id)?;
            match unasked(&asked, &outcome) {
                None => return carry_out::carry_out(tx, ctx, &mut it, &outcome),
                Some(name) => vec![format!("“{name}” nay cũng tiếp nhận nhưng chưa được hỏi.")],
            }
        }
        Err(faults) => faults.iter().map(|it| format!("Mục {}: {}", it.operation + 1, it.message)).collect(),
    };
    let problem = problems.join("\n");
    if it.problem == problem {
        return Ok(());
    }
    it.problem = problem;
    store::reorganisation::save(tx, &mut it)?;
    let event = ReorganisationHeldUp { problems };
    ledger::append(tx, ctx, &reorganisation_stream(id), Some(it.root), ctx.now, &event)?;
    Ok(())
}
