//! Complete the search: dossiers written before there were words get them. Derived from what the row says already, so no event.

use base::Ctx;
use db::Tx;

use crate::error::Error;
use crate::store;

/// Completes at most `limit` dossiers; how many it were.
///
/// # Errors
/// [`Error::Denied`] for anybody but a job; those of the database.
pub fn complete_search(tx: &mut Tx, ctx: &Ctx, limit: i64) -> Result<usize, Error> {
    ctx.authorise_system()?;
    let found = store::word::without(tx, limit)?;
    for (id, root, competent, name) in &found {
        let unit = organisation::unit_latest(tx, *root)?;
        // A body that nobody knows any more has nothing above it.
        let top = unit.map_or(*root, |unit| unit.top);
        let scopes = store::word::scopes_of(*root, *competent, Some(top));
        store::word::complete(tx, *id, &scopes, top, name)?;
    }
    Ok(found.len())
}
