//! Assign: a head puts somebody of the unit in charge of the step a dossier is in, or takes it back to the queue.

use base::id::{DossierId, StaffId, UnitId};
use base::{Ctx, Denied, FieldError};
use db::Tx;
use serde::{Deserialize, Serialize};

use super::fresh;
use crate::error::Error;
use crate::events::stream;
use crate::model::Dossier;
use crate::offers::{not_theirs, step_to_assign};
use crate::permissions::{leads_in, post_at};
use crate::{events, permissions, rules, store};

/// Which dossier to whom.
#[derive(Clone, Debug, Serialize)]
pub struct Assign {
    /// The dossier.
    pub dossier: DossierId,
    /// The revision the page showed.
    pub revision: i64,
    /// The person, who must hold the step's role in its unit today; none while nobody is chosen.
    pub to: Option<StaffId>,
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assigned {
    /// The dossier.
    pub id: DossierId,
}

/// Puts `to` in charge.
///
/// # Errors
/// [`Denied::Forbidden`] for the head of another unit; [`Error::Invalid`] for nobody, and for a
/// person who does not hold the role there; [`Error::Illegal`] outside handling.
pub fn assign(tx: &mut Tx, ctx: &Ctx, input: &Assign) -> Result<Assigned, Error> {
    let authority = ctx.authorise(&permissions::ASSIGN)?;
    ledger::once(tx, ctx, "dossier.assign", input, |tx| {
        ledger::open(tx, &[stream(input.dossier)])?;
        let mut dossier = store::dossier::find(tx, input.dossier)?.ok_or(Error::NotFound)?;
        let post = post_at(&authority, &dossier)?;
        fresh(&dossier, input.revision)?;
        dossier.state = rules::next(dossier.state, rules::Act::Assign)?;
        if leads_in(&authority, &dossier).is_empty() {
            return Err(Denied::Forbidden.into());
        }
        let to = input.to.ok_or_else(nobody)?;
        let posts = organisation::posts_of(tx, to, ctx.now.date())?;
        let step = step_to_assign(&authority, &dossier, &posts)?;
        put_in_charge(tx, ctx, &mut dossier, (step, to), post.unit)?;
        Ok(Assigned { id: dossier.id })
    })
}

/// Writes who is in charge of which open step, as somebody in `unit` said.
pub(super) fn put_in_charge(
    tx: &mut Tx,
    ctx: &Ctx,
    dossier: &mut Dossier,
    (step, to): (usize, StaffId),
    unit: UnitId,
) -> Result<(), Error> {
    let mut open = dossier.step.iter_mut().flat_map(|now| &mut now.steps);
    let step = open.nth(step).ok_or_else(not_theirs)?;
    step.assignee = Some(to);
    let event = events::Assigned { step: step.code.clone(), to };
    store::dossier::save(tx, dossier)?;
    ledger::append(tx, ctx, &stream(dossier.id), Some(unit), ctx.now, &event)?;
    Ok(())
}

fn nobody() -> Error {
    Error::Invalid(vec![FieldError::new("person", "Chọn người thụ lý.")])
}
