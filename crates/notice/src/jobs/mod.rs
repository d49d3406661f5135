//! Jobs, one kind a channel, so that a server that hangs holds up its own channel only.

mod deliver;

use base::{Ctx, Instant};
use db::Tx;
use ledger::{Job, Running, Task};
use web::App;

pub(crate) use deliver::Deliver;

use crate::error::Error;
use crate::model::{Channel, MessageId};

/// Delivers by mail.
pub(crate) const MAIL: Job<App> = Job::new("notice.mail", run);
/// Delivers by SMS.
pub(crate) const SMS: Job<App> = Job::new("notice.sms", run);
/// Delivers by Zalo.
pub(crate) const ZALO: Job<App> = Job::new("notice.zalo", run);

fn run(app: App, task: Task) -> Running {
    Box::pin(deliver::run(app, task))
}

/// Puts a delivery on the list, once while it waits. `slot`: the moment the pace of the channel gave it.
pub(crate) fn enqueue(
    tx: &mut Tx,
    ctx: &Ctx,
    message: MessageId,
    channel: Channel,
    slot: Option<Instant>,
    at: Instant,
) -> Result<(), Error> {
    let name = match channel {
        Channel::Mail => MAIL.name,
        Channel::Sms => SMS.name,
        Channel::Zalo => ZALO.name,
        Channel::Inbox => return Ok(()),
    };
    let key = message.to_string();
    ledger::enqueue(tx, ctx, name, &Deliver { message, channel, slot }, Some(&key), at)?;
    Ok(())
}
