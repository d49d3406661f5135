//! One SQLite connection.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, ErrorCode, ToSql, ffi};

use super::load::load;
use super::{EVERY, Tables};
use crate::error::Constraint;
use crate::memo::Age;
use crate::rows::{Ref, Rows};
use crate::statement::Statement;
use crate::value::{Row, Value};
use crate::{Durability, Error};

/// How many steps of SQLite's machine pass between two looks at the clock: some tens of microseconds.
const STEPS: i32 = 4000;

/// A connection and, for a reader, when it is to be cut.
pub(crate) struct Session {
    pub(super) conn: Connection,
    reader: bool,
    epoch: Instant,
    /// Microseconds after `epoch`.
    until: Arc<AtomicU64>,
    tables: Arc<Tables>,
    /// How many writing transactions had ended when this one began.
    seen: u64,
    /// The tables this transaction has written.
    writing: Vec<&'static str>,
}

impl Session {
    pub(crate) fn new(mut conn: Connection, reader: bool, tables: Arc<Tables>) -> Self {
        let (epoch, until) = (Instant::now(), Arc::new(AtomicU64::new(u64::MAX)));
        if reader {
            let until = Arc::clone(&until);
            let late = move || micros(epoch.elapsed()) > until.load(Ordering::Relaxed);
            if let Err(error) = conn.progress_handler(STEPS, Some(late)) {
                tracing::error!(%error, "a slow read will not be cut");
            }
        }
        Self { conn, reader, epoch, until, tables, seen: 0, writing: Vec::new() }
    }

    pub(crate) fn begin(&mut self) -> Result<(), Error> {
        // A reader must not be cut by what is left of the limit of the read before.
        self.until.store(u64::MAX, Ordering::Relaxed);
        self.seen = self.tables.ended();
        self.control(if self.reader { "BEGIN DEFERRED" } else { "BEGIN IMMEDIATE" })
    }

    pub(crate) fn commit(&mut self) -> Result<(), Error> {
        self.control("COMMIT")?;
        self.ended();
        Ok(())
    }

    pub(crate) fn rollback(&mut self) {
        self.until.store(u64::MAX, Ordering::Relaxed);
        if !self.conn.is_autocommit()
            && let Err(error) = self.control("ROLLBACK")
        {
            tracing::error!(?error, "ROLLBACK failed");
        }
        self.ended();
    }

    pub(crate) fn savepoint(&mut self, depth: usize) -> Result<(), Error> {
        self.control(&format!("SAVEPOINT s{depth}"))
    }

    pub(crate) fn release(&mut self, depth: usize) -> Result<(), Error> {
        self.control(&format!("RELEASE s{depth}"))
    }

    pub(crate) fn undo(&mut self, depth: usize) -> Result<(), Error> {
        self.control(&format!("ROLLBACK TO s{depth}"))?;
        self.release(depth)
    }

    pub(crate) fn rows(
        &mut self,
        statement: &'static Statement,
        params: &[Value],
    ) -> Result<Vec<Row>, Error> {
        self.note(statement);
        self.prepared(statement)
            .and_then(|mut it| collect(&mut it, params))
            .map_err(|e| self.error(statement.name, e))
    }

    pub(crate) fn exec(&mut self, statement: &'static Statement, params: &[Value]) -> Result<u64, Error> {
        self.note(statement);
        self.prepared(statement)
            .and_then(|mut it| execute(&mut it, params))
            .map_err(|e| self.error(statement.name, e))
    }

