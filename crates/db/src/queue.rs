//! The line in front of the worker threads: bounded, people first, bulk work when nobody waits (rule 7).

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::Error;

/// Bulk work that has waited this long goes before people once, so that it never starves.
const PATIENCE: Duration = Duration::from_secs(1);

/// Who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lane {
    /// A request, or a job of a person.
    People,
    /// A closure of `write_bulk`.
    Bulk,
}

/// A bounded queue with two lanes.
pub(crate) struct Queue<J> {
    state: Mutex<State<J>>,
    more: Condvar,
    limit: usize,
}

struct State<J> {
    people: VecDeque<J>,
    bulk: VecDeque<(Instant, J)>,
    closed: bool,
    /// How many workers sleep: nobody is woken who is awake.
    asleep: usize,
}

impl<J> Queue<J> {
    /// A queue in which `limit` may wait in each lane.
    pub(crate) const fn new(limit: usize) -> Self {
        let state = State { people: VecDeque::new(), bulk: VecDeque::new(), closed: false, asleep: 0 };
        Self { state: Mutex::new(state), more: Condvar::new(), limit }
    }

    /// Puts work in line.
    pub(crate) fn push(&self, lane: Lane, job: J) -> Result<(), Error> {
        self.offer(lane, job).map_err(|(_, error)| error)
    }

    /// Puts work in line, or gives it back with the reason.
    pub(crate) fn offer(&self, lane: Lane, job: J) -> Result<(), (J, Error)> {
        let mut state = self.state();
        if state.closed {
            return Err((job, Error::Closed));
        }
        let waiting = if lane == Lane::People { state.people.len() } else { state.bulk.len() };
        if waiting >= self.limit {
            return Err((job, Error::Busy));
        }
        match lane {
            Lane::People => state.people.push_back(job),
            Lane::Bulk => state.bulk.push_back((Instant::now(), job)),
        }
        let wake = state.asleep > 0;
        drop(state);
        if wake {
            self.more.notify_one();
        }
        Ok(())
    }

    /// The next work; waits for it. Nothing once the queue is closed and empty.
    pub(crate) fn next(&self) -> Option<(Lane, J)> {
        let mut state = self.state();
        loop {
            let overdue = state.bulk.front().is_some_and(|(since, _)| since.elapsed() >= PATIENCE);
            if !overdue && let Some(job) = state.people.pop_front() {
                return Some((Lane::People, job));
            }
            if let Some((_, job)) = state.bulk.pop_front() {
                return Some((Lane::Bulk, job));
            }
            if state.closed {
                return None;
            }
            state.asleep += 1;
            state = self.more.wait(state).unwrap_or_else(PoisonError::into_inner);
            state.asleep -= 1;
        }
    }

    /// How many wait, in either lane.
    pub(crate) fn waiting(&self) -> (usize, usize) {
        let state = self.state();
        (state.people.len(), state.bulk.len())
    }

    /// The next work of a person, if somebody waits.
    pub(crate) fn person(&self) -> Option<J> {
        self.state().people.pop_front()
    }

    /// Takes no more; what waits is still served.
    pub(crate) fn close(&self) {
        self.state().closed = true;
        self.more.notify_all();
    }

    /// Takes no more, and drops what waits: the workers are gone.
    pub(crate) fn abandon(&self) {
        let mut state = self.state();
        state.closed = true;
        let waiting = (std::mem::take(&mut state.people), std::mem::take(&mut state.bulk));
        drop(state);
        drop(waiting);
        self.more.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State<J>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_go_first_and_the_line_is_bounded() {
        let queue = Queue::new(2);
        queue.push(Lane::Bulk, 'b').unwrap();
        queue.push(Lane::People, 'p').unwrap();
        queue.push(Lane::People, 'q').unwrap();
        assert!(matches!(queue.push(Lane::People, 'r'), Err(Error::Busy)));
        assert_eq!(queue.next(), Some((Lane::People, 'p')));
        assert_eq!(queue.person(), Some('q'));
        assert_eq!(queue.person(), None);
        assert_eq!(queue.next(), Some((Lane::Bulk, 'b')));
    }

    #[test]
    fn bulk_work_does_not_starve() {
        let queue = Queue::new(9);
        queue.state().bulk.push_back((Instant::now() - 2 * PATIENCE, 'b'));
        queue.push(Lane::People, 'p').unwrap();
        assert_eq!(queue.next(), Some((Lane::Bulk, 'b')));
        assert_eq!(queue.next(), Some((Lane::People, 'p')));
    }

    #[test]
    fn a_closed_queue_serves_what_waits_and_takes_no_more() {
        let queue = Queue::new(9);
        queue.push(Lane::People, 'p').unwrap();
        queue.close();
        assert!(matches!(queue.push(Lane::People, 'q'), Err(Error::Closed)));
        assert_eq!(queue.next(), Some((Lane::People, 'p')));
        assert_eq!(queue.next(), None);
    }
}
