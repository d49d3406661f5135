//! Lines of certification books, as the lane and the day's page show them.

use base::Ctx;
use base::id::{DossierId, UnitId};
use db::Query;
use jiff::civil::Date;

use crate::error::Error;
use crate::model::Certified;
use crate::{permissions, store};

/// The line of a dossier of a body where the actor receives.
///
/// # Errors
/// Those of the database.
pub fn certified(q: &mut impl Query, ctx: &Ctx, dossier: DossierId) -> Result<Option<Certified>, Error> {
    let authority = ctx.authorise(&permissions::RECEIVE)?;
    let found = store::certified::of_dossier(q, dossier)?;
    Ok(found.filter(|line| authority.at_root(&line.root).is_ok()))
}

/// The lines of a day of a body's book, in order, at most `limit`.
///
/// # Errors
/// [`Error::NotFound`] where the actor does not receive.
pub fn book_of_day(
    q: &mut impl Query,
    ctx: &Ctx,
    root: UnitId,
    (book, day): (&str, Date),
    limit: i64,
) -> Result<Vec<Certified>, Error> {
    ctx.authorise(&permissions::RECEIVE)?.at_root(&root).map_err(|_| Error::NotFound)?;
    Ok(store::certified::of_day(q, root, book, day, limit)?)
}
