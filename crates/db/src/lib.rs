//! The one door to the database: SQLite (one file) or PostgreSQL, one SQL text for both.

mod statement;
mod value;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

pub use statement::Statement;
pub use value::{BadValue, FromValue, Row, ToValue, Value};

/// Where the data lives.
#[derive(Clone, Debug)]
pub enum Engine {
    /// A folder with `motcua.sqlite` in it; locked by one process.
    Sqlite(PathBuf),
    /// `postgres://user@host/database`, or a libpq-style key/value string.
    Postgres(String),
}

/// How to open a database.
#[derive(Clone)]
pub struct Config {
    /// Which engine, where.
    pub engine: Engine,
    /// Reader threads (SQLite) or clients (PostgreSQL, readers and writers each).
    pub threads: usize,
    /// How many writes may wait; beyond it a write answers [`Error::Busy`].
    pub queue: usize,
    /// Looks at the tables a transaction wrote before it commits; tests refuse what breaks an invariant.
    pub guard: Option<Guard>,
}

/// See [`Config::guard`]. The set holds the names of the tables written; an `Err` panics the transaction.
pub type Guard = Arc<dyn Fn(&BTreeSet<&'static str>) -> Result<(), String> + Send + Sync>;

/// One step of the schema. Additive, the same text on both engines, never edited after release.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// `context/0001_what`.
    pub name: &'static str,
    /// Statements separated by `;`.
    pub sql: &'static str,
}

/// What can go wrong below an action.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Too many writes wait; nothing was done.
    #[error("the write queue is full")]
    Busy,
}

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Db {}

/// A write transaction.
pub struct Tx {}

/// A read snapshot.
pub struct Read {}

impl Db {
    /// Opens it.
    pub fn open(_config: Config) -> Result<Self, Error> { todo!() }
    /// Runs migrations that have not run.
    pub async fn migrate(&self, _migrations: &[Migration]) -> Result<usize, Error> { todo!() }
    /// Runs one action in one transaction.
    pub async fn write<T, E, F>(&self, _act: F) -> Result<T, E>
    where
        F: Fn(&mut Tx) -> Result<T, E> + Send + Sync + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    { todo!() }
    /// Runs long work in small closures that yield to people.
    pub async fn write_bulk<S, T, E, F>(&self, _start: S, _act: F) -> Result<T, E>
    where
        F: Fn(&mut Tx, &mut Budget, S) -> Result<Bulk<S, T>, E> + Send + Sync + 'static,
        S: Clone + Send + Sync + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    { todo!() }
    /// Reads in one snapshot.
    pub async fn read<T, E, F>(&self, _look: F) -> Result<T, E>
    where
        F: FnOnce(&mut Read) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    { todo!() }
}

/// Counts down the rows and time of one closure of [`Db::write_bulk`].
pub struct Budget {}
impl Budget {
    /// True while there is room for one more row; counts it.
    pub fn take(&mut self) -> bool { todo!() }
}
/// What a bulk closure answers.
pub enum Bulk<S, T> {
    /// Call again from here.
    More(S),
    /// Finished.
    Done(T),
}

/// Queries, the same on [`Tx`] and [`Read`].
pub trait Query {
    /// Exactly one row.
    fn one(&mut self, statement: &'static Statement, params: &[Value]) -> Result<Row, Error>;
    /// One row or none.
    fn opt(&mut self, statement: &'static Statement, params: &[Value]) -> Result<Option<Row>, Error>;
    /// All rows.
    fn all(&mut self, statement: &'static Statement, params: &[Value]) -> Result<Vec<Row>, Error>;
}
impl Query for Tx {
    fn one(&mut self, _s: &'static Statement, _p: &[Value]) -> Result<Row, Error> { todo!() }
    fn opt(&mut self, _s: &'static Statement, _p: &[Value]) -> Result<Option<Row>, Error> { todo!() }
    fn all(&mut self, _s: &'static Statement, _p: &[Value]) -> Result<Vec<Row>, Error> { todo!() }
}
impl Query for Read {
    fn one(&mut self, _s: &'static Statement, _p: &[Value]) -> Result<Row, Error> { todo!() }
    fn opt(&mut self, _s: &'static Statement, _p: &[Value]) -> Result<Option<Row>, Error> { todo!() }
    fn all(&mut self, _s: &'static Statement, _p: &[Value]) -> Result<Vec<Row>, Error> { todo!() }
}
impl Tx {
    /// Runs a statement; the number of rows it changed.
    pub fn exec(&mut self, _s: &'static Statement, _p: &[Value]) -> Result<u64, Error> { todo!() }
    /// Runs one statement for many rows, pipelined on PostgreSQL; the rows changed in all.
    pub fn batch(&mut self, _s: &'static Statement, _rows: &[Vec<Value>]) -> Result<u64, Error> { todo!() }
    /// Runs a part that may fail without poisoning the rest.
    pub fn attempt<T, E>(&mut self, _part: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E>
    where E: From<Error> { todo!() }
}