    pub(crate) fn batch(&mut self, statement: &'static Statement, rows: &[Vec<Value>]) -> Result<u64, Error> {
        self.note(statement);
        let all = |mut it: CachedStatement<'_>| {
            rows.iter().try_fold(0, |sum, row| Ok(sum + execute(&mut it, row)?))
        };
        self.prepared(statement).and_then(all).map_err(|e| self.error(statement.name, e))
    }

    pub(crate) fn load(&mut self, statement: &'static Statement, rows: &Rows) -> Result<u64, Error> {
        self.note(statement);
        load(&self.conn, &statement.plan().sqlite, rows).map_err(|e| self.error(statement.name, e))
    }

    pub(crate) fn put(&mut self, statement: &'static Statement, params: &[Value]) -> Result<(), Error> {
        self.exec(statement, params).map(drop)
    }

    #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "here nothing is held back")]
    pub(crate) const fn flush(&mut self) -> Result<(), Error> {
        Ok(())
    }

    pub(crate) fn script(&mut self, name: &'static str, sql: &str) -> Result<(), Error> {
        self.note_tables(&[EVERY]);
        let sql = crate::dialect::for_sqlite(sql);
        self.conn.execute_batch(&sql).map_err(|e| self.error(name, e))
    }

    #[expect(
        clippy::unnecessary_wraps,
        clippy::unused_self,
        reason = "one process owns the folder: nobody else migrates"
    )]
    pub(crate) const fn lock_schema(&mut self) -> Result<(), Error> {
        Ok(())
    }

    pub(crate) fn prepare(&mut self, statement: &'static Statement) -> Result<(), Error> {
        self.prepared(statement).map(drop).map_err(|e| self.error(statement.name, e))
    }

    pub(crate) fn durability(&mut self) -> Result<Durability, Error> {
        let ask = |name| self.conn.pragma_query_value(None, name, |row| row.get_ref(0).map(words));
        let both = ask("journal_mode").and_then(|mode| Ok((mode, ask("synchronous")?)));
        let (mode, synchronous) = both.map_err(|e| self.error("PRAGMA", e))?;
        let durable = synchronous == "2" || synchronous == "3";
        Ok(Durability { settings: vec![("journal_mode", mode), ("synchronous", synchronous)], durable })
    }

    pub(crate) fn limit(&mut self, limit: Duration) {
        self.until.store(micros(self.epoch.elapsed() + limit), Ordering::Relaxed);
    }

    /// Moves what the log holds into the database file.
    pub(crate) fn checkpoint(&self) {
        if let Err(error) = self.conn.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)") {
            tracing::warn!(%error, "the last checkpoint failed; the next start makes up for it");
        }
    }

    pub(crate) fn age(&self, tables: &[&'static str]) -> Option<Age> {
        self.tables.age(tables, self.seen)
    }

    /// Says beforehand which tables a statement writes.
    fn note(&mut self, statement: &'static Statement) {
        self.note_tables(statement.writes());
    }

    fn note_tables(&mut self, writes: &[&'static str]) {
        if writes.iter().any(|table| !self.writing.contains(table)) {
            self.tables.write(writes);
            self.writing.extend_from_slice(writes);
        }
    }

    /// The transaction has ended: what it wrote is seen from now on, or is gone.
    fn ended(&mut self) {
        if !self.writing.is_empty() {
            self.tables.end();
            self.writing.clear();
        }
    }

    fn prepared(&self, statement: &'static Statement) -> rusqlite::Result<CachedStatement<'_>> {
        self.conn.prepare_cached(&statement.plan().sqlite)
    }

    pub(super) fn control(&self, sql: &str) -> Result<(), Error> {
        let done = self.conn.prepare_cached(sql).and_then(|mut it| it.raw_execute());
        done.map(drop).map_err(|error| match refused("COMMIT", error) {
            Error::Statement { source, .. } => Error::Retry(source),
            other => other,
        })
    }

    pub(super) fn error(&self, name: &'static str, error: rusqlite::Error) -> Error {
        // Some failures (disk full, out of memory) end the transaction: what came before is gone too (rule 2).
        if !self.reader && self.conn.is_autocommit() {
            return Error::Retry(error.into());
        }
        refused(name, error)
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

fn words(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Integer(number) => number.to_string(),
        other => other.as_str().unwrap_or_default().to_owned(),
    }
}

fn bind(statement: &mut CachedStatement<'_>, params: &[Value]) -> rusqlite::Result<()> {
    params.iter().enumerate().try_for_each(|(i, param)| statement.raw_bind_parameter(i + 1, param))
}

fn execute(statement: &mut CachedStatement<'_>, params: &[Value]) -> rusqlite::Result<u64> {
    if statement.column_count() > 0 {
        return collect(statement, params).map(|rows| rows.len() as u64);
    }
    bind(statement, params)?;
    statement.raw_execute().map(|changed| changed as u64)
}

fn collect(statement: &mut CachedStatement<'_>, params: &[Value]) -> rusqlite::Result<Vec<Row>> {
    bind(statement, params)?;
    let columns = statement.column_count();
    let (mut rows, mut out) = (statement.raw_query(), Vec::new());
    while let Some(row) = rows.next()? {
        let values: rusqlite::Result<_> = (0..columns).map(|i| value(row.get_ref(i)?)).collect();
        out.push(Row::new(values?));
    }
    Ok(out)
}

fn value(cell: ValueRef<'_>) -> rusqlite::Result<Value> {
    Ok(match cell {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(it) => Value::Int(it),
        ValueRef::Real(it) => Value::Real(it),
        ValueRef::Text(_) => Value::Text(cell.as_str()?.to_owned()),
        ValueRef::Blob(it) => Value::Bytes(it.to_vec()),
    })
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(sqlite(self.as_ref())))
    }
}

impl ToSql for Ref<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(sqlite(*self)))
    }
}

/// A value as SQLite takes it: it knows no truth, only 0 and 1.
fn sqlite(value: Ref<'_>) -> ValueRef<'_> {
    match value {
        Ref::Null => ValueRef::Null,
        Ref::Text(it) => ValueRef::Text(it.as_bytes()),
        Ref::Int(it) => ValueRef::Integer(it),
        Ref::Bool(it) => ValueRef::Integer(i64::from(it)),
        Ref::Real(it) => ValueRef::Real(it),
        Ref::Bytes(it) => ValueRef::Blob(it),
    }
}

/// What SQLite's refusal means.
fn refused(statement: &'static str, error: rusqlite::Error) -> Error {
    let rusqlite::Error::SqliteFailure(code, _) = &error else {
        return Error::Statement { statement, source: error.into() };
    };
    let constraint = match code.extended_code {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => {
            Constraint::Unique
        }
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => Constraint::Reference,
        ffi::SQLITE_CONSTRAINT_CHECK => Constraint::Check,
        ffi::SQLITE_CONSTRAINT_NOTNULL => Constraint::NotNull,
        _ if code.code == ErrorCode::OperationInterrupted => return Error::Slow(Duration::ZERO),
        _ => return Error::Statement { statement, source: error.into() },
    };
    Error::Constraint { statement, constraint, source: error.into() }
}
