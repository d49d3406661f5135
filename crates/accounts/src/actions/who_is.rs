//! Who a session that was just made belongs to.

use base::{Actor, Ctx, Denied};
use db::Query;

use crate::error::Error;
use crate::look;
use crate::model::Holder;

/// The actor behind a holder.
///
/// # Errors
/// [`Denied::NotFound`] if there is no such person any more.
pub(crate) fn who_is(q: &mut impl Query, ctx: &Ctx, holder: Holder) -> Result<Actor, Error> {
    let _ = ctx.authorise_anyone();
    look::actor(q, holder, ctx.now)?.ok_or_else(|| Denied::NotFound.into())
}
