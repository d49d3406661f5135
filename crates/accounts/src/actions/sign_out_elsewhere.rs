//! Somebody ends every session of theirs but this one: the phone that was lost, the PC at the counter of last week.

use base::{Ctx, Denied};
use db::Tx;

use crate::error::Error;
use crate::events::SignedOutElsewhere;
use crate::model::{Holder, SessionKey};
use crate::store;

/// Ends them; how many there were.
///
/// # Errors
/// [`Error::Denied`] for nobody, and where the session to keep is not the actor's.
pub(crate) fn sign_out_elsewhere(tx: &mut Tx, ctx: &Ctx, keep: SessionKey) -> Result<u64, Error> {
    let holder = Holder::of(ctx.authorise_anyone())?;
    ledger::open(tx, &[holder.stream()])?;
    let own = store::session::find(tx, keep)?.filter(|session| session.holder == holder);
    own.ok_or(Denied::Unauthenticated)?;
    let ended = store::session::delete_others(tx, holder, keep)?;
    store::factor::delete_halves(tx, holder)?;
    ledger::append(tx, ctx, &holder.stream(), None, ctx.now, &SignedOutElsewhere { ended })?;
    Ok(ended)
}
