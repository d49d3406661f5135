//! Taking over what happened elsewhere: whole histories with the moments at which they happened, hashed on any thread, written in
//! bulk. `recorded_at` is the moment of taking over and says the truth: until then nobody kept these events here. The
//! streams must be new; their events get their places at once, in the order given, so that nothing waits for the sequencer.

use base::id::UnitId;
use base::{Instant, Rng};
use db::{Tx, Value, params};

use crate::hash::{self, Hash, Header};
use crate::store::{events, order};
use crate::{Error, Event, Stream};

/// One event that happened before.
#[derive(Clone, Debug)]
pub struct PastEvent {
    kind: &'static str,
    payload: String,
    actor: String,
    unit: String,
    occurred_at: Instant,
}

impl PastEvent {
    /// An event of `actor` (see [`crate::actor_text`]) under `unit`.
    ///
    /// # Errors
    /// [`Error::Unwritable`] if the event is no JSON.
    pub fn new<E: Event>(
        actor: &str,
        unit: Option<UnitId>,
        occurred_at: Instant,
        event: &E,
    ) -> Result<Self, Error> {
        let payload =
            serde_json::to_string(event).map_err(|source| Error::Unwritable { what: E::KIND, source })?;
        let unit = unit.map_or_else(String::new, |unit| unit.to_string());
        Ok(Self { kind: E::KIND, payload, actor: actor.to_owned(), unit, occurred_at })
    }

    /// Its versioned kind.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        self.kind
    }

    /// Its payload, as JSON.
    #[must_use]
    pub fn payload(&self) -> &str {
        &self.payload
    }
}

/// Whole streams in their chains, ready to be written in one transaction.
#[derive(Clone, Debug, Default)]
pub struct Past {
    heads: Vec<Vec<Value>>,
    events: Vec<Vec<Value>>,
    /// The stream, the number and the hash of each event.
    order: Vec<(String, i64, Hash)>,
}

impl Past {
    /// Hashes `events` into a chain of `stream`, taken over at `recorded_at`. Pure but for the salts, so that one
    /// processor can hash while another writes.
    pub fn add(&mut self, rng: &Rng, stream: &Stream, recorded_at: Instant, events: Vec<PastEvent>) {
        let mut previous = hash::NONE;
        let mut number = 0_i64;
        for event in events {
            number += 1;
            let salt = rng.bytes::<16>();
            let payload_hash = hash::payload(&salt, &event.payload);
            let header = Header {
                stream: stream.as_str(),
                number,
                kind: event.kind,
                occurred_at: event.occurred_at.micros(),
                recorded_at: recorded_at.micros(),
                actor: &event.actor,
                unit: &event.unit,
            };
            let hash = hash::event(&previous, &header, &payload_hash);
            self.events.push(vec![
                Value::Text(stream.as_str().to_owned()),
                Value::Int(number),
                Value::Text(event.kind.to_owned()),
                Value::Int(event.occurred_at.micros()),
                Value::Int(recorded_at.micros()),
                Value::Text(event.actor),
                Value::Text(event.unit),
                Value::Text(event.payload),
                Value::Bytes(salt.to_vec()),
                Value::Bytes(payload_hash.to_vec()),
                Value::Bytes(previous.to_vec()),
                Value::Bytes(hash.to_vec()),
            ]);
            self.order.push((stream.as_str().to_owned(), number, hash));
            previous = hash;
        }
        self.heads.push(params![stream, number, recorded_at].to_vec());
    }

    /// How many events it holds.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.events.is_empty()
    }
}

/// Writes whole streams: heads, events and places. What already waits for a place gets it afterwards.
///
/// # Errors
/// [`Error::Missing`] while another node places events: try again; those of the database, among them that a stream is there
/// already.
pub fn take_over(tx: &mut Tx, past: &Past) -> Result<(), Error> {
    let mut end = order::lock_end(tx)?.ok_or(Error::Missing("end of the order that nobody else holds"))?;
    let mut places = Vec::with_capacity(past.order.len());
    for (stream, number, hash) in &past.order {
        end.position += 1;
        end.root = hash::root(&end.root, end.position, hash);
        places.push(params![end.position, stream.as_str(), *number, end.root].to_vec());
    }
    tx.batch(&events::INSERT_HEAD, &past.heads)?;
    tx.batch(&events::INSERT, &past.events)?;
    tx.batch(&order::PLACE, &places)?;
    tx.exec(&order::MOVE_END, params![end.position, end.root])?;
    Ok(())
}
