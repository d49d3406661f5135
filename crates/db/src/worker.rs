//! What a worker thread does with the closures it takes from the queue: the rules about groups, commits and
//! running again. Read with DESIGN rules 1, 2 and 4.

use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::job::{Job, Look, Ran};
use crate::queue::{Lane, Queue};
use crate::{Error, Read, Tx};

/// The closures that wait to write.
pub(crate) type Writes = Arc<Queue<Box<dyn Job>>>;
/// The closures that wait to read.
pub(crate) type Reads = Arc<Queue<Look>>;

/// A closure is run again at most this often.
const RERUNS: u32 = 3;
/// A group takes no more closures than this…
const GROUP: usize = 64;
/// …and no new one after this long.
const GROUP_TIME: Duration = Duration::from_millis(10);

/// Serves writes in groups, one COMMIT for many closures, until the queue is closed and empty.
pub(crate) fn write_groups(tx: &mut Tx, writes: &Writes) {
    while let Some((lane, first)) = writes.next() {
        let (group, committed) = group(tx, lane, first, writes);
        match committed {
            Ok(()) => group.into_iter().for_each(Job::answer),
            Err(error) => {
                tx.session.rollback();
                tracing::warn!(%error, closures = group.len(), "a group was not committed; running each closure alone");
                group.into_iter().for_each(|job| alone(tx, job));
            }
        }
    }
}

/// Serves writes one by one until the queue is closed and empty.
pub(crate) fn write_each(tx: &mut Tx, writes: &Writes) {
    while let Some((_, job)) = writes.next() {
        if !job.is_abandoned() {
            alone(tx, job);
        }
    }
}

/// Serves reads until the queue is closed and empty.
pub(crate) fn read_each(read: &mut Read, reads: &Reads) {
    while let Some((_, look)) = reads.next() {
        match read.begin() {
            Ok(()) => look(Ok(read)),
            Err(error) => look(Err(error)),
        }
        read.end();
    }
}

/// Runs `first` and whoever else waits in one transaction. An error means that nobody's work was kept.
fn group(
    tx: &mut Tx,
    lane: Lane,
    first: Box<dyn Job>,
    writes: &Writes,
) -> (Vec<Box<dyn Job>>, Result<(), Error>) {
    let started = Instant::now();
    let mut group = Vec::with_capacity(GROUP);
    let mut waiting = Some(first);
    let mut begun = tx.session.begin();
    while let Some(mut job) = waiting.take() {
        if !job.is_abandoned() {
            begun = begun.and_then(|()| in_savepoint(tx, &mut *job));
            group.push(job);
        }
        // Nobody waits for the end of a bulk closure, and a bulk closure makes nobody wait twice.
        if begun.is_ok() && lane == Lane::People && group.len() < GROUP && started.elapsed() < GROUP_TIME {
            waiting = writes.person();
        }
    }
    let committed = begun.and_then(|()| tx.session.commit());
    (group, committed)
}

/// Runs one closure of a group. An error means that the transaction around it is gone.
fn in_savepoint(tx: &mut Tx, job: &mut dyn Job) -> Result<(), Error> {
    tx.session.savepoint(0)?;
    match job.run(tx) {
        Ran::Keep => tx.session.release(0),
        Ran::Undo => tx.session.undo(0),
        Ran::Again => Err(Error::Retry("the engine left the transaction".into())),
    }
}

/// Runs one closure in a transaction of its own, again if need be, and answers.
fn alone(tx: &mut Tx, mut job: Box<dyn Job>) {
    let mut reruns = 0;
    loop {
        let (ran, ended) = once(tx, &mut *job);
        let last = reruns == RERUNS;
        match (ran, ended) {
            (Some(Ran::Keep | Ran::Undo), Ok(())) => return job.answer(),
            (Some(Ran::Again), Ok(())) if last => return job.answer(),
            (_, Err(error @ Error::Unknown(_))) => return job.fail(error),
            (_, Err(error)) if last => return job.fail(error),
            (_, ended) => {
                tracing::info!(error = ?ended.err(), "a closure is run again");
                sleep(Duration::from_millis(5 << (2 * reruns)));
                reruns += 1;
            }
        }
    }
}

/// One run of a closure in a transaction of its own, with what the engine said in the end.
fn once(tx: &mut Tx, job: &mut dyn Job) -> (Option<Ran>, Result<(), Error>) {
    if let Err(error) = tx.session.begin() {
        return (None, Err(error));
    }
    let ran = job.run(tx);
    let ended = if ran == Ran::Keep { tx.session.commit() } else { Ok(()) };
    if ran != Ran::Keep || ended.is_err() {
        tx.session.rollback();
    }
    (Some(ran), ended)
}
