//! One connection of either engine. The only place where the two meet; nothing above it asks which it is.

use std::time::Duration;

use crate::memo::Age;
use crate::rows::Rows;
use crate::statement::Statement;
use crate::value::{Row, Value};
use crate::{Copied, Durability, Error, Table, postgres, sqlite};

/// One connection, owned by one thread.
pub(crate) enum Session {
    Sqlite(sqlite::Session),
    Postgres(Box<postgres::Session>),
}

macro_rules! on {
    ($session:expr, $it:ident => $body:expr) => {
        match $session {
            Session::Sqlite($it) => $body,
            Session::Postgres($it) => $body,
        }
    };
}

impl Session {
    /// Begins a write transaction, or a snapshot on a reader.
    pub(crate) fn begin(&mut self) -> Result<(), Error> {
        on!(self, it => it.begin())
    }

    /// Makes everything since `begin` durable.
    pub(crate) fn commit(&mut self) -> Result<(), Error> {
        on!(self, it => it.commit())
    }

    /// Undoes everything since `begin`; does nothing when there is nothing to undo.
    pub(crate) fn rollback(&mut self) {
        on!(self, it => it.rollback());
    }

    /// Hands over all rows of a table in parts of about `size` bytes; how many there were.
    pub(crate) fn copy_out<E: From<Error>>(
        &mut self,
        table: &Table,
        size: usize,
        each: impl FnMut(Copied) -> Result<(), E>,
    ) -> Result<u64, E> {
        on!(self, it => it.copy_out(table, size, each))
    }

    /// Takes rows into a table; how many there were.
    pub(crate) fn copy_in(&mut self, table: &Table, bytes: &[u8]) -> Result<u64, Error> {
        on!(self, it => it.copy_in(table, bytes))
    }

    /// Refuses a database that holds a table.
    pub(crate) fn is_empty(&mut self) -> Result<(), Error> {
        on!(self, it => it.is_empty())
    }

    /// Empties the tables of what their migrations put there, and takes away what slows down the filling; what makes it again.
    pub(crate) fn bare(&mut self, tables: &[Table]) -> Result<Vec<String>, Error> {
        on!(self, it => it.bare(tables))
    }

    /// Makes again what was taken away, and looks whether the rows keep it.
    pub(crate) fn built(&mut self, later: &[String]) -> Result<(), Error> {
        on!(self, it => it.built(later))
    }

    /// Sets the savepoint of this depth.
    pub(crate) fn savepoint(&mut self, depth: usize) -> Result<(), Error> {
        on!(self, it => it.savepoint(depth))
    }

    /// Forgets the savepoint, keeping what was done since.
    pub(crate) fn release(&mut self, depth: usize) -> Result<(), Error> {
        on!(self, it => it.release(depth))
    }

    /// Undoes what was done since the savepoint, and forgets it.
    pub(crate) fn undo(&mut self, depth: usize) -> Result<(), Error> {
        on!(self, it => it.undo(depth))
    }

    pub(crate) fn rows(
        &mut self,
        statement: &'static Statement,
        params: &[Value],
    ) -> Result<Vec<Row>, Error> {
        on!(self, it => it.rows(statement, params))
    }

    pub(crate) fn exec(&mut self, statement: &'static Statement, params: &[Value]) -> Result<u64, Error> {
        on!(self, it => it.exec(statement, params))
    }

    /// Runs the statement once for each row; the rows changed in all.
    pub(crate) fn batch(&mut self, statement: &'static Statement, rows: &[Vec<Value>]) -> Result<u64, Error> {
        on!(self, it => it.batch(statement, rows))
    }

    /// The same for the rows of a long load.
    pub(crate) fn load(&mut self, statement: &'static Statement, rows: &Rows) -> Result<u64, Error> {
        on!(self, it => it.load(statement, rows))
    }

    /// Waits for everything that was put.
    pub(crate) fn flush(&mut self) -> Result<(), Error> {
        on!(self, it => it.flush())
    }

    /// Runs the statement before the next one or COMMIT.
    pub(crate) fn put(&mut self, statement: &'static Statement, params: &[Value]) -> Result<(), Error> {
        on!(self, it => it.put(statement, params))
    }

    /// Runs one statement of a migration.
    pub(crate) fn script(&mut self, name: &'static str, sql: &str) -> Result<(), Error> {
        on!(self, it => it.script(name, sql))
    }

    /// Lets nobody else migrate until the end of the transaction.
    pub(crate) fn lock_schema(&mut self) -> Result<(), Error> {
        on!(self, it => it.lock_schema())
    }

    /// Whether the engine takes the statement; nothing is run.
    pub(crate) fn prepare(&mut self, statement: &'static Statement) -> Result<(), Error> {
        on!(self, it => it.prepare(statement))
    }

    /// What the engine says about its promise to keep what was committed.
    pub(crate) fn durability(&mut self) -> Result<Durability, Error> {
        on!(self, it => it.durability())
    }

    /// The last act of a writer: leaves nothing but the database file behind.
    pub(crate) fn checkpoint(&self) {
        if let Self::Sqlite(session) = self {
            session.checkpoint();
        }
    }

    /// The age of what this transaction or snapshot sees of `tables`; none where the engine cannot tell.
    pub(crate) fn age(&self, tables: &[&'static str]) -> Option<Age> {
        match self {
            Self::Sqlite(session) => session.age(tables),
            Self::Postgres(_) => None,
        }
    }

    /// From now a read may take this long.
    pub(crate) fn limit(&mut self, limit: Duration) {
        on!(self, it => it.limit(limit));
    }
}
