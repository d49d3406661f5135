//! Heads, events and what still waits for its place.

use base::Instant;
use db::{BadValue, Query, Row, Tx, params};

use crate::hash::Hash;
use crate::{Error, Recorded, Stream};

db::statements! {
    /// Makes sure the head is there and locks it until the end of the transaction.
    LOCK_HEAD = "INSERT INTO ledger_stream (stream, number, recorded_at) VALUES ($1, 0, 0) \
                 ON CONFLICT (stream) DO UPDATE SET number = ledger_stream.number";
    /// Takes the next number. Time never goes back within a stream, whatever the clocks of two nodes say.
    NEXT_NUMBER = "INSERT INTO ledger_stream (stream, number, recorded_at) VALUES ($1, 1, $2) \
                   ON CONFLICT (stream) DO UPDATE SET number = ledger_stream.number + 1, \
                   recorded_at = CASE WHEN excluded.recorded_at > ledger_stream.recorded_at \
                   THEN excluded.recorded_at ELSE ledger_stream.recorded_at END \
                   RETURNING number, recorded_at";
    /// The hash of one event.
    HASH_OF = "SELECT hash FROM ledger_event WHERE stream = $1 AND number = $2";
    /// Writes an event.
    INSERT = "INSERT INTO ledger_event (stream, number, kind, occurred_at, recorded_at, actor, unit, \
              payload, salt, payload_hash, previous, hash) \
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    /// The head of a stream that is not there yet.
    INSERT_HEAD = "INSERT INTO ledger_stream (stream, number, recorded_at) VALUES ($1, $2, $3)";
    /// Leaves a note for the sequencer.
    INSERT_UNPLACED = "INSERT INTO ledger_unplaced (recorded_at, stream, number) VALUES ($1, $2, $3)";
    /// One page of a stream, in order.
    HISTORY = "SELECT e.stream, e.number, p.position, e.kind, e.occurred_at, e.recorded_at, e.actor, e.unit, e.payload \
               FROM ledger_event e LEFT JOIN ledger_placed p ON p.stream = e.stream AND p.number = e.number \
               WHERE e.stream = $1 AND e.number > $2 ORDER BY e.number LIMIT $3";
    /// Takes a payload away; its hash stays.
    ERASE = "UPDATE ledger_event SET payload = NULL, salt = NULL \
             WHERE stream = $1 AND number = $2 AND payload IS NOT NULL";
}

/// Locks the heads in the order given.
pub(crate) fn lock_heads(tx: &mut Tx, streams: &[&Stream]) -> Result<(), Error> {
    if let [stream] = streams {
        tx.exec(&LOCK_HEAD, params![stream])?;
    } else {
        let rows: Vec<_> = streams.iter().map(|stream| params![stream].to_vec()).collect();
        tx.batch(&LOCK_HEAD, &rows)?;
    }
    Ok(())
}

/// The next number of the stream and the time its event bears.
pub(crate) fn next_number(tx: &mut Tx, stream: &Stream, now: Instant) -> Result<(i64, Instant), Error> {
    let row = tx.one(&NEXT_NUMBER, params![stream, now])?;
    Ok((row.get(0)?, row.get(1)?))
}

/// The hash of an event, none if it is not there.
pub(crate) fn hash_of(q: &mut impl Query, stream: &Stream, number: i64) -> Result<Option<Hash>, Error> {
    match q.opt(&HASH_OF, params![stream, number])? {
        Some(row) => Ok(Some(hash(&row, 0)?)),
        None => Ok(None),
    }
}

/// Up to `limit` events of a stream with numbers above `after`.
pub(crate) fn page(
    q: &mut impl Query,
    stream: &Stream,
    after: i64,
    limit: i64,
) -> Result<Vec<Recorded>, Error> {
    let rows = q.all(&HISTORY, params![stream, after, limit])?;
    rows.iter().map(|row| recorded(row).map_err(Error::from)).collect()
}

/// Takes the payload of one event away; false if there was none.
pub(crate) fn erase(tx: &mut Tx, stream: &Stream, number: i64) -> Result<bool, Error> {
    Ok(tx.exec(&ERASE, params![stream, number])? == 1)
}

/// Reads columns stream, number, position, kind, occurred_at, recorded_at, actor, unit, payload.
pub(crate) fn recorded(row: &Row) -> Result<Recorded, BadValue> {
    Ok(Recorded {
        stream: row.get(0)?,
        number: row.get(1)?,
        position: row.get(2)?,
        kind: row.get(3)?,
        occurred_at: row.get(4)?,
        recorded_at: row.get(5)?,
        actor: row.get(6)?,
        unit: row.get::<String>(7)?.parse().ok(),
        payload: row.get(8)?,
    })
}

/// Reads a column of 32 bytes.
pub(crate) fn hash(row: &Row, column: usize) -> Result<Hash, BadValue> {
    row.get::<Vec<u8>>(column)?.try_into().map_err(|_| BadValue { column, expected: "32 bytes" })
}
