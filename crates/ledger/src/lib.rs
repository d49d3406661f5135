//! The spine: append-only events in chains, their order without gaps, and what runs on them: consumers, jobs,
//! schedules and effects. Format and promises: `docs/ledger.md`.
//!
//! Nothing here knows what a dossier is; contexts bring their events, consumers, jobs, schedules and effects.

mod append;
mod cause;
mod consumer;
mod crew;
mod effect;
mod enqueue;
mod error;
mod event;
mod figures;
pub mod hash;
mod hexed;
mod job;
mod once;
mod past;
mod schedule;
mod sequencer;
mod sign;
mod store;
mod stream;
pub mod testing;
mod verify;
mod wake;
mod warrant;
mod worker;

pub use append::{
    PayloadErased, append, erase, happened_after, history, history_page, last_position, last_written, open,
    placed_after,
};
pub use cause::Cause;
pub use consumer::{Consumer, Lag, Parked, Start, begin, lags, parked, resend};
pub use crew::{Crew, run, settle};
pub use effect::{
    Effect, EffectRun, Foreseen, Preview, Progress, announce, effect_runs, failed_effects, preview,
    resend_effect,
};
pub use enqueue::{FailedJob, enqueue, failed_jobs, resend_job};
pub use error::Error;
pub use event::{Event, Recorded, actor_text};
pub use figures::{Figures, Jobs, figures};
pub use job::{Done, Job, JobError, Record, Running, Task};
pub use once::{answered, digest, once};
pub use past::{Past, PastEvent, end, take_over};
pub use schedule::{Schedule, When};
pub use sequencer::{place_all, place_some};
pub use sign::{SignedRoot, Signer, read_roots, sign_root};
pub use store::order::End;
pub use stream::Stream;
pub use verify::{Finding, Report, Scope, Trust, Wrong, export, verify, verify_bundle};
pub use warrant::{grant_warrant, withdraw_all_warrants, withdraw_warrant};

/// Every statement, for the test that prepares them on both engines.
pub static STATEMENTS: &[&[&db::Statement]] = store::STATEMENTS;

/// The schema.
pub static MIGRATIONS: &[db::Migration] = &[
    db::Migration { name: "ledger/0001_ledger", sql: include_str!("migrations/0001_ledger.sql") },
    db::Migration { name: "ledger/0002_by_key", sql: include_str!("migrations/0002_by_key.sql") },
    db::Migration { name: "ledger/0003_warrant", sql: include_str!("migrations/0003_warrant.sql") },
];

/// The table an append writes: a test's guard refuses a transaction that changed state and not this.
pub const EVENT_TABLE: &str = "ledger_event";

/// What every table of the ledger begins with: none of them is a state table.
pub const TABLE_PREFIX: &str = "ledger_";
