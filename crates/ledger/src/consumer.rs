//! What follows the order of events: a projection, a notice, a live screen; and what it had to set aside.

use std::time::{Duration, Instant as Stopwatch};

use base::{Ctx, Instant};
use db::{Db, Query, Tx};

use crate::cause::{self, Cause, catching};
use crate::store::cursors::{self, Due};
use crate::store::order;
use crate::{Error, Recorded, Stream};

/// Follows the placed events one by one and writes rows, nothing else: its cursor moves in the same transaction,
/// so each event is applied exactly once. What must go outward becomes a job ([`crate::enqueue`]).
#[derive(Clone, Debug)]
pub struct Consumer {
    /// Unique for ever, `context.what`: the cursor is kept under it.
    pub name: &'static str,
    /// The kinds it wants; the others are passed over.
    pub kinds: &'static [&'static str],
    /// Where it starts when it first appears.
    pub start: Start,
    /// Applies one event. An error or panic undoes this event alone, sets its stream aside and lets the others
    /// go on; later events of that stream wait behind it in order.
    pub apply: fn(&mut Tx, &Ctx, &Recorded) -> Result<(), Cause>,
}

/// Where a consumer starts that the database has not seen before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// With the first event ever: projections.
    Beginning,
    /// With what is placed from then on: notices, which must not go out for the past.
    Present,
}

/// How often an event is tried before it waits for a person, and the seconds between two tries.
const TRIES: i64 = 5;
const RETRY_SECONDS: i64 = 60;

/// The most events of one transaction, and the time after which it takes no more.
const BATCH: i64 = 100;
const BATCH_TIME: Duration = Duration::from_millis(20);

/// A stream a consumer had to set aside, by its first event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parked {
    /// The consumer.
    pub consumer: String,
    /// The stream.
    pub stream: Stream,
    /// The position of the event that failed.
    pub position: i64,
    /// How often it was tried.
    pub tries: i64,
    /// Why the last try failed, in English, for the administrator.
    pub error: String,
    /// When it is tried again by itself; none when it waits for a person.
    pub next_try: Option<Instant>,
    /// When it was set aside.
    pub parked_at: Instant,
    /// How many events of the stream are set aside, this one included.
    pub waiting: i64,
}

/// Up to `limit` set-aside streams after (`consumer`, `position`) of the last one seen; begin with `("", 0)`.
///
/// # Errors
/// Those of the database.
pub fn parked(q: &mut impl Query, consumer: &str, position: i64, limit: i64) -> Result<Vec<Parked>, Error> {
    cursors::parked(q, consumer, position, limit)
}

/// Lets a set-aside stream be tried again at once, with all its tries. Who may do so is the caller's to check.
///
/// # Errors
/// [`Error::Missing`] if the consumer has not set the stream aside; those of the database.
pub fn resend(tx: &mut Tx, ctx: &Ctx, consumer: &str, stream: &Stream) -> Result<(), Error> {
    let there = cursors::lock(tx, consumer)? && cursors::free_first(tx, consumer, stream.as_str(), ctx.now)?;
    if !there {
        return Err(Error::Missing("parked stream"));
    }
    crate::wake::PLACED.ring();
    Ok(())
}

/// How far behind the order a consumer is, in events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lag {
    /// The consumer.
    pub consumer: String,
    /// The events placed that it has not seen.
    pub behind: i64,
}

/// Where every consumer stands that has ever run.
///
/// # Errors
/// Those of the database.
pub fn lags(q: &mut impl Query) -> Result<Vec<Lag>, Error> {
    let end = order::end(q)?.position;
    let all = cursors::all(q)?;
    Ok(all.into_iter().map(|(consumer, at)| Lag { consumer, behind: end - at }).collect())
}

/// Lets each of these stand where it starts, if the database has not seen it: what happens from then on reaches it, also before a crew runs.
///
/// # Errors
/// Those of the database.
pub async fn begin(db: &Db, consumers: Vec<Consumer>) -> Result<(), Error> {
    db.write(move |tx| consumers.iter().try_for_each(|it| position(tx, it).map(drop))).await
}

/// The consumers of `all` that have something to do at `now`, all asked in one snapshot.
pub(crate) async fn restless(db: &Db, all: &[Consumer], now: Instant) -> Result<Vec<Consumer>, Error> {
    let names: Vec<_> = all.iter().map(|it| it.name).collect();
    let restless = db.read(move |rx| {
        let (lags, mut restless) = (lags(rx)?, Vec::new());
        for name in names {
            let behind = lags.iter().find(|it| it.consumer == name).is_none_or(|it| it.behind > 0);
            restless.push(behind || cursors::due(rx, name, now)?.is_some());
        }
        Ok::<_, Error>(restless)
    });
    let restless = restless.await?;
    Ok(all.iter().zip(restless).filter(|(_, it)| *it).map(|(consumer, _)| consumer.clone()).collect())
}

