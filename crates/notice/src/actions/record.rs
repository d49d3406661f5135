//! How a delivery went: taken, to be tried again after a while, or given up.

use base::Ctx;
use db::Tx;

use crate::error::Error;
use crate::events::{GivenUp, Sent, message_stream};
use crate::gateway::Failure;
use crate::model::{Channel, MessageId, Reason, State};
use crate::store::delivery::Tried;
use crate::{jobs, rules, store};

/// How the server answered.
pub(crate) struct Outcome {
    pub(crate) message: MessageId,
    pub(crate) channel: Channel,
    /// This try among those of the delivery, from 1.
    pub(crate) tries: i64,
    pub(crate) outcome: Result<(), Failure>,
}

/// Writes it down; a delivery that another try ended stays as it is.
pub(crate) fn record(tx: &mut Tx, ctx: &Ctx, it: &Outcome) -> Result<(), Error> {
    ctx.authorise_system()?;
    let stream = message_stream(it.message);
    ledger::open(tx, std::slice::from_ref(&stream))?;
    let again = match &it.outcome {
        Err(failure) if failure.reason.may_pass() => rules::wait(it.tries),
        _ => None,
    };
    let failure = it.outcome.as_ref().err();
    let state = match (&it.outcome, again) {
        (Ok(()), _) => State::Sent,
        (Err(_), Some(_)) => State::Queued,
        (Err(_), None) => State::Failed,
    };
    let reason = failure.map(|failure| failure.reason);
    let detail = failure.map_or("", |failure| &failure.detail);
    let tried = Tried { state, reason, detail, now: ctx.now };
    if !store::delivery::tried(tx, it.message, it.channel, &tried)? {
        return Ok(());
    }
    match reason {
        Some(reason) if reason.may_pass() => store::channel::ill(tx, it.channel, reason, ctx.now)?,
        // A server that refuses an address is well.
        _ => store::channel::well(tx, it.channel)?,
    }
    match (again, reason) {
        (Some(seconds), _) => {
            jobs::enqueue(tx, ctx, it.message, it.channel, None, ctx.now.plus_seconds(seconds))
        }
        (None, Some(reason)) => given_up(tx, ctx, it, reason),
        (None, None) => {
            let event = Sent { channel: it.channel, tries: it.tries };
            Ok(ledger::append(tx, ctx, &stream, None, ctx.now, &event).map(drop)?)
        }
    }
}

fn given_up(tx: &mut Tx, ctx: &Ctx, it: &Outcome, reason: Reason) -> Result<(), Error> {
    let event = GivenUp { channel: it.channel, tries: it.tries, reason };
    ledger::append(tx, ctx, &message_stream(it.message), None, ctx.now, &event)?;
    Ok(())
}

/// This installation has no such channel: nothing is sent and nothing failed.
pub(crate) fn skip(tx: &mut Tx, ctx: &Ctx, message: MessageId, channel: Channel) -> Result<(), Error> {
    ctx.authorise_system()?;
    store::delivery::skip(tx, message, channel)
}
