//! A delivery takes its turn at the server of its channel.

use base::{Ctx, Instant};
use db::Tx;

use crate::error::Error;
use crate::model::Channel;
use crate::store;

/// The moment from which on it may ask, `step` microseconds after the one before.
pub(crate) fn take_turn(tx: &mut Tx, ctx: &Ctx, channel: Channel, step: i64) -> Result<Instant, Error> {
    ctx.authorise_system()?;
    store::channel::take(tx, channel, ctx.now, step)
}
