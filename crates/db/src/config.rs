//! How to open a database.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Where the data lives.
#[derive(Clone, Debug)]
pub enum Engine {
    /// A folder with `motcua.sqlite` in it; locked by one process.
    Sqlite(PathBuf),
    /// `postgres://user@host/database`, or a libpq-style key/value string.
    Postgres(String),
}

impl Engine {
    /// `sqlite` or `postgres`, for reports and logs. Nothing may branch on it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "sqlite",
            Self::Postgres(_) => "postgres",
        }
    }
}

/// How to open a database.
#[derive(Clone)]
pub struct Config {
    /// Which engine, where.
    pub engine: Engine,
    /// Reader threads (SQLite) or clients (PostgreSQL, readers and writers each). At least 1.
    pub threads: usize,
    /// How many writes may wait, and how many reads; beyond it the answer is [`crate::Error::Busy`].
    pub queue: usize,
    /// After this long a read is cut.
    pub read_limit: Duration,
    /// Looks at the tables a transaction wrote before it commits; tests refuse what breaks an invariant.
    pub guard: Option<Guard>,
    /// SQLite only: a fresh database is being filled with what can be filled again. Without a journal and without waiting for
    /// the disk, so a crash leaves nothing of use; the folder says so and is refused until [`crate::Db::finish_loading`].
    pub loading: bool,
}

impl Config {
    /// The usual settings: 1024 waiting, reads cut after 5 s, no guard; 8 clients on PostgreSQL, where a thread waits for
    /// the server; on SQLite, where it works itself, two threads a processor, 4 at least and 16 at most.
    #[must_use]
    pub fn new(engine: Engine) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let threads = match engine {
            Engine::Sqlite(_) => (2 * processors).clamp(4, 16),
            Engine::Postgres(_) => 8,
        };
        Self { engine, threads, queue: 1024, read_limit: Duration::from_secs(5), guard: None, loading: false }
    }
}

/// See [`Config::guard`]. The set holds the names of the tables written; an `Err` panics the transaction.
pub type Guard = Arc<dyn Fn(&BTreeSet<&'static str>) -> Result<(), String> + Send + Sync>;
