//! Somebody ends every session of theirs, this one too.

use base::Ctx;
use db::Tx;

use crate::error::Error;
use crate::events::SignedOutEverywhere;
use crate::model::Holder;
use crate::store;

/// Ends them; how many there were.
///
/// # Errors
/// [`Error::Denied`] for nobody.
pub fn sign_out_everywhere(tx: &mut Tx, ctx: &Ctx) -> Result<u64, Error> {
    let holder = Holder::of(ctx.authorise_anyone())?;
    ledger::open(tx, &[holder.stream()])?;
    let ended = store::session::delete_all(tx, holder)?;
    ledger::append(tx, ctx, &holder.stream(), None, ctx.now, &SignedOutEverywhere { ended })?;
    Ok(ended)
}
