//! What has ended is swept: sessions after their end, tries after they are forgotten, second steps that nobody took.

use base::Ctx;
use db::Tx;

use crate::error::Error;
use crate::rules::throttle::THING;
use crate::store;

/// Removes up to `limit` rows of each kind; how many rows went. To be called again until it answers 0.
///
/// # Errors
/// [`Error::Denied`] for people: a schedule does this.
pub fn sweep(tx: &mut Tx, ctx: &Ctx, limit: i64) -> Result<u64, Error> {
    ctx.authorise_system()?;
    let sessions = store::session::sweep(tx, ctx.now, limit)?;
    let tries = store::attempt::sweep(tx, ctx.now.plus_seconds(-THING.forget_after), limit)?;
    let factors = store::factor::sweep(tx, ctx.now, limit)? + store::passkey::sweep(tx, ctx.now, limit)?;
    Ok(sessions + tries + factors)
}
