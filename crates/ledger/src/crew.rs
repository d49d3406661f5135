//! What runs beside the requests on every node: the sequencer, the consumers, the jobs, the schedules, the effects,
//! the signing of roots. [`run`] keeps it going; [`settle`] drives it to rest, for tests.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use base::{Clock, Ctx, Instant, Rng};
use db::Db;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinHandle;

use crate::store::answers;
use crate::wake::{APPENDED, Bell, ENQUEUED, PLACED};
use crate::{
    Consumer, Effect, Error, Job, Schedule, Signer, consumer, effect, schedule, sequencer, sign, worker,
};

/// Everything that runs, put together by the composition root. `S` is what every job is handed.
#[derive(Clone)]
pub struct Crew<S> {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub rng: Rng,
    /// What every job is handed.
    pub state: S,
    /// The consumers of all modules.
    pub consumers: Vec<Consumer>,
    /// The jobs of all modules.
    pub jobs: Vec<Job<S>>,
    /// The schedules of all modules.
    pub schedules: Vec<Schedule>,
    /// The effects of all modules.
    pub effects: Vec<Effect>,
    /// Who signs the roots; none signs nothing.
    pub signer: Option<Signer>,
    /// The file of signed roots, one JSON object a line.
    pub roots: Option<PathBuf>,
}

/// Somebody else's commits (another node's) are noticed within this time.
const POLL: Duration = Duration::from_millis(500);
/// After a nudge, the time given to the transaction to commit and to others to join the batch.
const GATHER: Duration = Duration::from_millis(15);
/// The same for consumers and workers, who can wait a little longer.
const GATHER_MORE: Duration = Duration::from_millis(50);
/// After a failure of the database.
const PAUSE: Duration = Duration::from_secs(1);
/// Roots are signed this often, if there is something new.
const SIGN_SECONDS: i64 = 600;
/// First answers are kept this long.
const ANSWER_SECONDS: i64 = 7 * 24 * 3600;

/// Runs the crew until `stop` says true (or its sender is gone); then places what is committed, signs the root and
/// ends. Failures of the database are logged and tried again.
pub fn run<S>(crew: Crew<S>, stop: watch::Receiver<bool>) -> JoinHandle<()>
where
    S: Clone + Send + Sync + 'static,
{
    tokio::spawn(async move {
        let crew = Arc::new(crew);
        let order = tokio::spawn(keep_order(crew.clone(), stop.clone()));
        let follow = tokio::spawn(keep_following(crew.clone(), stop.clone()));
        let work = tokio::spawn(keep_working(crew, stop));
        for task in [order, follow, work] {
            if let Err(error) = task.await {
                tracing::error!(%error, "a part of the crew ended by a panic");
            }
        }
    })
}

/// Drives everything until nothing is left to do now: all committed events placed, consumers at the end, schedules
/// that are due come round, jobs and effects done. What waits for a later time (a retry) is left. Jobs run one by
/// one. Answers how many things were done.
///
/// # Errors
/// Those of the database.
pub async fn settle<S>(crew: &Crew<S>) -> Result<usize, Error>
where
    S: Clone + Send + Sync + 'static,
{
    let mut done = 0;
    loop {
        let mut round = sequencer::place_all(&crew.db).await?;
        round += follow(crew, &|| true).await?;
        round += come_round(crew).await?;
        round += take_effect(crew, &|| true).await?;
        for index in worker::due(crew).await? {
            while let Some(claimed) = worker::claim(crew, &crew.jobs[index]).await? {
                worker::run(crew, &crew.jobs[index], claimed).await?;
                round += 1;
            }
        }
        if round == 0 {
            return Ok(done);
        }
        done += round;
    }
}

/// Lets the consumers go on to the end of the order, or for as long as `goes_on` says: what they have not seen then, they see when the
/// crew runs again.
async fn follow<S>(crew: &Crew<S>, goes_on: &(dyn Fn() -> bool + Sync)) -> Result<usize, Error> {
    let (now, mut seen) = (crew.clock.now(), 0);
    for consumer in consumer::restless(&crew.db, &crew.consumers, now).await? {
        let ctx = Ctx::system(consumer.name, now, &crew.rng);
        seen += consumer::catch_up(&crew.db, &consumer, &ctx, goes_on).await?;
    }
    Ok(seen)
}

async fn come_round<S>(crew: &Crew<S>) -> Result<usize, Error> {
    schedule::tick(&crew.db, &crew.rng, &crew.schedules, crew.clock.now()).await
}

async fn take_effect<S>(crew: &Crew<S>, goes_on: &(dyn Fn() -> bool + Sync)) -> Result<usize, Error> {
    let mut batches = 0;
    while goes_on() {
        match effect::round(&crew.db, &crew.effects, &crew.rng, crew.clock.now()).await? {
            0 => return Ok(batches),
            some => batches += some,
        }
    }
    Ok(batches)
}

