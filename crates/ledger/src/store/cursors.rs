//! How far each consumer has come, and what it had to set aside.

use base::Instant;
use db::{Query, Tx, params};

use crate::store::events;
use crate::{Error, Parked, Recorded};

db::statements! {
    /// A consumer the database has not seen.
    BEGIN = "INSERT INTO ledger_cursor (consumer, position) VALUES ($1, $2) ON CONFLICT (consumer) DO NOTHING";
    /// Where every consumer stands.
    ALL = "SELECT consumer, position FROM ledger_cursor ORDER BY consumer";
    /// Where a consumer stands; keeps it, or finds none if another node has it.
    LOCK_FREE = "SELECT position FROM ledger_cursor WHERE consumer = $1 /*lock free*/";
    /// Keeps a consumer, waiting for whoever has it.
    LOCK = "SELECT position FROM ledger_cursor WHERE consumer = $1 /*lock*/";
    /// Moves a consumer on.
    MOVE = "UPDATE ledger_cursor SET position = $2 WHERE consumer = $1";
    /// The placed events after a position.
    AFTER = "SELECT e.stream, e.number, p.position, e.kind, e.occurred_at, e.recorded_at, e.actor, e.unit, e.payload \
             FROM ledger_placed p JOIN ledger_event e ON e.stream = p.stream AND e.number = p.number \
             WHERE p.position > $1 ORDER BY p.position LIMIT $2";
    /// The placed event at a position.
    AT = "SELECT e.stream, e.number, p.position, e.kind, e.occurred_at, e.recorded_at, e.actor, e.unit, e.payload \
          FROM ledger_placed p JOIN ledger_event e ON e.stream = p.stream AND e.number = p.number \
          WHERE p.position = $1";
    /// Whether anything is set aside.
    ANY_PARKED = "SELECT position FROM ledger_parked WHERE consumer = $1 LIMIT 1";
    /// Whether a stream is set aside.
    IS_PARKED = "SELECT position FROM ledger_parked WHERE consumer = $1 AND stream = $2 LIMIT 1";
    /// Sets an event aside. The first of its stream has been tried; those that follow wait behind it.
    PARK = "INSERT INTO ledger_parked (consumer, position, stream, tries, error, next_try, parked_at) \
            VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// The first set-aside event that is due.
    DUE = "SELECT position, stream, tries FROM ledger_parked WHERE consumer = $1 AND next_try <= $2 \
           ORDER BY position LIMIT 1";
    /// Writes down a try that failed.
    TRIED = "UPDATE ledger_parked SET tries = $3, error = $4, next_try = $5 WHERE consumer = $1 AND position = $2";
    /// Takes an event out that went through.
    UNPARK = "DELETE FROM ledger_parked WHERE consumer = $1 AND position = $2";
    /// Lets the first set-aside event of a stream be tried at a moment.
    FREE_FIRST = "UPDATE ledger_parked SET tries = 0, next_try = $3 WHERE consumer = $1 AND position = \
                  (SELECT MIN(position) FROM ledger_parked WHERE consumer = $1 AND stream = $2)";
    /// One page of set-aside streams, each by its first event.
    PARKED = "SELECT p.consumer, p.stream, p.position, p.tries, p.error, p.next_try, p.parked_at, \
              (SELECT COUNT(*) FROM ledger_parked q WHERE q.consumer = p.consumer AND q.stream = p.stream) \
              FROM ledger_parked p WHERE (p.tries > 0 OR p.next_try IS NOT NULL) AND (p.consumer, p.position) > ($1, $2) \
              ORDER BY p.consumer, p.position LIMIT $3";
}

/// An event set aside that is due.
pub(crate) struct Due {
    pub(crate) position: i64,
    pub(crate) stream: String,
    pub(crate) tries: i64,
}

/// Lets a consumer begin at `position`; false if it has begun.
pub(crate) fn begin(tx: &mut Tx, consumer: &str, position: i64) -> Result<bool, Error> {
    Ok(tx.exec(&BEGIN, params![consumer, position])? == 1)
}

