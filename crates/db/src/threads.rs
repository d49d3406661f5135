//! Starting and ending the worker threads.

use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle, ThreadId};

use crate::Error;
use crate::queue::Queue;
use crate::session::Session;

/// The threads of one database.
#[derive(Default)]
pub(crate) struct Threads(Vec<JoinHandle<()>>);

impl Threads {
    /// Starts a thread that makes its own session and serves `queue`; answers once the session stands.
    pub(crate) fn start<J: Send + 'static>(
        &mut self,
        name: &str,
        queue: &Arc<Queue<J>>,
        open: impl FnOnce() -> Result<Session, Error> + Send + 'static,
        serve: impl FnOnce(Session) + Send + 'static,
    ) -> Result<(), Error> {
        let (ready, opened) = mpsc::channel();
        let gone = Gone(Arc::clone(queue));
        let body = move || {
            let gone = gone;
            match open() {
                Ok(session) => {
                    drop(ready.send(Ok(())));
                    serve(session);
                }
                Err(error) => drop(ready.send(Err(error))),
            }
            drop(gone);
        };
        let failed =
            |source: std::io::Error| Error::Open { what: "a thread".to_owned(), source: source.into() };
        self.0.push(thread::Builder::new().name(name.to_owned()).spawn(body).map_err(failed)?);
        opened.recv().unwrap_or(Err(Error::Closed))
    }

    /// Waits for all of them, except the one that asks.
    pub(crate) fn join(self) {
        let me: ThreadId = thread::current().id();
        for handle in self.0 {
            if handle.thread().id() != me && handle.join().is_err() {
                tracing::error!("a database thread panicked");
            }
        }
    }
}

/// If a thread dies by a panic of our own, nobody must wait for it for ever.
struct Gone<J>(Arc<Queue<J>>);

impl<J> Drop for Gone<J> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.abandon();
        }
    }
}
