//! One moment of the whole database, for a backup: beside the process that owns the data, which goes on writing.
//!
//! On SQLite that is one more connection that only reads: the log of writes lets it see one moment for as long as it likes, and the
//! owner's lock is left alone, for that is about who writes. On PostgreSQL it is a REPEATABLE READ READ ONLY transaction.

use std::sync::Arc;
use std::time::Duration;

use crate::migrate::{self, Migration};
use crate::session::Session;
use crate::sqlite::Tables;
use crate::{Copied, Engine, Error, Read, Table, postgres, sqlite, table};

/// A backup is not cut: three weeks are as good as never, and PostgreSQL counts milliseconds in 31 bits.
const LIMIT: Duration = Duration::from_secs(21 * 86_400);

/// One moment of a database. Blocks; ends when it is dropped.
pub struct Snapshot {
    read: Read,
    applied: Vec<Applied>,
    tables: Vec<Table>,
}

/// A migration that has run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Its name.
    pub name: String,
    /// The digest of its text.
    pub digest: String,
}

impl Snapshot {
    /// The present moment of a database that is there and that this program knows. `all` is everything the program knows.
    ///
    /// # Errors
    /// [`Error::Open`]; [`Error::Schema`] if a migration that ran is unknown or was changed.
    pub fn open(engine: &Engine, all: &[Migration]) -> Result<Self, Error> {
        let session = match engine {
            Engine::Sqlite(folder) => {
                let file = sqlite::Folder::whole(folder)?;
                Session::Sqlite(sqlite::beside(&file, Arc::new(Tables::new()))?)
            }
            Engine::Postgres(address) => {
                let server = postgres::Server::parse(address)?;
                Session::Postgres(Box::new(postgres::Session::open(server, postgres::Role::Snapshot)?))
            }
        };
        let mut read = Read::new(session, LIMIT);
        read.begin()?;
        let applied = migrate::applied(&mut read).map_err(|error| match error {
            Error::Statement { .. } => Error::Schema("the database holds nothing of this program".to_owned()),
            other => other,
        })?;
        let tables = table::of(&migrate::known(all, &applied)?)?;
        Ok(Self { read, applied, tables })
    }

    /// What asks the database; everything is of the same moment, and nothing is cut.
    pub const fn read(&mut self) -> &mut Read {
        &mut self.read
    }

    /// The migrations that have run.
    #[must_use]
    pub fn applied(&self) -> &[Applied] {
        &self.applied
    }

    /// The tables, by name.
    #[must_use]
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// Hands over all rows of `table` in parts of about `size` bytes; how many rows there were.
    ///
    /// # Errors
    /// What the engine or `each` says.
    pub fn copy<E: From<Error>>(
        &mut self,
        table: &Table,
        size: usize,
        each: impl FnMut(Copied) -> Result<(), E>,
    ) -> Result<u64, E> {
        self.read.session_mut().copy_out(table, size, each)
    }
}

impl Drop for Snapshot {
    fn drop(&mut self) {
        self.read.end();
    }
}
