//! Forget uploads: whose the bytes were is of no use once they may no longer be filed. Without effect on any dossier, so
//! no event is appended.

use base::{Ctx, Instant};
use db::Tx;

use crate::error::Error;
use crate::store::upload;

/// Forgets up to `limit` uploads from before `before`; how many there were. To be called again until it answers 0.
///
/// # Errors
/// [`Error::Denied`] for people: a schedule does this.
pub fn forget_uploads(tx: &mut Tx, ctx: &Ctx, before: Instant, limit: i64) -> Result<u64, Error> {
    ctx.authorise_system()?;
    Ok(upload::forget(tx, before, limit)?)
}
