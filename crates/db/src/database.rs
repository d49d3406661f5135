//! The handle: opening, writing, reading, closing.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;

use crate::bulk::{Budget, Bulk};
use crate::config::{Config, Engine};
use crate::group::write_groups;
use crate::job::{Act, look, look_then_act};
use crate::migrate::{self, Migration};
use crate::queue::{Lane, Queue};
use crate::session::Session;
use crate::sqlite::Folder;
use crate::statement::Statement;
use crate::threads::Threads;
use crate::worker::{Reads, Writes, read_each, write_each};
use crate::{Error, Read, Tx, postgres, sqlite};

/// The database. Cheap to clone; the last handle dropped ends the threads and lets the data go.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    name: &'static str,
    writes: Writes,
    reads: Reads,
    /// Taken by whoever closes first. The folder is let go after the threads have ended.
    open: Mutex<Option<(Crew, Option<Folder>)>>,
}

/// The threads, by what they serve.
#[derive(Default)]
struct Crew {
    readers: Threads,
    writers: Threads,
}

/// What the engine itself says about its promise to keep what was committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Durability {
    /// The settings that matter, as the engine reports them.
    pub settings: Vec<(&'static str, String)>,
    /// Every acknowledged write survives a loss of power.
    pub durable: bool,
}

/// What waits for a thread at this moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Acts of people.
    pub writes: usize,
    /// Closures of bulk work.
    pub bulk: usize,
    /// Looks.
    pub reads: usize,
}

/// A statement that an engine refuses to prepare.
#[derive(Debug)]
pub struct Refused {
    /// Its name.
    pub statement: &'static str,
    /// Why.
    pub reason: String,
}

impl Db {
    /// Opens it: makes the folder or connects, and starts the threads. Blocks until every connection stands.
    ///
    /// # Errors
    /// [`Error::Locked`] if another process owns the folder; [`Error::Open`].
    pub fn open(config: Config) -> Result<Self, Error> {
        let (writes, reads) = (Arc::new(Queue::new(config.queue)), Arc::new(Queue::new(config.queue)));
        let mut crew = Crew::default();
        let opened = match &config.engine {
            Engine::Sqlite(folder) => open_sqlite(&config, folder, &mut crew, &writes, &reads).map(Some),
            Engine::Postgres(address) => {
                open_postgres(&config, address, &mut crew, &writes, &reads).map(|()| None)
            }
        };
        let name = config.engine.name();
        let (folder, failed) = opened.map_or_else(|error| (None, Some(error)), |folder| (folder, None));
        let db = Self(Arc::new(Inner { name, writes, reads, open: Mutex::new(Some((crew, folder))) }));
        // On failure the handle is dropped here, which ends the threads that did start.
        failed.map_or(Ok(db), Err)
    }

    /// Runs the migrations that have not run, each in its own transaction; how many ran. `all` is everything
    /// the program knows, in one call.
    ///
    /// # Errors
    /// [`Error::Schema`] if an applied one was changed since, or is unknown (this program is older than the
    /// data); what the engine says.
    pub async fn migrate(&self, all: &[Migration]) -> Result<usize, Error> {
        migrate::run(self, all).await
    }

