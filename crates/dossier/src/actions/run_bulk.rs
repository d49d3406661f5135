//! Run an order for many dossiers, some at a time: each is looked at as it stands now and goes through its own act in the name of whoever
//! ordered it. What may not be done is left as it is, with the reason. Begun again it goes on with what nothing came of yet.

use base::Ctx;
use base::code::DossierNumber;
use base::id::DossierId;
use db::{Budget, Bulk, Tx};

use super::assign::put_in_charge;
use super::{Details, Remind, TakeStep, remind, take_step};
use crate::bulk::{Looking, action, is_unseen, permission, reason};
use crate::error::Error;
use crate::events::{self, bulk_stream, stream};
use crate::model::{BulkAct, BulkOrder, Outcome};
use crate::permissions::post_at;
use crate::store;
use crate::store::bulk::Came;

/// Does some of it, after a position; answers the last position, or that nothing is left.
///
/// # Errors
/// Those of database and ledger. Who may no longer do it has every dossier that is left skipped.
pub(crate) fn run_bulk(
    tx: &mut Tx,
    ctx: &Ctx,
    order: &BulkOrder,
    budget: &mut Budget,
    after: i64,
) -> Result<Bulk<i64, ()>, Error> {
    let allowed = ctx.authorise(permission(&order.act)).map(drop);
    let looking = match allowed {
        Ok(()) => Ok(Looking::new(tx, ctx, &order.act)?),
        Err(denied) => Err(reason(&denied.into()).unwrap_or_default()),
    };
    let (mut last, mut came) = (after, Vec::new());
    for (position, dossier) in store::bulk::waiting(tx, order.id, after, i64::from(budget.rows()))? {
        if !budget.take() {
            break;
        }
        came.push(match &looking {
            Ok(looking) => match one(tx, ctx, order, looking, dossier) {
                Ok(()) => Came { position, outcome: Outcome::Done, reason: String::new(), number: None },
                Err(error) => {
                    let number = if is_unseen(&error) { None } else { number(tx, dossier)? };
                    let reason = reason(&error).ok_or(error)?;
                    Came { position, outcome: Outcome::Skipped, reason, number }
                }
            },
            Err(denied) => Came { position, outcome: Outcome::Skipped, reason: denied.clone(), number: None },
        });
        last = position;
    }
    store::bulk::settle(tx, order.id, &came)?;
    if came.is_empty() {
        end(tx, ctx, order)?;
        return Ok(Bulk::Done(()));
    }
    Ok(Bulk::More(last))
}

/// The number of a dossier.
fn number(tx: &mut Tx, id: DossierId) -> Result<Option<DossierNumber>, Error> {
    Ok(store::dossier::find(tx, id)?.and_then(|dossier| dossier.number))
}

/// Ends it once nothing waits; what another worker is at ends it there.
fn end(tx: &mut Tx, ctx: &Ctx, order: &BulkOrder) -> Result<(), Error> {
    if store::bulk::any_waiting(tx, order.id)? {
        return Ok(());
    }
    ledger::open(tx, &[bulk_stream(order.id)])?;
    let (done, skipped) = store::bulk::counts(tx, order.id)?;
    if store::bulk::end(tx, order.id, ctx.now)? {
        let event = events::BulkEnded { done, skipped: skipped.iter().map(|(_, count)| count).sum() };
        ledger::append(tx, ctx, &bulk_stream(order.id), None, ctx.now, &event)?;
    }
    Ok(())
}

/// Does it with one dossier.
fn one(tx: &mut Tx, ctx: &Ctx, order: &BulkOrder, looking: &Looking<'_>, id: DossierId) -> Result<(), Error> {
    if let BulkAct::Assign { to } = order.act {
        ledger::open(tx, &[stream(id)])?;
        let mut dossier = store::dossier::find(tx, id)?.ok_or(Error::NotFound)?;
        let step = looking.step(&dossier)?;
        let unit = post_at(&looking.authority, &dossier)?.unit;
        return put_in_charge(tx, ctx, &mut dossier, (step, to), unit);
    }
    let dossier = store::dossier::find(tx, id)?.ok_or(Error::NotFound)?;
    looking.look(tx, &dossier)?;
    let (ctx, revision) = (ctx.part(id.uuid()), dossier.revision);
    tx.attempt(|tx| match &order.act {
        BulkAct::Step { way, person, note } => {
            let details = Details { note: note.clone(), person: *person, ..Details::default() };
            let input = TakeStep { dossier: id, revision, action: action(way), step: None, details };
            take_step(tx, &ctx, &input).map(drop)
        }
        BulkAct::Remind { note } => {
            remind(tx, &ctx, &Remind { dossier: id, revision, note: note.clone() }).map(drop)
        }
        BulkAct::Assign { .. } => Ok(()),
    })
}
