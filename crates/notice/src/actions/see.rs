//! A citizen or an officer has read what they were told.

use base::Ctx;
use db::Tx;

use crate::error::Error;
use crate::model::{MessageId, Recipient};
use crate::store;

/// Marks one message read.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's.
pub fn mark_read(tx: &mut Tx, ctx: &Ctx, message: MessageId) -> Result<(), Error> {
    let reader = Recipient::of(ctx.authorise_anyone())?;
    if store::message::read(tx, message, reader, ctx.now)? { Ok(()) } else { Err(Error::NotFound) }
}

/// Marks all of one's messages read.
///
/// # Errors
/// [`Error::Denied`] for nobody.
pub fn mark_all_read(tx: &mut Tx, ctx: &Ctx) -> Result<(), Error> {
    let reader = Recipient::of(ctx.authorise_anyone())?;
    store::message::read_all(tx, reader, ctx.now)
}