/// Where every consumer stands.
pub(crate) fn all(q: &mut impl Query) -> Result<Vec<(String, i64)>, Error> {
    let rows = q.all(&ALL, params![])?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// Where the consumer stands, kept; none if another node has it.
pub(crate) fn lock_free(tx: &mut Tx, consumer: &str) -> Result<Option<i64>, Error> {
    let row = tx.opt(&LOCK_FREE, params![consumer])?;
    Ok(row.map(|row| row.get(0)).transpose()?)
}

/// Keeps the consumer; false if there is none of that name.
pub(crate) fn lock(tx: &mut Tx, consumer: &str) -> Result<bool, Error> {
    Ok(tx.opt(&LOCK, params![consumer])?.is_some())
}

/// Moves the consumer to `position`.
pub(crate) fn move_to(tx: &mut Tx, consumer: &str, position: i64) -> Result<(), Error> {
    tx.exec(&MOVE, params![consumer, position])?;
    Ok(())
}

/// Up to `limit` placed events after `position`.
pub(crate) fn after(q: &mut impl Query, position: i64, limit: i64) -> Result<Vec<Recorded>, Error> {
    let rows = q.all(&AFTER, params![position, limit])?;
    rows.iter().map(|row| events::recorded(row).map_err(Error::from)).collect()
}

/// The placed event at `position`.
pub(crate) fn at(tx: &mut Tx, position: i64) -> Result<Option<Recorded>, Error> {
    let row = tx.opt(&AT, params![position])?;
    Ok(row.map(|row| events::recorded(&row)).transpose()?)
}

/// Whether the consumer has set anything aside.
pub(crate) fn any_parked(tx: &mut Tx, consumer: &str) -> Result<bool, Error> {
    Ok(tx.opt(&ANY_PARKED, params![consumer])?.is_some())
}

/// Whether events of the stream are set aside.
pub(crate) fn is_parked(tx: &mut Tx, consumer: &str, stream: &str) -> Result<bool, Error> {
    Ok(tx.opt(&IS_PARKED, params![consumer, stream])?.is_some())
}

/// Sets aside an event that has just failed once; it is tried again at `next`.
pub(crate) fn park(
    tx: &mut Tx,
    consumer: &str,
    event: &Recorded,
    error: &str,
    now: Instant,
    next: Instant,
) -> Result<(), Error> {
    let row = params![consumer, event.position, event.stream, 1_i64, error, next, now];
    tx.exec(&PARK, row)?;
    Ok(())
}

/// Sets aside an event behind an earlier one of its stream.
pub(crate) fn park_behind(tx: &mut Tx, consumer: &str, event: &Recorded, now: Instant) -> Result<(), Error> {
    let row = params![consumer, event.position, event.stream, 0_i64, "", None::<Instant>, now];
    tx.exec(&PARK, row)?;
    Ok(())
}

/// The first set-aside event whose time has come.
pub(crate) fn due(q: &mut impl Query, consumer: &str, now: Instant) -> Result<Option<Due>, Error> {
    let Some(row) = q.opt(&DUE, params![consumer, now])? else { return Ok(None) };
    Ok(Some(Due { position: row.get(0)?, stream: row.get(1)?, tries: row.get(2)? }))
}

/// Writes down a try that failed; `next` is none when it is not tried again by itself.
pub(crate) fn tried(
    tx: &mut Tx,
    consumer: &str,
    due: &Due,
    error: &str,
    next: Option<Instant>,
) -> Result<(), Error> {
    tx.exec(&TRIED, params![consumer, due.position, due.tries + 1, error, next])?;
    Ok(())
}

/// Takes out an event that went through and lets the next of its stream follow at once.
pub(crate) fn unpark(tx: &mut Tx, consumer: &str, due: &Due, now: Instant) -> Result<(), Error> {
    tx.exec(&UNPARK, params![consumer, due.position])?;
    free_first(tx, consumer, &due.stream, now)?;
    Ok(())
}

/// Lets the first set-aside event of a stream be tried at `now`; false if there is none.
pub(crate) fn free_first(tx: &mut Tx, consumer: &str, stream: &str, now: Instant) -> Result<bool, Error> {
    Ok(tx.exec(&FREE_FIRST, params![consumer, stream, now])? == 1)
}

/// Up to `limit` set-aside streams after (consumer, position).
pub(crate) fn parked(
    q: &mut impl Query,
    consumer: &str,
    position: i64,
    limit: i64,
) -> Result<Vec<Parked>, Error> {
    let rows = q.all(&PARKED, params![consumer, position, limit])?;
    rows.iter()
        .map(|row| {
            Ok(Parked {
                consumer: row.get(0)?,
                stream: row.get(1)?,
                position: row.get(2)?,
                tries: row.get(3)?,
                error: row.get(4)?,
                next_try: row.get(5)?,
                parked_at: row.get(6)?,
                waiting: row.get(7)?,
            })
        })
        .collect()
}