/// Runs `consumer` to the end of the order and retries what is due; how many events it went over.
pub(crate) async fn catch_up(
    db: &Db,
    consumer: &Consumer,
    ctx: &Ctx,
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Result<usize, Error> {
    let mut seen = 0;
    while goes_on() {
        let some = match step(db, consumer, ctx, false).await {
            Err(Step::Failed) => step(db, consumer, ctx, true).await.map_err(Step::into_error)?,
            other => other.map_err(Step::into_error)?,
        };
        if some == 0 {
            break;
        }
        seen += some;
    }
    while goes_on() && retry_one(db, consumer, ctx).await? {
        seen += 1;
    }
    Ok(seen)
}

/// Why a batch was not kept.
enum Step {
    Ledger(Error),
    Failed,
}

impl Step {
    fn into_error(self) -> Error {
        match self {
            Self::Ledger(error) => error,
            // A careful step sets failures aside; it does not end in one.
            Self::Failed => Error::Missing("careful step"),
        }
    }
}

impl From<Error> for Step {
    fn from(error: Error) -> Self {
        Self::Ledger(error)
    }
}

impl From<db::Error> for Step {
    fn from(error: db::Error) -> Self {
        Self::Ledger(error.into())
    }
}

/// One transaction. Quick first: no savepoints, and any failure undoes it all; then careful: a savepoint around
/// each event, and what fails is set aside.
async fn step(db: &Db, consumer: &Consumer, ctx: &Ctx, careful: bool) -> Result<usize, Step> {
    let (consumer, ctx) = (consumer.clone(), ctx.clone());
    db.write(move |tx| {
        let Some(position) = position(tx, &consumer)? else { return Ok(0) };
        let events = cursors::after(tx, position, BATCH)?;
        if events.is_empty() {
            return Ok(0);
        }
        let begun = Stopwatch::now();
        let mut parked = cursors::any_parked(tx, consumer.name)?;
        let mut seen = 0;
        let mut last = position;
        for event in &events {
            if consumer.kinds.contains(&event.kind.as_str()) {
                parked |= apply(tx, &consumer, &ctx, event, careful, parked)?;
            }
            seen += 1;
            last = event.position.unwrap_or(last);
            if begun.elapsed() > BATCH_TIME {
                break;
            }
        }
        cursors::move_to(tx, consumer.name, last)?;
        Ok(seen)
    })
    .await
}

/// Where the consumer stands, kept; it begins if the database has not seen it. None while another node has it.
fn position(tx: &mut Tx, consumer: &Consumer) -> Result<Option<i64>, Error> {
    if let Some(position) = cursors::lock_free(tx, consumer.name)? {
        return Ok(Some(position));
    }
    let start = if consumer.start == Start::Beginning { 0 } else { order::end(tx)?.position };
    Ok(cursors::begin(tx, consumer.name, start)?.then_some(start))
}

/// Applies one event or sets it aside; true if it set one aside. `parked`: the consumer has set something aside.
fn apply(
    tx: &mut Tx,
    consumer: &Consumer,
    ctx: &Ctx,
    event: &Recorded,
    careful: bool,
    parked: bool,
) -> Result<bool, Step> {
    if parked && cursors::is_parked(tx, consumer.name, event.stream.as_str())? {
        cursors::park_behind(tx, consumer.name, event, ctx.now)?;
        return Ok(false);
    }
    if !careful {
        return catching(|| (consumer.apply)(tx, ctx, event)).map(|()| false).map_err(|_| Step::Failed);
    }
    let Err(cause) = tx.attempt(|tx| catching(|| (consumer.apply)(tx, ctx, event))) else { return Ok(false) };
    let error = cause::text(&*cause);
    tracing::warn!(consumer = consumer.name, stream = %event.stream, position = event.position, %error,
        "a consumer failed and sets the stream aside");
    cursors::park(tx, consumer.name, event, &error, ctx.now, ctx.now.plus_seconds(RETRY_SECONDS))?;
    Ok(true)
}

/// Tries the first set-aside event that is due; false if none is.
async fn retry_one(db: &Db, consumer: &Consumer, ctx: &Ctx) -> Result<bool, Error> {
    let (name, now) = (consumer.name, ctx.now);
    if db.read(move |rx| cursors::due(rx, name, now)).await?.is_none() {
        return Ok(false);
    }
    let (consumer, ctx) = (consumer.clone(), ctx.clone());
    db.write(move |tx| {
        if cursors::lock_free(tx, consumer.name)?.is_none() {
            return Ok(false);
        }
        let Some(due) = cursors::due(tx, consumer.name, ctx.now)? else { return Ok(false) };
        retry(tx, &consumer, &ctx, &due)?;
        Ok(true)
    })
    .await
}

fn retry(tx: &mut Tx, consumer: &Consumer, ctx: &Ctx, due: &Due) -> Result<(), Error> {
    let event = cursors::at(tx, due.position)?.ok_or(Error::Missing("event"))?;
    match tx.attempt(|tx| catching(|| (consumer.apply)(tx, ctx, &event))) {
        Ok(()) => cursors::unpark(tx, consumer.name, due, ctx.now),
        Err(cause) => {
            let next = (due.tries + 1 < TRIES).then(|| ctx.now.plus_seconds(RETRY_SECONDS));
            cursors::tried(tx, consumer.name, due, &cause::text(&*cause), next)
        }
    }
}
