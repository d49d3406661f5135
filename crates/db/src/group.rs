//! Many closures, one COMMIT: how SQLite's one writer thread serves its queue. Read with DESIGN rules 1 and 2.

use std::time::{Duration, Instant};

use crate::job::{Job, Ran};
use crate::queue::Lane;
use crate::worker::{Writes, alone};
use crate::{Error, Tx};

/// A group takes no more closures than this…
const GROUP: usize = 64;
/// …and no new one after this long.
const GROUP_TIME: Duration = Duration::from_millis(10);
/// After a group that had to be run again with savepoints, this many have them from the start.
const CAREFUL: u32 = 16;

/// Why a group cannot be committed as it stands.
enum Torn {
    /// Without savepoints, a closure refused after it had written: its rows lie among those of the others.
    Mixed,
    /// Nobody's work can be kept.
    Lost(Error),
}

/// Serves writes in groups until the queue is closed and empty.
pub(crate) fn write_groups(tx: &mut Tx, writes: &Writes) {
    // How many groups from now on give each closure a savepoint.
    let mut careful: u32 = 0;
    while let Some((lane, first)) = writes.next() {
        let (mut group, ran) = run(tx, lane, first, writes, careful > 0);
        careful = careful.saturating_sub(1);
        if matches!(ran, Err(Torn::Mixed)) && group.len() == 1 {
            // Whoever is alone has undone nobody's work but its own.
            tx.session.rollback();
            group.into_iter().for_each(Job::answer);
            continue;
        }
        let begun = ran.or_else(|torn| match torn {
            Torn::Lost(error) => Err(error),
            Torn::Mixed => {
                careful = CAREFUL;
                again_with_savepoints(tx, &mut group)
            }
        });
        match begun.and_then(|()| tx.session.commit()) {
            Ok(()) => group.into_iter().for_each(Job::answer),
            Err(error) => {
                tx.session.rollback();
                tracing::warn!(%error, closures = group.len(), "a group was not committed; running each closure alone");
                group.into_iter().for_each(|job| alone(tx, job));
            }
        }
    }
}

/// Runs `first` and whoever else waits in one transaction. Nobody is waited for: while a COMMIT lasts the next ones
/// gather by themselves.
fn run(
    tx: &mut Tx,
    lane: Lane,
    first: Box<dyn Job>,
    writes: &Writes,
    careful: bool,
) -> (Vec<Box<dyn Job>>, Result<(), Torn>) {
    let started = Instant::now();
    let mut group = Vec::with_capacity(GROUP);
    let mut waiting = Some(first);
    let mut ran = tx.session.begin().map_err(Torn::Lost);
    while let Some(mut job) = waiting.take() {
        if !job.is_abandoned() {
            ran = ran.and_then(|()| run_one(tx, &mut *job, careful));
            group.push(job);
        }
        // Nobody waits for the end of a bulk closure, and a bulk closure makes nobody wait twice.
        if ran.is_err() || lane == Lane::Bulk || group.len() >= GROUP || started.elapsed() >= GROUP_TIME {
            break;
        }
        waiting = writes.person();
    }
    (group, ran)
}

/// Runs one closure of a group. A savepoint costs a sixth of the writer's time and most closures do what they were asked:
/// without one, only a closure that wrote (claimed a request, opened a stream) and then refused makes its group run
/// again.
fn run_one(tx: &mut Tx, job: &mut dyn Job, careful: bool) -> Result<(), Torn> {
    if careful {
        return in_savepoint(tx, job).map_err(Torn::Lost);
    }
    match job.run(tx) {
        Ran::Keep => Ok(()),
        Ran::Undo if !tx.has_written() => Ok(()),
        Ran::Undo => Err(Torn::Mixed),
        Ran::Again => Err(Torn::Lost(left())),
    }
}

/// Runs the closures of a group once more from the beginning, so that each can be undone by itself.
fn again_with_savepoints(tx: &mut Tx, group: &mut [Box<dyn Job>]) -> Result<(), Error> {
    tx.session.rollback();
    tx.session.begin()?;
    group.iter_mut().try_for_each(|job| in_savepoint(tx, &mut **job))
}

fn left() -> Error {
    Error::Retry("the engine left the transaction".into())
}

/// Runs one closure of a group. An error means that the transaction around it is gone.
fn in_savepoint(tx: &mut Tx, job: &mut dyn Job) -> Result<(), Error> {
    tx.session.savepoint(0)?;
    match job.run(tx) {
        Ran::Keep => tx.session.release(0),
        Ran::Undo => tx.session.undo(0),
        Ran::Again => Err(left()),
    }
}
