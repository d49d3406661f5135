//! A copy that was restored begins without sessions and without tokens: who was signed out, and what was taken back, after
//! the backup must not come in again by it.

use base::Ctx;
use db::Tx;
use ledger::Cause;

use crate::store;

/// Ends every session and takes back every token.
///
/// # Errors
/// [`crate::Error::Denied`] for people: restoring does this.
pub(crate) fn end_all(tx: &mut Tx, ctx: &Ctx) -> Result<(), Cause> {
    ctx.authorise_system()?;
    store::client::revoke_all(tx, ctx.now)?;
    ledger::withdraw_all_warrants(tx)?;
    Ok(store::session::end_all(tx)?)
}
