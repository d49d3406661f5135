//! Filling an empty database with the rows of a [`crate::Snapshot`]: all of them, or nothing is there afterwards.
//!
//! On PostgreSQL it is one transaction, tables included. On SQLite it is a loading: until it is whole the folder is refused.

use crate::lexer::script;
use crate::migrate::{self, Migration};
use crate::session::Session;
use crate::sqlite::Folder;
use crate::{Applied, Engine, Error, Table, Tx, postgres, sqlite, table};

/// A database that is being filled. Blocks; dropped before [`Fill::finish`] it leaves nothing of use.
pub struct Fill {
    tx: Tx,
    folder: Option<Folder>,
    tables: Vec<Table>,
    /// Indexes and references, made once the rows are there.
    later: Vec<String>,
}

impl Fill {
    /// Makes the tables of the migrations that had run where the rows come from, empty. `all` is everything the program knows.
    ///
    /// # Errors
    /// [`Error::Occupied`] if there is something already; [`Error::Schema`] if the rows come from a newer program; [`Error::Locked`],
    /// [`Error::Open`].
    pub fn begin(engine: &Engine, all: &[Migration], applied: &[Applied]) -> Result<Self, Error> {
        let migrations = migrate::known(all, applied)?;
        let tables = table::of(&migrations)?;
        let (mut session, folder) = match engine {
            Engine::Sqlite(path) => {
                let folder = Folder::own(path)?;
                if folder.database().exists() {
                    let (place, what) = (path.display().to_string(), "a database".to_owned());
                    return Err(Error::Occupied { place, what });
                }
                folder.begin_loading()?;
                (Session::Sqlite(sqlite::filler(&folder.database())?), Some(folder))
            }
            Engine::Postgres(address) => {
                let server = postgres::Server::parse(address)?;
                (Session::Postgres(Box::new(postgres::Session::open(server, postgres::Role::Fill)?)), None)
            }
        };
        session.begin()?;
        session.is_empty()?;
        session.script(migrate::CREATE.name, migrate::CREATE.sql)?;
        for migration in &migrations {
            for part in script(migration.sql) {
                session.script(migration.name, part)?;
            }
        }
        let later = session.bare(&tables)?;
        Ok(Self { tx: Tx::new(session, None), folder, tables, later })
    }

    /// The table of this name.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<Table> {
        self.tables.iter().find(|it| it.name == name).cloned()
    }

    /// Takes in rows as [`crate::Copied::bytes`] has them; how many there were.
    ///
    /// # Errors
    /// If they are not rows of this table; what the engine says.
    pub fn rows(&mut self, table: &Table, bytes: &[u8]) -> Result<u64, Error> {
        self.tx.session.copy_in(table, bytes)
    }

    /// Makes the indexes and references; the rows must be all there. From now on [`Fill::tx`] sees them as any transaction does.
    ///
    /// # Errors
    /// [`Error::Constraint`] or another if the rows break what the schema asks.
    pub fn build(&mut self) -> Result<(), Error> {
        self.tx.session.built(&std::mem::take(&mut self.later))
    }

    /// What changes and asks the database that is being filled.
    pub const fn tx(&mut self) -> &mut Tx {
        &mut self.tx
    }

    /// Makes it durable.
    ///
    /// # Errors
    /// If the engine or the disk refuses: then nothing is there.
    pub fn finish(self) -> Result<(), Error> {
        let Self { mut tx, folder, .. } = self;
        tx.session.commit()?;
        drop(tx);
        folder.map_or(Ok(()), |folder| folder.loaded())
    }
}
