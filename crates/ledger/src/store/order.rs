//! The order of everything: what waits for a place, what has one, the roots and their signatures.

use base::Instant;
use db::{Query, Tx, params};

use crate::Error;
use crate::hash::{self, Hash};
use crate::sign::SignedRoot;
use crate::store::events;

db::statements! {
    /// Whether something waits.
    WAITS = "SELECT number FROM ledger_unplaced LIMIT 1";
    /// How much waits.
    COUNT_WAITING = "SELECT COUNT(*) FROM ledger_unplaced";
    /// The end of the order; locks it, or finds none if another node holds it.
    LOCK_END = "SELECT position, root FROM ledger_order WHERE name = 'all' /*lock free*/";
    /// The end of the order.
    END = "SELECT position, root FROM ledger_order WHERE name = 'all'";
    /// The beginning of the order, once.
    FIRST_END = "INSERT INTO ledger_order (name, position, root) VALUES ('all', 0, $1) ON CONFLICT (name) DO NOTHING";
    /// What waits, each stream in its own order: time never goes back within a stream.
    WAITING = "SELECT u.recorded_at, u.stream, u.number, e.hash FROM ledger_unplaced u \
               JOIN ledger_event e ON e.stream = u.stream AND e.number = u.number \
               ORDER BY u.recorded_at, u.stream, u.number LIMIT $1";
    /// Gives an event its place.
    PLACE = "INSERT INTO ledger_placed (position, stream, number, root) VALUES ($1, $2, $3, $4)";
    /// Takes the note away.
    PLACED = "DELETE FROM ledger_unplaced WHERE recorded_at = $1 AND stream = $2 AND number = $3";
    /// Moves the end.
    MOVE_END = "UPDATE ledger_order SET position = $1, root = $2 WHERE name = 'all'";
    /// The streams of the events behind a position.
    PLACED_AFTER = "SELECT position, stream FROM ledger_placed WHERE position > $1 ORDER BY position LIMIT $2";
    /// When the last event that has a place was written.
    LAST_WRITTEN = "SELECT e.recorded_at FROM ledger_placed p JOIN ledger_event e ON e.stream = p.stream AND e.number = p.number \
                    ORDER BY p.position DESC LIMIT 1";
    /// Keeps a signature.
    SIGN = "INSERT INTO ledger_signature (position, signer, root, signed_at, signature) VALUES ($1, $2, $3, $4, $5) \
            ON CONFLICT (position, signer) DO NOTHING";
    /// Whether a position is signed by a signer.
    SIGNED = "SELECT signed_at FROM ledger_signature WHERE position = $1 AND signer = $2";
    /// One page of signatures.
    SIGNATURES = "SELECT position, signer, root, signed_at, signature FROM ledger_signature \
                  WHERE (position, signer) > ($1, $2) AND position <= $3 ORDER BY position, signer LIMIT $4";
}

/// The last position and the root there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    pub(crate) position: i64,
    pub(crate) root: Hash,
}

impl End {
    /// The last position; 0 before the first event.
    #[must_use]
    pub const fn position(&self) -> i64 {
        self.position
    }

    /// The root there.
    #[must_use]
    pub const fn root(&self) -> &Hash {
        &self.root
    }
}

/// One event that waits for its place.
pub(crate) struct Waiting {
    pub(crate) recorded_at: Instant,
    pub(crate) stream: String,
    pub(crate) number: i64,
    pub(crate) hash: Hash,
}

/// The last position; 0 before the first event has its place.
pub(crate) fn last_position(q: &mut impl Query) -> Result<i64, Error> {
    Ok(q.opt(&END, params![])?.map(|row| row.get(0)).transpose()?.unwrap_or(0))
}

