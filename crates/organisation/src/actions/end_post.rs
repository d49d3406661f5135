//! An administrator ends a position.

use base::{Authority, Ctx, Denied, Role};
use db::Tx;
use jiff::civil::Date;
use serde::Serialize;

use crate::error::Error;
use crate::events::{PostEnded, staff_stream};
use crate::model::PostId;
use crate::permissions::MANAGE;
use crate::store;

/// A position that ends.
#[derive(Clone, Debug, Serialize)]
pub struct EndPost {
    /// Which position.
    pub post: PostId,
    /// The first day on which it is no longer held.
    pub on: Date,
}

/// Ends the position; one that began on that day or begins later is taken back, since it is held on no day. What was done in it stays
/// done, and the ledger says that it was given.
///
/// # Errors
/// [`Error::Denied`] without the permission, for an unknown position and outside the administrator's reach;
/// [`Error::NotHeld`] if it ended already, or has not begun and somebody is named to stand in for it; [`Error::OwnPosition`] for the
/// administrator's own.
pub fn end_post(tx: &mut Tx, ctx: &Ctx, input: &EndPost) -> Result<(), Error> {
    let admin = ctx.authorise_system().map(|_| None).or_else(|_| ctx.authorise(&MANAGE).map(Some))?;
    ledger::once(tx, ctx, "organisation.end-post", input, |tx| end(tx, ctx, admin.as_ref(), input))
}

fn end(tx: &mut Tx, ctx: &Ctx, admin: Option<&Authority>, input: &EndPost) -> Result<(), Error> {
    let post = store::post::find(tx, input.post)?.ok_or(Denied::NotFound)?;
    ledger::open(tx, &[staff_stream(post.staff)])?;
    let unit = store::unit::latest(tx, post.unit)?.ok_or(Denied::NotFound)?;
    super::reach(admin, unit.place())?;
    if post.role == Role::Admin && admin.is_some_and(|admin| admin.staff().staff == post.staff) {
        return Err(Error::OwnPosition);
    }
    if !store::post::end(tx, post.id, input.on)? && !store::post::take_back(tx, post.id, input.on)? {
        return Err(Error::NotHeld);
    }
    let event = PostEnded { post: post.id, staff: post.staff, on: input.on };
    ledger::append(tx, ctx, &staff_stream(post.staff), Some(unit.root), ctx.now, &event)?;
    Ok(())
}
