//! In a restored copy nothing waits to go outward: what did stands on the failed list, for a person to look at and send again.

use base::Ctx;
use db::Tx;
use ledger::Cause;

use crate::store;

/// Holds every delivery that waits; its job finds nothing to do. The key of a delivery stays, so the other side knows a repeat.
///
/// # Errors
/// [`crate::Error::Denied`] for people: restoring does this.
pub(crate) fn hold_all(tx: &mut Tx, ctx: &Ctx) -> Result<(), Cause> {
    ctx.authorise_system()?;
    Ok(store::delivery::hold_all(tx, ctx.now)?)
}
