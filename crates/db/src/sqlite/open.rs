//! How a connection is set up. What differs from SQLite's own choice is said beside it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::{Session, Tables};
use crate::Error;

/// Statements kept prepared; the product has several hundred.
const PREPARED: usize = 2048;
/// Another program (a copy, a shell) may hold the file for a moment.
const PATIENCE: Duration = Duration::from_secs(5);

/// The one connection that writes.
pub(crate) fn writer(file: &Path, tables: Arc<Tables>, loading: bool) -> Result<Session, Error> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn =
        connect(file, flags, if loading { LOADER } else { WRITER }).map_err(|source| failed(file, source))?;
    Ok(Session::new(conn, false, tables))
}

/// A connection that reads.
pub(crate) fn reader(file: &Path, tables: Arc<Tables>) -> Result<Session, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = connect(file, flags, READER).map_err(|source| failed(file, source))?;
    Ok(Session::new(conn, true, tables))
}

/// A connection that reads beside the process that owns the folder; what that one has in its log is left for it to move.
pub(crate) fn beside(file: &Path, tables: Arc<Tables>) -> Result<Session, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = connect(file, flags, READER).map_err(|source| failed(file, source))?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
        .map_err(|source| failed(file, source))?;
    Ok(Session::new(conn, true, tables))
}

/// The connection that fills a new file with the rows of another database.
pub(crate) fn filler(file: &Path) -> Result<Session, Error> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = connect(file, flags, WRITER).map_err(|source| failed(file, source))?;
    conn.execute_batch(LOADER)
        .and_then(|()| conn.execute_batch(FILLER))
        .map_err(|source| failed(file, source))?;
    Ok(Session::new(conn, false, Arc::new(Tables::new())))
}

/// References are looked at once, at the end; indexes of many rows are sorted on the disk.
const FILLER: &str = "PRAGMA foreign_keys = OFF; PRAGMA temp_store = FILE;";

/// FULL: an answer leaves after the disk has it. Pages of 8 KB, in a new file, instead of 4: a dossier's row of some 2 KB
/// left half a page empty. A checkpoint every 2000 pages instead of 1000: fewer pauses.
const WRITER: &str = "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 2000;
    PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -32000;";

/// Nothing is kept for a crash: what is loaded can be loaded again, and until it is whole the folder is refused.
const LOADER: &str = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA cache_size = -96000;";

const READER: &str = "PRAGMA query_only = ON; PRAGMA cache_size = -8000;";

/// As PostgreSQL has it: foreign keys hold, and LIKE tells capitals apart.
const BOTH: &str = "PRAGMA foreign_keys = ON; PRAGMA case_sensitive_like = ON; PRAGMA temp_store = MEMORY;
    PRAGMA trusted_schema = OFF;";

fn connect(file: &Path, flags: OpenFlags, settings: &str) -> rusqlite::Result<Connection> {
    let conn = Connection::open_with_flags(file, flags)?;
    conn.busy_timeout(PATIENCE)?;
    conn.set_prepared_statement_cache_capacity(PREPARED);
    // A plan must not depend on the values bound: SQLite would prepare such a statement again at every use.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.execute_batch(settings)?;
    conn.execute_batch(BOTH)?;
    Ok(conn)
}

fn failed(file: &Path, source: rusqlite::Error) -> Error {
    Error::Open { what: file.display().to_string(), source: source.into() }
}