/// Waits for the next nudge or the poll; true once the crew should stop.
async fn rest(stop: &mut watch::Receiver<bool>, bell: &Bell, heard: &mut u64) -> bool {
    tokio::select! {
        stopped = stop.wait_for(|it| *it) => { drop(stopped); true }
        () = bell.wait(heard, POLL) => false,
    }
}

async fn keep_order<S>(crew: Arc<Crew<S>>, mut stop: watch::Receiver<bool>) {
    let (mut signed_at, mut heard) = (crew.clock.now(), 0);
    while !rest(&mut stop, &APPENDED, &mut heard).await {
        tokio::time::sleep(GATHER).await;
        let outcome = order_once(&crew, &mut signed_at).await;
        pause_after(outcome, "the sequencer").await;
    }
    let last = async {
        sequencer::place_all(&crew.db).await?;
        sign_now(&crew).await
    };
    pause_after(last.await, "the last signature").await;
}

async fn order_once<S>(crew: &Crew<S>, signed_at: &mut Instant) -> Result<(), Error> {
    let placed = sequencer::place_batches(&crew.db).await?;
    if placed > 0 {
        PLACED.ring();
    }
    let now = crew.clock.now();
    if now >= signed_at.plus_seconds(SIGN_SECONDS) {
        sign_now(crew).await?;
        *signed_at = now;
    }
    Ok(())
}

async fn sign_now<S>(crew: &Crew<S>) -> Result<(), Error> {
    if let Some(signer) = &crew.signer {
        sign::sign_root(&crew.db, signer, crew.clock.now(), crew.roots.as_deref()).await?;
    }
    Ok(())
}

async fn keep_following<S>(crew: Arc<Crew<S>>, mut stop: watch::Receiver<bool>) {
    let (mut swept_at, mut heard) = (Instant::from_micros(0), 0);
    while !rest(&mut stop, &PLACED, &mut heard).await {
        tokio::time::sleep(GATHER_MORE).await;
        let stopped = stop.clone();
        pause_after(follow(&crew, &|| !*stopped.borrow()).await, "the consumers").await;
        if crew.clock.now() >= swept_at.plus_seconds(3600) {
            swept_at = crew.clock.now();
            pause_after(sweep(&crew).await, "sweeping old answers").await;
        }
    }
}

async fn sweep<S>(crew: &Crew<S>) -> Result<(), Error> {
    let before = crew.clock.now().plus_seconds(-ANSWER_SECONDS);
    while crew.db.read(move |rx| answers::is_older(rx, before)).await? {
        crew.db.write(move |tx| answers::sweep(tx, before, 200)).await?;
    }
    Ok(())
}

async fn keep_working<S>(crew: Arc<Crew<S>>, mut stop: watch::Receiver<bool>)
where
    S: Clone + Send + Sync + 'static,
{
    let rooms: Vec<_> = crew.jobs.iter().map(|job| Arc::new(Semaphore::new(job.at_once.max(1)))).collect();
    let mut heard = 0;
    while !rest(&mut stop, &ENQUEUED, &mut heard).await {
        tokio::time::sleep(GATHER_MORE).await;
        pause_after(come_round(&crew).await, "the schedules").await;
        let stopped = stop.clone();
        pause_after(take_effect(&crew, &|| !*stopped.borrow()).await, "the effects").await;
        pause_after(start_jobs(&crew, &rooms).await, "the jobs").await;
    }
    // Jobs at work end or are left to their lease; nothing new begins.
    for (job, room) in crew.jobs.iter().zip(&rooms) {
        let all = u32::try_from(job.at_once.max(1)).unwrap_or(u32::MAX);
        let _ = tokio::time::timeout(Duration::from_secs(5), room.acquire_many(all)).await;
    }
}

/// Starts due jobs, of each kind as many as there is room for.
async fn start_jobs<S>(crew: &Arc<Crew<S>>, rooms: &[Arc<Semaphore>]) -> Result<(), Error>
where
    S: Clone + Send + Sync + 'static,
{
    for index in worker::due(crew).await? {
        while let Ok(permit) = rooms[index].clone().try_acquire_owned() {
            let Some(claimed) = worker::claim(crew, &crew.jobs[index]).await? else { break };
            let crew = crew.clone();
            tokio::spawn(async move {
                pause_after(worker::run(&crew, &crew.jobs[index], claimed).await, "a job").await;
                drop(permit);
                ENQUEUED.ring();
            });
        }
    }
    Ok(())
}

async fn pause_after<T>(outcome: Result<T, Error>, what: &'static str) {
    if let Err(error) = outcome {
        let error = crate::cause::text(&error);
        tracing::error!(what, error, "the crew met an error and goes on after a pause");
        tokio::time::sleep(PAUSE).await;
    }
}
