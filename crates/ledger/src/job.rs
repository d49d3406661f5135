//! Work outside a request: mail, calls to other systems, long computations.

use std::future::Future;
use std::pin::Pin;

use base::Ctx;
use base::id::Uuid;
use db::Tx;
use serde::de::DeserializeOwned;

use crate::cause::Cause;

/// A kind of job. `S` is what the composition root hands to every job (database, files, connectors).
#[derive(Debug)]
pub struct Job<S> {
    /// Unique, `context.what`: waiting rows are kept under it.
    pub name: &'static str,
    /// Does it once. Must be idempotent: after a crash it is run again.
    pub run: fn(S, Task) -> Running,
    /// How often it is tried in all before it stands in the failed list, from 1.
    pub tries: i64,
    /// Seconds between two tries, always the same.
    pub retry_seconds: i64,
    /// Seconds after which a try is given up, from 1.
    pub timeout_seconds: u32,
    /// How many run at once on one node, from 1; one kind never takes the place of another.
    pub at_once: usize,
}

impl<S> Job<S> {
    /// A job with the usual patience: 48 tries five minutes apart, two minutes each, four at once.
    #[must_use]
    pub const fn new(name: &'static str, run: fn(S, Task) -> Running) -> Self {
        Self { name, run, tries: 48, retry_seconds: 300, timeout_seconds: 120, at_once: 4 }
    }
}

impl<S> Clone for Job<S> {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

/// A job at work: `Box::pin(async move { … })`.
pub type Running = Pin<Box<dyn Future<Output = Result<Done, JobError>> + Send>>;

/// One try of one job.
#[derive(Clone, Debug)]
pub struct Task {
    /// The same in every try; hand it to the other side as its idempotency key.
    pub id: Uuid,
    /// Which try this is, from 1.
    pub attempt: i64,
    /// A system's context with the time of this try.
    pub ctx: Ctx,
    pub(crate) payload: String,
}

impl Task {
    /// What was enqueued.
    ///
    /// # Errors
    /// [`JobError::Fail`] if it does not parse: another try would not help.
    pub fn payload<P: DeserializeOwned>(&self) -> Result<P, JobError> {
        serde_json::from_str(&self.payload).map_err(JobError::fail)
    }
}

/// What a done job writes, in the transaction that takes it off the list. May run again like every write.
pub type Record = Box<dyn Fn(&mut Tx, &Ctx) -> Result<(), Cause> + Send + Sync>;

/// A job that succeeded.
#[derive(Default)]
pub struct Done(pub(crate) Option<Record>);

impl Done {
    /// Nothing to write.
    #[must_use]
    pub const fn nothing() -> Self {
        Self(None)
    }

    /// Writes the outcome in the same transaction that takes the job off the list. An error counts as a try.
    pub fn record(write: impl Fn(&mut Tx, &Ctx) -> Result<(), Cause> + Send + Sync + 'static) -> Self {
        Self(Some(Box::new(write)))
    }
}

/// Why a try did not succeed. There is no `From`: each `?` says by `map_err(JobError::retry)` or
/// `map_err(JobError::fail)` whether another try may help.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// Another try may help.
    #[error("to be tried again")]
    Retry(#[source] Cause),
    /// Another try cannot help; the job goes to the failed list.
    #[error("failed")]
    Fail(#[source] Cause),
}

impl JobError {
    /// Another try may help: the other side is down, slow or busy.
    pub fn retry(cause: impl Into<Cause>) -> Self {
        Self::Retry(cause.into())
    }

    /// Another try cannot help: the input is wrong, the answer is no.
    pub fn fail(cause: impl Into<Cause>) -> Self {
        Self::Fail(cause.into())
    }
}