    /// Runs one action in one transaction and answers after its COMMIT. The closure may run again, up to three
    /// times, so it has no effect but the database. A dropped future does not tear it: its work is kept whole or
    /// not at all.
    ///
    /// # Errors
    /// What the action answers; [`Error::Busy`] when too much waits; [`Error::Panicked`]; [`Error::Retry`],
    /// [`Error::Lost`], [`Error::Unknown`] when the engine could not commit.
    pub async fn write<T, E, F>(&self, act: F) -> Result<T, E>
    where
        F: Fn(&mut Tx) -> Result<T, E> + Send + Sync + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (job, answer) = Act::new(act);
        self.0.writes.push(Lane::People, Box::new(job))?;
        waited(answer).await
    }

    /// Runs long work in closures of at most 200 rows or 20 ms ([`Budget`]), each in its own transaction; people
    /// go first. A closure answers [`Bulk::More`] with the place where it stopped, and is called again from there.
    ///
    /// # Errors
    /// As [`Db::write`], except [`Error::Busy`]: bulk work waits for its turn.
    pub async fn write_bulk<S, T, E, F>(&self, start: S, act: F) -> Result<T, E>
    where
        F: Fn(&mut Tx, &mut Budget, S) -> Result<Bulk<S, T>, E> + Send + Sync + 'static,
        S: Clone + Send + Sync + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let act = Arc::new(act);
        let mut place = start;
        loop {
            let (act, from) = (Arc::clone(&act), place.clone());
            let (job, answer) = Act::new(move |tx: &mut Tx| act(tx, &mut Budget::new(), from.clone()));
            match self.0.writes.push(Lane::Bulk, Box::new(job)) {
                Ok(()) => {}
                Err(Error::Busy) => {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
                Err(error) => return Err(error.into()),
            }
            match waited(answer).await? {
                Bulk::More(next) => place = next,
                Bulk::Done(out) => return Ok(out),
            }
        }
    }

    /// Reads in one snapshot, on a reader thread.
    ///
    /// # Errors
    /// What the closure answers; [`Error::Busy`] when too much waits; [`Error::Slow`] after
    /// [`Config::read_limit`]; [`Error::Panicked`].
    pub async fn read<T, E, F>(&self, see: F) -> Result<T, E>
    where
        F: FnOnce(&mut Read) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (job, answer) = look(see);
        self.0.reads.push(Lane::People, job)?;
        waited(answer).await
    }

    /// Looks in one snapshot and writes what was found ready there, in one go: the reader hands over to the writer. For
    /// an act that checks much before it writes, so that the writer only writes. What `act` finds may have moved
    /// since the snapshot; it looks again at what must not.
    ///
    /// # Errors
    /// As [`Db::read`] and, for `act`, as [`Db::write`].
    pub async fn look_then_write<P, T, E, L, A>(&self, look: L, act: A) -> Result<T, E>
    where
        L: FnOnce(&mut Read) -> Result<P, E> + Send + 'static,
        P: Send + 'static,
        A: Fn(&mut Tx, &P) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (job, answer) = look_then_act(look, act, Arc::clone(&self.0.writes));
        self.0.reads.push(Lane::People, job)?;
        waited(answer).await
    }

    /// `sqlite` or `postgres`, for reports and logs. Nothing may branch on it.
    #[must_use]
    pub fn engine_name(&self) -> &'static str {
        self.0.name
    }

    /// What waits for a thread at this moment.
    #[must_use]
    pub fn waiting(&self) -> Waiting {
        let ((writes, bulk), (reads, _)) = (self.0.writes.waiting(), self.0.reads.waiting());
        Waiting { writes, bulk, reads }
    }

    /// What the engine itself says about durability.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn durability(&self) -> Result<Durability, Error> {
        self.write(|tx| tx.session.durability()).await
    }

    /// Prepares every statement and answers the ones the engine refuses: the test of the named constants,
    /// after [`Db::migrate`].
    ///
    /// # Errors
    /// When the engine cannot be asked.
    pub async fn prepare_all(
        &self,
        all: &'static [&'static [&'static Statement]],
    ) -> Result<Vec<Refused>, Error> {
        self.write(move |tx| {
            let mut refused = Vec::new();
            for statement in all.iter().copied().chain([migrate::STATEMENTS]).flatten().copied() {
                if let Err(error) = tx.session.prepare(statement) {
                    refused.push(Refused { statement: statement.name, reason: base::chain(&error) });
                }
            }
            Ok(refused)
        })
        .await
    }

    /// Ends what [`Config::loading`] began: everything is on the disk and the folder may be used. The handle is closed. Blocks.
    ///
    /// # Errors
    /// If the disk refuses: then the folder stays refused too.
    pub fn finish_loading(&self) -> Result<(), Error> {
        self.0.finish_loading()
    }

    /// Takes no more work, finishes what waits, moves the log into the database file, ends the threads. Other
    /// handles answer [`Error::Closed`] from now on.
    pub async fn close(&self) {
        let inner = Arc::clone(&self.0);
        let (ended, wait) = oneshot::channel::<()>();
        let closing = std::thread::Builder::new().name("db-close".to_owned()).spawn(move || {
            inner.close();
            drop(ended);
        });
        if closing.is_err() {
            self.0.close();
        }
        drop(wait.await);
    }
}

