//! The spine: append-only events in chains, their order without gaps, and what runs on them: consumers, jobs,
//! schedules and effects. Format and promises: `docs/ledger.md`.

mod append;
mod consumer;
mod effect;
mod enqueue;
mod error;
mod event;
pub mod hash;
mod job;
mod once;
mod schedule;
mod store;
mod stream;
pub mod testing;
mod wake;

pub use append::{PayloadErased, append, erase, history, history_page, open};
pub use consumer::{Cause, Consumer, Start};
pub use effect::{Effect, Preview, Progress};
pub use enqueue::{FailedJob, enqueue, failed_jobs, resend_job};
pub use error::Error;
pub use event::{Event, Recorded, actor_text};
pub use job::{Done, Job, JobError, Record, Running, Task};
pub use once::once;
pub use schedule::{Schedule, When};
pub use stream::Stream;

/// Every statement, for the test that prepares them on both engines.
pub static STATEMENTS: &[&[&db::Statement]] = store::STATEMENTS;

/// The schema.
pub static MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "ledger/0001_ledger", sql: include_str!("migrations/0001_ledger.sql") }];

/// The table an append writes: a test's guard refuses a transaction that changed state and not this.
pub const EVENT_TABLE: &str = "ledger_event";
