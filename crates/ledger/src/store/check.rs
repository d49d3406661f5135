//! What a verification reads, page by page.

use db::{Query, Row, params};

use crate::Error;
use crate::store::events;
use crate::verify::{Link, Place};

db::statements! {
    /// Events with their heads and places, stream by stream.
    EVENTS = "SELECT e.stream, e.number, e.kind, e.occurred_at, e.recorded_at, e.actor, e.unit, e.payload, e.salt, \
              e.payload_hash, e.previous, e.hash, p.position, s.number FROM ledger_event e \
              LEFT JOIN ledger_placed p ON p.stream = e.stream AND p.number = e.number \
              LEFT JOIN ledger_stream s ON s.stream = e.stream \
              WHERE (e.stream, e.number) > ($1, $2) ORDER BY e.stream, e.number LIMIT $3";
    /// Whether an event waits for its place.
    IS_WAITING = "SELECT number FROM ledger_unplaced WHERE recorded_at = $1 AND stream = $2 AND number = $3";
    /// Heads, and whether their last event is there.
    HEADS = "SELECT s.stream, s.number, e.number FROM ledger_stream s \
             LEFT JOIN ledger_event e ON e.stream = s.stream AND e.number = s.number \
             WHERE s.stream > $1 ORDER BY s.stream LIMIT $2";
    /// Places with the hashes of their events.
    PLACES = "SELECT p.position, p.stream, p.number, p.root, e.hash FROM ledger_placed p \
              LEFT JOIN ledger_event e ON e.stream = p.stream AND e.number = p.number \
              WHERE p.position > $1 AND p.position <= $2 ORDER BY p.position LIMIT $3";
    /// Places after the end, which nobody should have given.
    BEYOND = "SELECT MAX(position) FROM ledger_placed";
    /// Events in the order of their places.
    PLACED_EVENTS = "SELECT e.stream, e.number, e.kind, e.occurred_at, e.recorded_at, e.actor, e.unit, e.payload, e.salt, \
                     e.payload_hash, e.previous, e.hash, p.position, 0, p.root FROM ledger_placed p \
                     JOIN ledger_event e ON e.stream = p.stream AND e.number = p.number \
                     WHERE p.position > $1 AND p.position <= $2 ORDER BY p.position LIMIT $3";
}

/// A head as it is checked.
pub(crate) struct Head {
    pub(crate) stream: String,
    pub(crate) number: i64,
    /// The last event is there.
    pub(crate) there: bool,
}

/// Up to `limit` events after (stream, number), each with the number its head says.
pub(crate) fn events(
    q: &mut impl Query,
    (stream, number): (&str, i64),
    limit: i64,
) -> Result<Vec<(Link, Option<i64>)>, Error> {
    let rows = q.all(&EVENTS, params![stream, number, limit])?;
    rows.iter().map(|row| Ok((link(row)?, row.get(13)?))).collect()
}

/// Whether the event waits for its place.
pub(crate) fn is_waiting(q: &mut impl Query, link: &Link) -> Result<bool, Error> {
    Ok(q.opt(&IS_WAITING, params![link.recorded_at, link.stream, link.number])?.is_some())
}

/// Up to `limit` heads after `stream`.
pub(crate) fn heads(q: &mut impl Query, stream: &str, limit: i64) -> Result<Vec<Head>, Error> {
    let rows = q.all(&HEADS, params![stream, limit])?;
    rows.iter()
        .map(|row| {
            Ok(Head { stream: row.get(0)?, number: row.get(1)?, there: row.get::<Option<i64>>(2)?.is_some() })
        })
        .collect()
}

/// Up to `limit` places after `position`, none after `end`.
pub(crate) fn places(q: &mut impl Query, position: i64, end: i64, limit: i64) -> Result<Vec<Place>, Error> {
    let rows = q.all(&PLACES, params![position, end, limit])?;
    rows.iter()
        .map(|row| {
            Ok(Place {
                position: row.get(0)?,
                event: Some((row.get(1)?, row.get(2)?)),
                root: row.get(3)?,
                hash: row.get(4)?,
            })
        })
        .collect()
}

/// The highest place there is.
pub(crate) fn last_place(q: &mut impl Query) -> Result<i64, Error> {
    Ok(q.one(&BEYOND, params![])?.get::<Option<i64>>(0)?.unwrap_or(0))
}

/// Up to `limit` events with their roots, in order, after `position` and none after `end`.
pub(crate) fn placed_events(
    q: &mut impl Query,
    position: i64,
    end: i64,
    limit: i64,
) -> Result<Vec<(Link, [u8; 32])>, Error> {
    let rows = q.all(&PLACED_EVENTS, params![position, end, limit])?;
    rows.iter().map(|row| Ok((link(row)?, events::hash(row, 14)?))).collect()
}

fn link(row: &Row) -> Result<Link, Error> {
    Ok(Link {
        stream: row.get(0)?,
        number: row.get(1)?,
        kind: row.get(2)?,
        occurred_at: row.get(3)?,
        recorded_at: row.get(4)?,
        actor: row.get(5)?,
        unit: row.get(6)?,
        payload: row.get(7)?,
        salt: row.get(8)?,
        payload_hash: row.get(9)?,
        previous: row.get(10)?,
        hash: row.get(11)?,
        position: row.get(12)?,
    })
}