/// Up to `limit` positions behind one, each with the stream of its event.
pub(crate) fn placed_after(
    q: &mut impl Query,
    position: i64,
    limit: i64,
) -> Result<Vec<(i64, String)>, Error> {
    let rows = q.all(&PLACED_AFTER, params![position, limit])?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// Whether something waits.
pub(crate) fn waits(q: &mut impl Query) -> Result<bool, Error> {
    Ok(q.opt(&WAITS, params![])?.is_some())
}

/// How much waits.
pub(crate) fn count_waiting(q: &mut impl Query) -> Result<i64, Error> {
    Ok(q.one(&COUNT_WAITING, params![])?.get(0)?)
}

/// The end, locked; none while another node holds it.
pub(crate) fn lock_end(tx: &mut Tx) -> Result<Option<End>, Error> {
    if let Some(row) = tx.opt(&LOCK_END, params![])? {
        return Ok(Some(End { position: row.get(0)?, root: events::hash(&row, 1)? }));
    }
    let first = tx.exec(&FIRST_END, params![hash::NONE])? == 1;
    Ok(first.then_some(End { position: 0, root: hash::NONE }))
}

/// The end; position 0 before the first event.
pub(crate) fn end(q: &mut impl Query) -> Result<End, Error> {
    match q.opt(&END, params![])? {
        Some(row) => Ok(End { position: row.get(0)?, root: events::hash(&row, 1)? }),
        None => Ok(End { position: 0, root: hash::NONE }),
    }
}

/// Up to `limit` events that wait.
pub(crate) fn waiting(tx: &mut Tx, limit: i64) -> Result<Vec<Waiting>, Error> {
    let rows = tx.all(&WAITING, params![limit])?;
    rows.iter()
        .map(|row| {
            Ok(Waiting {
                recorded_at: row.get(0)?,
                stream: row.get(1)?,
                number: row.get(2)?,
                hash: events::hash(row, 3)?,
            })
        })
        .collect()
}

/// Gives `waiting` the places after `end` and moves it.
pub(crate) fn place(tx: &mut Tx, mut end: End, waiting: &[Waiting]) -> Result<End, Error> {
    let mut places = Vec::with_capacity(waiting.len());
    let mut notes = Vec::with_capacity(waiting.len());
    for it in waiting {
        end.position += 1;
        end.root = hash::root(&end.root, end.position, &it.hash);
        places.push(params![end.position, it.stream, it.number, end.root].to_vec());
        notes.push(params![it.recorded_at, it.stream, it.number].to_vec());
    }
    tx.batch(&PLACE, &places)?;
    tx.batch(&PLACED, &notes)?;
    tx.exec(&MOVE_END, params![end.position, end.root])?;
    Ok(end)
}

/// Keeps a signature.
pub(crate) fn sign(tx: &mut Tx, signed: &SignedRoot) -> Result<(), Error> {
    let row = params![signed.position, signed.signer, signed.root, signed.signed_at, signed.signature];
    tx.exec(&SIGN, row)?;
    Ok(())
}

/// Whether `signer` has signed `position`.
pub(crate) fn is_signed(q: &mut impl Query, position: i64, signer: &str) -> Result<bool, Error> {
    Ok(q.opt(&SIGNED, params![position, signer])?.is_some())
}

/// Up to `limit` signatures after (position, signer), none beyond `end`.
pub(crate) fn signatures(
    q: &mut impl Query,
    position: i64,
    signer: &str,
    end: i64,
    limit: i64,
) -> Result<Vec<SignedRoot>, Error> {
    let rows = q.all(&SIGNATURES, params![position, signer, end, limit])?;
    rows.iter()
        .map(|row| {
            Ok(SignedRoot {
                position: row.get(0)?,
                signer: row.get(1)?,
                root: events::hash(row, 2)?,
                signed_at: row.get(3)?,
                signature: row.get(4)?,
            })
        })
        .collect()
}

/// When the last event that has a place was written; none while there is none.
pub(crate) fn last_written(q: &mut impl Query) -> Result<Option<Instant>, Error> {
    Ok(q.opt(&LAST_WRITTEN, &[])?.map(|row| row.get(0)).transpose()?)
}
