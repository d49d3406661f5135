//! Resend: an administrator has what was given up sent again, one or all of a filter.

use base::Ctx;
use base::id::UnitId;
use db::Tx;
use serde::Serialize;

use crate::error::Error;
use crate::events::{Resent, message_stream};
use crate::model::{Channel, Failed, MessageId, Reason};
use crate::store::delivery::Filter;
use crate::{jobs, permissions, queries, store};

/// What is sent again.
#[derive(Clone, Debug, Serialize)]
pub enum Which {
    /// One delivery.
    One(MessageId, Channel),
    /// All of a channel and reason; none is any.
    All(Option<Channel>, Option<Reason>),
}

/// Within what the administrator looks after.
#[derive(Clone, Debug, Serialize)]
pub struct Resend {
    /// What.
    pub which: Which,
}

/// The most that one act sends again.
pub(crate) const MOST: i64 = 500;

/// Puts them on the list again with all their tries; how many.
///
/// # Errors
/// [`Error::NothingFailed`] if nothing on the failed list fits; [`base::Denied`] without the permission.
pub fn resend(tx: &mut Tx, ctx: &Ctx, input: &Resend) -> Result<i64, Error> {
    let authority = ctx.authorise(&permissions::LOOK_AFTER)?;
    ledger::once(tx, ctx, "notice.resend", input, |tx| {
        let seat = queries::seat(tx, &authority, ctx.now.date())?;
        let (channel, reason) = match input.which {
            Which::One(_, channel) => (Some(channel), None),
            Which::All(channel, reason) => (channel, reason),
        };
        let filter = Filter { top: seat.top, root: seat.root, channel, reason };
        let chosen = match input.which {
            Which::One(message, channel) => store::delivery::failed_one(tx, &filter, message, channel)?,
            Which::All(..) => store::delivery::failed(tx, &filter, None, MOST)?,
        };
        let streams: Vec<_> = chosen.iter().map(|it| message_stream(it.message)).collect();
        ledger::open(tx, &streams)?;
        let mut sent = 0;
        for failed in &chosen {
            sent += i64::from(again(tx, ctx, authority.posts()[0].unit, failed)?);
        }
        if sent == 0 {
            return Err(Error::NothingFailed);
        }
        Ok(sent)
    })
}

fn again(tx: &mut Tx, ctx: &Ctx, unit: UnitId, it: &Failed) -> Result<bool, Error> {
    if !store::delivery::again(tx, it.message, it.channel)? {
        return Ok(false);
    }
    jobs::enqueue(tx, ctx, it.message, it.channel, None, ctx.now)?;
    ledger::append(
        tx,
        ctx,
        &message_stream(it.message),
        Some(unit),
        ctx.now,
        &Resent { channel: it.channel },
    )?;
    Ok(true)
}
