//! One closure on its way through a worker thread: run, perhaps run again, then answered.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use tokio::sync::oneshot;
use tracing::Span;

use crate::queue::{Lane, Queue};
use crate::{Error, Read, Tx};

/// What is to become of what a closure did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ran {
    /// Commit it.
    Keep,
    /// Roll it back; the answer stands.
    Undo,
    /// Roll it back and run the closure again.
    Again,
}

/// A closure that writes, with the way back to whoever waits.
pub(crate) trait Job: Send {
    /// Runs the closure and keeps its answer.
    fn run(&mut self, tx: &mut Tx) -> Ran;
    /// Sends the kept answer.
    fn answer(self: Box<Self>);
    /// Sends an error instead.
    fn fail(self: Box<Self>, error: Error);
    /// Nobody waits any more, and nothing was begun.
    fn is_abandoned(&self) -> bool;
}

/// A closure that reads; it gets the snapshot or the reason why there is none.
pub(crate) type Look = Box<dyn FnOnce(Result<&mut Read, Error>) + Send>;

/// The [`Job`] of one act.
pub(crate) struct Act<F, T, E> {
    act: F,
    span: Span,
    kept: Option<Result<T, E>>,
    waiting: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Act<F, T, E> {
    pub(crate) fn new(act: F) -> (Self, oneshot::Receiver<Result<T, E>>) {
        let (waiting, answer) = oneshot::channel();
        (Self::for_whom(act, waiting), answer)
    }

    fn for_whom(act: F, waiting: oneshot::Sender<Result<T, E>>) -> Self {
        Self { act, span: Span::current(), kept: None, waiting }
    }
}

impl<F, T, E> Job for Act<F, T, E>
where
    F: Fn(&mut Tx) -> Result<T, E> + Send,
    T: Send,
    E: From<Error> + Send,
{
    fn run(&mut self, tx: &mut Tx) -> Ran {
        let _here = self.span.enter();
        tx.reset();
        let done = catch_unwind(AssertUnwindSafe(|| {
            let out = (self.act)(tx)?;
            tx.finish()?;
            Ok(out)
        }));
        let (kept, ran) = match done {
            Ok(Ok(out)) => (Ok(out), Ran::Keep),
            Ok(Err(error)) => (Err(error), if tx.is_passing() { Ran::Again } else { Ran::Undo }),
            Err(panic) => (Err(panicked(panic).into()), Ran::Undo),
        };
        self.kept = Some(kept);
        ran
    }

    fn answer(self: Box<Self>) {
        let kept = self.kept.unwrap_or_else(|| Err(Error::Closed.into()));
        // Whoever waited may have gone; the work stands all the same.
        drop(self.waiting.send(kept));
    }

    fn fail(self: Box<Self>, error: Error) {
        drop(self.waiting.send(Err(error.into())));
    }

    fn is_abandoned(&self) -> bool {
        self.waiting.is_closed()
    }
}

/// A [`Look`] for this closure.
pub(crate) fn look<F, T, E>(look: F) -> (Look, oneshot::Receiver<Result<T, E>>)
where
    F: FnOnce(&mut Read) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<Error> + Send + 'static,
{
    looking(look, |seen, waiting| drop(waiting.send(Ok(seen))))
}

/// A [`Look`] whose finding the reader hands to the writers by itself: whoever waits is woken once.
pub(crate) fn look_then_act<L, P, A, T, E>(
    look: L,
    act: A,
    writes: Arc<Queue<Box<dyn Job>>>,
) -> (Look, oneshot::Receiver<Result<T, E>>)
where
    L: FnOnce(&mut Read) -> Result<P, E> + Send + 'static,
    P: Send + 'static,
    A: Fn(&mut Tx, &P) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<Error> + Send + 'static,
{
    looking(look, move |found, waiting| {
        hand_over(&writes, Act::for_whom(move |tx: &mut Tx| act(tx, &found), waiting));
    })
}

/// A [`Look`] that goes on with what it saw; a refusal or a panic is answered at once.
fn looking<L, P, T, E>(
    look: L,
    go_on: impl FnOnce(P, oneshot::Sender<Result<T, E>>) + Send + 'static,
) -> (Look, oneshot::Receiver<Result<T, E>>)
where
    L: FnOnce(&mut Read) -> Result<P, E> + Send + 'static,
    T: Send + 'static,
    E: From<Error> + Send + 'static,
{
    let (waiting, answer) = oneshot::channel::<Result<T, E>>();
    let span = Span::current();
    let job = move |read: Result<&mut Read, Error>| {
        if waiting.is_closed() {
            return;
        }
        let _here = span.enter();
        let seen = read.map_err(E::from).and_then(|read| {
            catch_unwind(AssertUnwindSafe(|| look(read))).unwrap_or_else(|panic| Err(panicked(panic).into()))
        });
        match seen {
            Ok(seen) => go_on(seen, waiting),
            Err(error) => drop(waiting.send(Err(error))),
        }
    };
    (Box::new(job), answer)
}

/// Puts `act` in line; whoever waits is told if there is no room.
fn hand_over<F, T, E>(writes: &Queue<Box<dyn Job>>, act: Act<F, T, E>)
where
    F: Fn(&mut Tx) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<Error> + Send + 'static,
{
    if let Err((job, error)) = writes.offer(Lane::People, Box::new(act) as Box<dyn Job>) {
        job.fail(error);
    }
}

#[expect(clippy::needless_pass_by_value, reason = "a panic's payload is handed over whole")]
fn panicked(panic: Box<dyn Any + Send>) -> Error {
    Error::Panicked(base::panic_words(&*panic).to_owned())
}
