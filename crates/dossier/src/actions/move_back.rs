//! Move back: what a batch brought in is taken out again, while nobody has done anything with it. The ledger keeps that it was here.

use base::Ctx;
use base::id::DossierId;
use db::Tx;

use crate::error::Error;
use crate::events::{self, stream};
use crate::{queries, store};

/// Takes dossiers of a batch out; those with which something was done stay, and are answered by their numbers.
///
/// # Errors
/// [`Error::Denied`] for people; those of the database.
pub fn move_back(
    tx: &mut Tx,
    ctx: &Ctx,
    batch: &str,
    reason: &str,
    dossiers: &[DossierId],
) -> Result<Vec<String>, Error> {
    ctx.authorise_system()?;
    let streams: Vec<_> = dossiers.iter().map(|id| stream(*id)).collect();
    ledger::open(tx, &streams)?;
    let mut went_on = Vec::new();
    for id in dossiers {
        let Some(dossier) = store::dossier::find(tx, *id)? else { continue };
        if queries::has_gone_on(tx, *id)? {
            went_on.push(dossier.number.map_or_else(|| id.to_string(), |number| number.to_string()));
            continue;
        }
        store::word::remove(tx, &dossier)?;
        store::moved::remove(tx, *id)?;
        let event = events::MovedBack { batch: batch.to_owned(), reason: reason.to_owned() };
        ledger::append(tx, ctx, &stream(*id), Some(dossier.competent), ctx.now, &event)?;
    }
    Ok(went_on)
}
