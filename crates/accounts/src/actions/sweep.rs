//! What has ended is swept: sessions after their end, tries after they are forgotten, second steps that nobody took, calls of client
//! systems after a year.

use base::Ctx;
use db::Tx;

use crate::error::Error;
use crate::rules::throttle::THING;
use crate::store;

/// How long calls of client systems are kept, in days: as long as TCVN 11930:2017 asks of the logs of the most important systems.
const CALLS_KEPT_DAYS: i64 = 366;

/// Removes up to `limit` rows of each kind; how many rows went. To be called again until it answers 0.
///
/// # Errors
/// [`Error::Denied`] for people: a schedule does this.
pub fn sweep(tx: &mut Tx, ctx: &Ctx, limit: i64) -> Result<u64, Error> {
    ctx.authorise_system()?;
    let sessions = store::session::sweep(tx, ctx.now, limit)?;
    let tries = store::attempt::sweep(tx, ctx.now.plus_seconds(-THING.forget_after), limit)?;
    let factors = store::factor::sweep(tx, ctx.now, limit)? + store::passkey::sweep(tx, ctx.now, limit)?;
    let old = ctx.now.plus_seconds(-CALLS_KEPT_DAYS * 24 * 3600);
    let calls = store::call::sweep(tx, old, limit)?;
    Ok(sessions + tries + factors + calls)
}
