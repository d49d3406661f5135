//! Somebody signs out in this browser.

use base::Ctx;
use db::Tx;

use crate::error::Error;
use crate::model::SessionKey;
use crate::store;

/// Ends the session; one that has ended already is no error.
///
/// # Errors
/// Those of the database.
pub(crate) fn sign_out(tx: &mut Tx, ctx: &Ctx, key: SessionKey) -> Result<(), Error> {
    let _ = ctx.authorise_anyone();
    store::session::delete(tx, key)?;
    Ok(())
}
