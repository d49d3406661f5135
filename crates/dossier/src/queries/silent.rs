//! Which other bodies have been silent past their time, by name: what a leader asks about.

use base::Ctx;
use db::Query;

use super::reach::Reach;
use crate::error::Error;
use crate::permissions;
use crate::store;
pub use crate::store::asked::Silent;

/// How many are listed.
const MOST: i64 = 100;

/// The silent bodies of the dossiers that the actor oversees, the longest silent first.
///
/// # Errors
/// [`Error::Denied`] for everybody but leaders and controllers.
pub fn silent(q: &mut impl Query, ctx: &Ctx) -> Result<Vec<Silent>, Error> {
    let authority = ctx.authorise(&permissions::OVERSEE)?;
    let mut out: Vec<Silent> = Vec::new();
    let reach = Reach::of(q, ctx, &authority)?;
    for top in reach.tops {
        out.extend(store::asked::silent_under(q, top, ctx.now, MOST)?);
    }
    for body in reach.bodies {
        out.extend(store::asked::silent(q, body, ctx.now, MOST)?);
    }
    out.sort_by_key(|one| (one.due, one.dossier));
    out.dedup_by(|a, b| a == b);
    out.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
    Ok(out)
}
