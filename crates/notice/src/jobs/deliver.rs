//! Delivers one message over one channel: at the pace of its server, again after longer and longer waits.

use base::Instant;
use db::Query;
use ledger::{Done, JobError, Task};
use serde::{Deserialize, Serialize};
use web::App;

use crate::actions::{self, Outcome};
use crate::error::Error;
use crate::gateway::{Channels, Letter};
use crate::model::{Channel, Delivery, MessageId, State};
use crate::{jobs, store};

/// What is delivered.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Deliver {
    pub(crate) message: MessageId,
    pub(crate) channel: Channel,
    /// The moment that the pace of the channel gave it; none before it asked.
    pub(crate) slot: Option<Instant>,
}

pub(super) async fn run(app: App, task: Task) -> Result<Done, JobError> {
    let it: Deliver = task.payload()?;
    let waiting = app.db.read(move |rx| waiting(rx, it)).await.map_err(JobError::retry)?;
    let Some(delivery) = waiting else { return Ok(Done::nothing()) };
    let server = app.site.handed::<Channels>().and_then(|channels| channels.server(it.channel));
    let Some(server) = server else {
        return Ok(Done::record(move |tx, ctx| Ok(actions::skip(tx, ctx, it.message, it.channel)?)));
    };
    if it.slot.is_none() {
        let (ctx, step) = (task.ctx.clone(), server.step());
        let taken = app.db.write(move |tx| actions::take_turn(tx, &ctx, it.channel, step)).await;
        let slot = taken.map_err(JobError::retry)?;
        if slot > task.ctx.now {
            let later = move |tx: &mut db::Tx, ctx: &base::Ctx| {
                Ok(jobs::enqueue(tx, ctx, it.message, it.channel, Some(slot), slot)?)
            };
            return Ok(Done::record(later));
        }
    }
    let outcome = server.send(Letter::of(&delivery, &app.site.address)).await;
    let outcome = Outcome { message: it.message, channel: it.channel, tries: delivery.tries + 1, outcome };
    Ok(Done::record(move |tx, ctx| Ok(actions::record(tx, ctx, &outcome)?)))
}

/// The delivery, while it still waits.
fn waiting(q: &mut impl Query, it: Deliver) -> Result<Option<Delivery>, Error> {
    let found = store::delivery::find(q, it.message, it.channel)?;
    Ok(found.filter(|delivery| delivery.state == State::Queued))
}
