//! What the proofs share: two kinds of events, a crew around a database, an actor.

use std::sync::Arc;

use base::id::{StaffId, Uuid};
use base::{Actor, Clock, Ctx, Instant, ManualClock, Rng, Staff};
use db::Db;
use ledger::{Crew, Error, Event, Stream};
use serde::{Deserialize, Serialize};

/// Something was written on a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Written {
    pub(crate) text: String,
}

impl Event for Written {
    const KIND: &'static str = "page.written.1";
}

/// A page was torn out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Torn {}

impl Event for Torn {
    const KIND: &'static str = "page.torn.1";
}

/// 2026-11-18T09:20:00+07:00.
pub(crate) const START: Instant = Instant::from_micros(1_795_054_800_000_000);

/// A table to change, as a context would.
pub(crate) static MIGRATION: db::Migration = db::Migration {
    name: "toy/0001_page",
    sql: "CREATE TABLE page (id TEXT PRIMARY KEY, text TEXT NOT NULL, times BIGINT NOT NULL)",
};

/// The schema of the ledger and of the toy context.
pub(crate) async fn migrate(db: &Db) {
    let all: Vec<_> = ledger::MIGRATIONS.iter().copied().chain([MIGRATION]).collect();
    db.migrate(&all).await.expect("the schema");
}

/// The `index`-th page.
pub(crate) fn page(index: u128) -> Stream {
    Stream::new("page", Uuid::from_u128(index))
}

/// A member of staff acts at `now`.
pub(crate) fn ctx(rng: &Rng, now: Instant) -> Ctx {
    let staff = Staff {
        staff: StaffId::from_uuid(Uuid::from_u128(1)),
        name: "An".to_owned(),
        posts: Vec::new(),
        acting: None,
        warrant: None,
    };
    Ctx { actor: Actor::Staff(staff), ..Ctx::system("test", now, rng) }
}

/// Writes `text` on `page` in a transaction of its own; the number.
pub(crate) async fn write(db: &Db, ctx: &Ctx, page: &Stream, text: &str) -> i64 {
    let (ctx, page, event) = (ctx.clone(), page.clone(), Written { text: text.to_owned() });
    db.write(move |tx| ledger::append(tx, &ctx, &page, None, ctx.now, &event)).await.expect("an append")
}

/// A crew of nobody yet, with a clock that stands still.
pub(crate) fn crew(db: &Db) -> (Crew<()>, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock::new(START));
    let shared: Arc<dyn Clock> = clock.clone();
    let crew = Crew {
        db: db.clone(),
        clock: shared,
        rng: Rng::seeded(7),
        state: (),
        consumers: Vec::new(),
        jobs: Vec::new(),
        schedules: Vec::new(),
        effects: Vec::new(),
        signer: None,
        roots: None,
    };
    (crew, clock)
}

/// Everything placed, in order, as (stream, number).
pub(crate) async fn placed(db: &Db) -> Vec<(Stream, i64)> {
    db::statements! {
        /// The order.
        ORDER = "SELECT stream, number, position FROM ledger_placed ORDER BY position";
    }
    assert_eq!(STATEMENTS.len(), 1);
    let rows = db
        .read(|rx| db::Query::all(rx, &ORDER, db::params![]))
        .await
        .map_err(Error::from)
        .expect("the order");
    for (index, row) in rows.iter().enumerate() {
        let position: i64 = row.get(2).expect("a position");
        assert_eq!(usize::try_from(position).ok(), Some(index + 1), "positions are dense");
    }
    rows.iter().map(|row| (row.get(0).expect("a stream"), row.get(1).expect("a number"))).collect()
}

/// Asserts that each stream's events stand in the order of their numbers, each once.
pub(crate) fn assert_in_order(placed: &[(Stream, i64)]) {
    let mut last = std::collections::HashMap::new();
    for (stream, number) in placed {
        let before = last.insert(stream, *number).unwrap_or(0);
        assert_eq!(*number, before + 1, "{stream} is placed in order, each event once");
    }
}
