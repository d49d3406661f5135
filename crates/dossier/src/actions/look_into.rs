//! Look into: a member of staff opens a dossier that is not theirs to handle. That they did is in the ledger before
//! they see anything, once a day.

use base::Ctx;
use base::id::DossierId;
use db::Tx;

use crate::error::Error;
use crate::events::{self, stream};
use crate::{permissions, queries, rules, store};

/// Notes that the actor looks into a dossier of their body, unless that needs no note.
///
/// # Errors
/// [`Error::NotFound`] outside the body.
pub fn look_into(tx: &mut Tx, ctx: &Ctx, id: DossierId) -> Result<(), Error> {
    let authority = ctx.authorise(&permissions::READ)?;
    ledger::open(tx, &[stream(id)])?;
    let dossier = store::dossier::find(tx, id)?.ok_or(Error::NotFound)?;
    let post = queries::reader(tx, ctx, &authority, &dossier)?;
    let there = queries::was_there_today(ctx, &ledger::history(tx, &stream(id))?);
    if rules::is_disclosure(&dossier, authority.staff(), there) {
        ledger::append(tx, ctx, &stream(id), Some(post.unit), ctx.now, &events::Opened {})?;
    }
    Ok(())
}
