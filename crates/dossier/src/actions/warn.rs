//! Warn: whoever has a dossier is told before something lapses in it. A schedule does this, once for each due moment.

use base::Ctx;
use base::id::DossierId;
use db::Tx;

use crate::error::Error;
use crate::events::{self, stream};
use crate::{rules, store};

/// Gives the warnings that are owed now; how many there were.
///
/// # Errors
/// [`Error::Denied`] for people; [`Error::NotFound`] for no dossier; those of database and ledger.
pub fn warn(tx: &mut Tx, ctx: &Ctx, dossier: DossierId) -> Result<usize, Error> {
    ctx.authorise_system()?;
    ledger::open(tx, &[stream(dossier)])?;
    let dossier = store::dossier::find(tx, dossier)?.ok_or(Error::NotFound)?;
    let calendar = organisation::calendar(tx, dossier.competent, ctx.now.date())?;
    let mut given = 0;
    for one in rules::lapsing(&dossier, &calendar, ctx.now) {
        if store::warning::note(tx, dossier.id, &one, ctx.now)? {
            let event = events::Warned { of: one.of, due: one.due, unit: one.unit, person: one.person };
            ledger::append(tx, ctx, &stream(dossier.id), Some(one.unit), ctx.now, &event)?;
            given += 1;
        }
    }
    Ok(given)
}
