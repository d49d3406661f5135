//! Runs jobs: claims a row, lets the job work outside any transaction, then records how it went.

use std::sync::Arc;
use std::time::Duration;

use base::id::Uuid;
use base::{Ctx, Instant};
use db::Db;

use crate::cause::{Cause, panic_text, text};
use crate::store::jobs::{self, Claimed};
use crate::{Crew, Done, Error, Job, JobError, Task};

/// Seconds a lease outlasts the timeout of its job: afterwards the node is taken for dead.
const GRACE_SECONDS: i64 = 30;

/// Which of the crew's kinds of jobs have something due, by index, all asked in one snapshot.
pub(crate) async fn due<S>(crew: &Crew<S>) -> Result<Vec<usize>, Error> {
    let names: Vec<_> = crew.jobs.iter().map(|it| it.name).collect();
    let now = crew.clock.now();
    let due = crew.db.read(move |rx| {
        names.iter().map(|name| jobs::is_due(rx, name, now)).collect::<Result<Vec<_>, Error>>()
    });
    Ok(due.await?.into_iter().enumerate().filter_map(|(index, due)| due.then_some(index)).collect())
}

/// Claims one due job of this kind; none if nothing is due or other nodes were quicker.
pub(crate) async fn claim<S>(crew: &Crew<S>, job: &Job<S>) -> Result<Option<Claimed>, Error> {
    let (name, now) = (job.name, crew.clock.now());
    let lease = now.plus_seconds(i64::from(job.timeout_seconds) + GRACE_SECONDS);
    crew.db.write(move |tx| jobs::claim(tx, name, now, lease)).await
}

/// Runs a claimed job to its end and records the outcome.
pub(crate) async fn run<S>(crew: &Crew<S>, job: &Job<S>, claimed: Claimed) -> Result<(), Error>
where
    S: Clone + Send + Sync + 'static,
{
    let ctx = Ctx::system(job.name, crew.clock.now(), &crew.rng);
    let id = Uuid::try_parse(&claimed.id).unwrap_or_default();
    let task = Task { id, attempt: claimed.attempt, ctx, payload: claimed.payload };
    let timeout = Duration::from_secs(u64::from(job.timeout_seconds));
    let mut running = tokio::spawn((job.run)(crew.state.clone(), task));
    let outcome = match tokio::time::timeout(timeout, &mut running).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(join)) => Err(match join.try_into_panic() {
            Ok(panic) => JobError::fail(panic_text(&*panic)),
            Err(join) => JobError::retry(join),
        }),
        Err(_) => {
            running.abort();
            Err(JobError::retry(format!("took longer than {} s", job.timeout_seconds)))
        }
    };
    let held = Held { id: claimed.id, attempt: claimed.attempt };
    let ctx = Ctx::system(job.name, crew.clock.now(), &crew.rng);
    match outcome {
        Ok(done) => match finish(&crew.db, &held, done, &ctx).await {
            Err(Unrecorded::Cause(cause)) => {
                set_back(&crew.db, job, held, &JobError::Retry(cause), ctx.now).await
            }
            Err(Unrecorded::Ledger(error)) => Err(error),
            Ok(()) => Ok(()),
        },
        Err(error) => set_back(&crew.db, job, held, &error, ctx.now).await,
    }
}

/// One try's hold on a row. A later try takes it away by counting on.
#[derive(Clone)]
struct Held {
    id: String,
    attempt: i64,
}

/// Why an outcome was not recorded.
enum Unrecorded {
    Ledger(Error),
    Cause(Cause),
}

impl From<Error> for Unrecorded {
    fn from(error: Error) -> Self {
        Self::Ledger(error)
    }
}

impl From<db::Error> for Unrecorded {
    fn from(error: db::Error) -> Self {
        Self::Ledger(error.into())
    }
}

async fn finish(db: &Db, held: &Held, done: Done, ctx: &Ctx) -> Result<(), Unrecorded> {
    let (held, ctx, record) = (held.clone(), ctx.clone(), done.0.map(Arc::new));
    db.write(move |tx| {
        if jobs::finish(tx, &held.id, held.attempt)?
            && let Some(record) = &record
        {
            record(tx, &ctx).map_err(Unrecorded::Cause)?;
        }
        Ok(())
    })
    .await
}

async fn set_back<S>(db: &Db, job: &Job<S>, held: Held, error: &JobError, now: Instant) -> Result<(), Error> {
    let (again, cause) = match error {
        JobError::Retry(cause) => (held.attempt < job.tries, cause),
        JobError::Fail(cause) => (false, cause),
    };
    let cause = text(&**cause);
    let due = now.plus_seconds(job.retry_seconds);
    tracing::warn!(
        job = job.name,
        id = held.id,
        attempt = held.attempt,
        again,
        error = cause,
        "a job did not succeed"
    );
    db.write(move |tx| {
        if again {
            jobs::retry(tx, &held.id, held.attempt, due, &cause)
        } else {
            jobs::fail(tx, &held.id, held.attempt, &cause)
        }
    })
    .await
}
