//! Taking over what happened elsewhere: whole histories with the moments at which they happened, hashed on any thread, written in
//! bulk. `recorded_at` is the moment of taking over and says the truth: until then nobody kept these events here. The
//! streams must be new; their events get their places at once, in the order given, so that nothing waits for the sequencer.

use base::id::UnitId;
use base::{Instant, Rng};
use db::{Query, Ref, Rows, Tx, params};

use crate::hash::{self, Header};
use crate::store::order::End;
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
    heads: Rows,
    events: Rows,
    /// The places of the events behind the first of the two ends; the second is the last of them.
    places: Rows,
    ends: Option<(End, End)>,
}

/// The columns of [`events::INSERT`] that the order needs.
const STREAM: usize = 0;
const NUMBER: usize = 1;
const HASH: usize = 11;

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
            let mut row = self.events.row();
            row.str(header.stream)
                .int(number)
                .str(header.kind)
                .int(header.occurred_at)
                .int(header.recorded_at);
            row.str(header.actor).str(header.unit).str(&event.payload);
            row.bytes(&salt).bytes(&payload_hash).bytes(&previous).bytes(&hash);
            previous = hash;
        }
        self.heads.row().str(stream.as_str()).int(number).int(recorded_at.micros());
    }

    /// Takes everything out and keeps the memory.
    pub fn clear(&mut self) {
        self.heads.clear();
        self.events.clear();
        self.places.clear();
        self.ends = None;
    }

    /// Gives the events their places behind `end` already, so that whoever writes has less to do; the end after them. If the order
    /// ends elsewhere when they are written, they get their places then.
    ///
    /// # Errors
    /// [`Error::Missing`] for an event without its parts.
    pub fn place_after(&mut self, end: End) -> Result<End, Error> {
        self.places.clear();
        let last = place(&self.events, end, &mut self.places)?;
        self.ends = Some((end, last));
        Ok(last)
    }

    /// How many events it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.events.is_empty()
    }
}

/// Where the order ends now, for [`Past::place_after`].
///
/// # Errors
/// Those of the database.
pub fn end(q: &mut impl Query) -> Result<End, Error> {
    order::end(q)
}

/// Writes whole streams: heads, events and places. What already waits for a place gets it afterwards.
///
/// # Errors
/// [`Error::Missing`] while another node places events: try again; those of the database, among them that a stream is there
/// already.
pub fn take_over(tx: &mut Tx, past: &Past) -> Result<(), Error> {
    let end = order::lock_end(tx)?.ok_or(Error::Missing("end of the order that nobody else holds"))?;
    tx.load(&events::INSERT_HEAD, &past.heads)?;
    tx.load(&events::INSERT, &past.events)?;
    let mut places = Rows::default();
    let (places, last) = match &past.ends {
        Some((from, last)) if *from == end => (&past.places, *last),
        _ => {
            let last = place(&past.events, end, &mut places)?;
            (&places, last)
        }
    };
    tx.load(&order::PLACE, places)?;
    tx.exec(&order::MOVE_END, params![last.position, last.root])?;
    Ok(())
}

/// The places of these events behind `end`; the last of them.
fn place(events: &Rows, mut end: End, places: &mut Rows) -> Result<End, Error> {
    for event in 0..events.len() {
        let [stream, number, hash] = [STREAM, NUMBER, HASH].map(|column| events.get(event, column));
        let (Ref::Text(stream), Ref::Int(number), Ref::Bytes(hash)) = (stream, number, hash) else {
            return Err(Error::Missing("stream, number or hash of an event that was taken over"));
        };
        end.position += 1;
        end.root = hash::root(&end.root, end.position, hash);
        places.row().int(end.position).str(stream).int(number).bytes(&end.root);
    }
    Ok(end)
}
