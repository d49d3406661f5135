//! Somebody ends one of their own sessions in the list of devices: the phone that was lost, the PC at the counter.

use base::{Ctx, Denied};
use db::Tx;

use crate::error::Error;
use crate::model::{Holder, SessionId};
use crate::store;

/// Ends the session.
///
/// # Errors
/// [`Denied::NotFound`] for a session that is not the actor's or has ended.
pub fn end_session(tx: &mut Tx, ctx: &Ctx, id: SessionId) -> Result<(), Error> {
    let holder = Holder::of(ctx.authorise_anyone())?;
    let ended = store::session::delete_own(tx, id, holder)?;
    ended.map(drop).ok_or_else(|| Denied::NotFound.into())
}
