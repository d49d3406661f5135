//! What a worker thread does with the closures it takes from the queue, one transaction each: the rules about
//! commits and running again. Read with DESIGN rules 2 and 4.

use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use crate::job::{Job, Look, Ran};
use crate::queue::Queue;
use crate::{Error, Read, Tx};

/// The closures that wait to write.
pub(crate) type Writes = Arc<Queue<Box<dyn Job>>>;
/// The closures that wait to read.
pub(crate) type Reads = Arc<Queue<Look>>;

/// A closure is run again at most this often.
const RERUNS: u32 = 3;

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

/// Runs one closure in a transaction of its own, again if need be, and answers.
pub(crate) fn alone(tx: &mut Tx, mut job: Box<dyn Job>) {
    let mut reruns = 0;
    loop {
        let (ran, ended) = once(tx, &mut *job);
        let last = reruns == RERUNS;
        match (ran, ended) {
            (Some(Ran::Keep | Ran::Undo), Ok(())) => return job.answer(),
            (Some(Ran::Again), Ok(())) if last => return job.answer(),
            (_, Err(error @ Error::Unknown(_))) => return job.fail(error),
            (_, Err(error)) if last || error.is_refusal() => return job.fail(error),
            (_, ended) => {
                tracing::info!(error = ?ended.as_ref().err(), "a closure is run again");
                // A row is free again in a moment; a server that starts again takes longer.
                let lost = matches!(ended, Err(Error::Lost(_)));
                sleep(Duration::from_millis(if lost { 100 << reruns } else { 5 << (2 * reruns) }));
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
