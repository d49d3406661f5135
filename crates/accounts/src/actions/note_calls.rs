//! What client systems called is written down, many calls at a time.

use base::Ctx;
use db::Tx;

use crate::error::Error;
use crate::model::Call;
use crate::store;

/// Writes them down.
///
/// # Errors
/// [`Error::Denied`] for people: the way in does this by itself.
pub(crate) fn note_calls(tx: &mut Tx, ctx: &Ctx, calls: &[Call]) -> Result<(), Error> {
    ctx.authorise_system()?;
    Ok(store::call::insert(tx, calls)?)
}
