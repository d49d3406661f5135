//! A copy that was restored begins without sessions: who was signed out after the backup must not be signed in again by it.

use base::Ctx;
use db::Tx;
use ledger::Cause;

use crate::store;

/// Ends every session.
///
/// # Errors
/// [`crate::Error::Denied`] for people: restoring does this.
pub(crate) fn end_all(tx: &mut Tx, ctx: &Ctx) -> Result<(), Cause> {
    ctx.authorise_system()?;
    Ok(store::session::end_all(tx)?)
}
