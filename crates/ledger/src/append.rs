//! Writing: lock the heads, append events, erase a payload where the law says so.

use base::id::UnitId;
use base::{Ctx, Instant};
use db::{Query, Tx, params};
use serde::{Deserialize, Serialize};

use crate::event::actor_text;
use crate::hash::{self, Header};
use crate::store::{cursors, events, order};
use crate::{Error, Event, Recorded, Stream, warrant};

/// Locks the heads of `streams` until the transaction ends, in one order for everybody, so that two acts on the
/// same streams follow one another and never wait for each other in a circle. The first statement of an action
/// after `authorise`, before anything is loaded. A stream whose identifier the act itself has just made needs
/// none: nobody else can know it.
///
/// # Errors
/// Those of the database.
pub fn open(tx: &mut Tx, streams: &[Stream]) -> Result<(), Error> {
    let mut sorted: Vec<&Stream> = streams.iter().collect();
    sorted.sort_unstable();
    sorted.dedup();
    events::lock_heads(tx, &sorted)
}

/// Appends one event to `stream`; answers its number within the stream. `unit` is the unit under which it
/// happened, `occurred` when it happened (paper handed in yesterday); when it was written is `ctx.recorded`.
///
/// # Errors
/// [`Error::Withdrawn`] if what the actor acts under was withdrawn; [`Error::Unwritable`] if the event is no JSON; those of
/// the database.
pub fn append<E: Event>(
    tx: &mut Tx,
    ctx: &Ctx,
    stream: &Stream,
    unit: Option<UnitId>,
    occurred: Instant,
    event: &E,
) -> Result<i64, Error> {
    warrant::hold(tx, ctx)?;
    let payload =
        serde_json::to_string(event).map_err(|source| Error::Unwritable { what: E::KIND, source })?;
    let (number, recorded_at) = events::next_number(tx, stream, ctx.recorded)?;
    let previous =
        if number == 1 { hash::NONE } else { events::hash_of(tx, stream, number - 1)?.unwrap_or(hash::NONE) };
    let salt = ctx.rng.bytes::<16>();
    let payload_hash = hash::payload(&salt, &payload);
    let actor = actor_text(&ctx.actor);
    let unit = unit.map_or_else(String::new, |unit| unit.to_string());
    let header = Header {
        stream: stream.as_str(),
        number,
        kind: E::KIND,
        occurred_at: occurred.micros(),
        recorded_at: recorded_at.micros(),
        actor: &actor,
        unit: &unit,
    };
    let hash = hash::event(&previous, &header, &payload_hash);
    let note = params![recorded_at, stream, number];
    let row = params![
        stream,
        number,
        E::KIND,
        occurred,
        recorded_at,
        actor,
        unit,
        payload,
        salt,
        payload_hash,
        previous,
        hash
    ];
    tx.put(&events::INSERT, row)?;
    tx.put(&events::INSERT_UNPLACED, note)?;
    crate::wake::APPENDED.ring();
    Ok(number)
}

/// When the last event that has a place was written; none in a ledger without any. A clock that is behind it would give what
/// happens next a date before what is written.
///
/// # Errors
/// Those of the database.
pub fn last_written(q: &mut impl Query) -> Result<Option<Instant>, Error> {
    order::last_written(q)
}

/// The last position of the order; 0 before the first event has its place.
///
/// # Errors
/// Those of the database.
pub fn last_position(q: &mut impl Query) -> Result<i64, Error> {
    order::last_position(q)
}

/// Up to `limit` positions behind one, each with the name of its event's stream: for screens that follow what happens. What
/// must not be missed is a [`crate::Consumer`].
///
/// # Errors
/// Those of the database.
pub fn placed_after(q: &mut impl Query, position: i64, limit: i64) -> Result<Vec<(i64, String)>, Error> {
    order::placed_after(q, position, limit)
}

/// Up to `limit` placed events behind a position, in order: for a page that asks what came of something. What must not be missed is a
/// [`crate::Consumer`].
///
/// # Errors
/// Those of the database.
pub fn happened_after(q: &mut impl Query, position: i64, limit: i64) -> Result<Vec<Recorded>, Error> {
    cursors::after(q, position, limit)
}

/// All events of a stream, in order. For screens that page, see [`history_page`].
///
/// # Errors
/// Those of the database.
pub fn history(q: &mut impl Query, stream: &Stream) -> Result<Vec<Recorded>, Error> {
    events::page(q, stream, 0, i64::MAX)
}

/// Up to `limit` events of a stream with numbers above `after`.
///
/// # Errors
/// Those of the database.
pub fn history_page(
    q: &mut impl Query,
    stream: &Stream,
    after: i64,
    limit: i64,
) -> Result<Vec<Recorded>, Error> {
    events::page(q, stream, after, limit)
}

/// That a payload was erased, and on which ground.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayloadErased {
    /// The number of the erased event in the same stream.
    pub number: i64,
    /// The article of law that asks for it.
    pub citation: String,
}

impl Event for PayloadErased {
    const KIND: &'static str = "ledger.payload-erased.1";
}

/// Takes away the payload and the salt of event `number` of `stream` where the law asks for it. The hash of the
/// payload stays, so the chain still verifies; that it was erased, by whom and on which ground (`citation`, an
/// article of law) becomes an event of the same stream. The actor's right to do so is the caller's to check.
///
/// # Errors
/// [`Error::Missing`] if there is no such event or its payload is gone already; those of the database.
pub fn erase(tx: &mut Tx, ctx: &Ctx, stream: &Stream, number: i64, citation: &str) -> Result<(), Error> {
    open(tx, std::slice::from_ref(stream))?;
    if !events::erase(tx, stream, number)? {
        return Err(Error::Missing("payload"));
    }
    let erased = PayloadErased { number, citation: citation.to_owned() };
    append(tx, ctx, stream, None, ctx.now, &erased)?;
    Ok(())
}