impl Inner {
    fn close(&self) {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner).take();
        // Readers first: what they find ready goes to the writers.
        self.reads.close();
        if let Some((crew, folder)) = open {
            crew.readers.join();
            self.writes.close();
            crew.writers.join();
            drop(folder);
        }
    }

    /// Ends the threads, then has the disk take what was loaded.
    fn finish_loading(&self) -> Result<(), Error> {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner).take();
        self.reads.close();
        let Some((crew, folder)) = open else { return Err(Error::Closed) };
        crew.readers.join();
        self.writes.close();
        crew.writers.join();
        folder.map_or(Ok(()), |folder| folder.loaded())
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.close();
    }
}

fn open_sqlite(
    config: &Config,
    path: &Path,
    crew: &mut Crew,
    writes: &Writes,
    reads: &Reads,
) -> Result<Folder, Error> {
    let folder = Folder::own(path)?;
    folder.is_whole()?;
    let loading = config.loading;
    if loading {
        folder.begin_loading()?;
    }
    let tables = Arc::new(sqlite::Tables::new());
    let (guard, queue, file) = (config.guard.clone(), Arc::clone(writes), folder.database());
    let written = Arc::clone(&tables);
    crew.writers.start(
        "db-write",
        writes,
        move || sqlite::writer(&file, written, loading).map(Session::Sqlite),
        move |session| {
            let mut tx = Tx::new(session, guard);
            write_groups(&mut tx, &queue);
            if !loading {
                tx.session.checkpoint();
            }
        },
    )?;
    // Whoever loads is alone in the file.
    for _ in 0..if loading { 0 } else { config.threads.max(1) } {
        let (file, tables) = (folder.database(), Arc::clone(&tables));
        let open = move || sqlite::reader(&file, tables).map(Session::Sqlite);
        start_reader(config, &mut crew.readers, reads, open)?;
    }
    Ok(folder)
}

fn open_postgres(
    config: &Config,
    address: &str,
    crew: &mut Crew,
    writes: &Writes,
    reads: &Reads,
) -> Result<(), Error> {
    let server = postgres::Server::parse(address)?;
    for i in 0..config.threads.max(1) {
        let (guard, queue, here) = (config.guard.clone(), Arc::clone(writes), server.clone());
        let open = move || {
            let mut session = postgres::Session::open(here, postgres::Role::Writer)?;
            if i == 0 {
                session.look_around();
            }
            Ok(Session::Postgres(Box::new(session)))
        };
        crew.writers.start("db-write", writes, open, move |session| {
            write_each(&mut Tx::new(session, guard), &queue)
        })?;
        let (here, role) = (server.clone(), postgres::Role::Reader(config.read_limit));
        start_reader(config, &mut crew.readers, reads, move || {
            postgres::Session::open(here, role).map(|it| Session::Postgres(Box::new(it)))
        })?;
    }
    Ok(())
}

fn start_reader(
    config: &Config,
    threads: &mut Threads,
    reads: &Reads,
    open: impl FnOnce() -> Result<Session, Error> + Send + 'static,
) -> Result<(), Error> {
    let (queue, limit) = (Arc::clone(reads), config.read_limit);
    threads.start("db-read", reads, open, move |session| read_each(&mut Read::new(session, limit), &queue))
}

async fn waited<T, E: From<Error>>(answer: oneshot::Receiver<Result<T, E>>) -> Result<T, E> {
    answer.await.unwrap_or_else(|_| Err(Error::Closed.into()))
}
