//! The raw half on SQLite: hand-written statements through rusqlite, as many submissions a commit as the server had,
//! synchronous=FULL.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, OpenFlags};

use super::rows::{Cell, Plan, Snapshot, Table};

/// What the raw side writes, and how.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    /// Submissions in one commit.
    pub(crate) group: u64,
    /// Whether it also writes what leaves no row.
    pub(crate) passing: bool,
}

/// Commits since the log was begun: the counter in the head of SQLite's wal-index, which each commit moves.
///
/// # Errors
/// If the file of the wal-index cannot be read.
pub(crate) fn commits(file: &Path) -> Result<u32> {
    let mut name = file.as_os_str().to_owned();
    name.push("-shm");
    let head = std::fs::read(&name).with_context(|| format!("reading {}", name.display()))?;
    let word = head.get(8..12).context("a head of the wal-index")?;
    Ok(u32::from_ne_bytes(word.try_into()?))
}

/// The same settings as the adapter's writer, so that the two differ in nothing but the adapter.
const SETTINGS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 2000;
    PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -32000; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY";

/// Reads every table of the file.
///
/// # Errors
/// If the file cannot be read.
pub(crate) fn snapshot(file: &Path) -> Result<Snapshot> {
    let db = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)
        .with_context(|| format!("reading {}", file.display()))?;
    let mut names = db.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid",
    )?;
    let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    names.into_iter().map(|name| Ok((name.clone(), table(&db, &name)?))).collect()
}

fn table(db: &Connection, name: &str) -> Result<Table> {
    let mut table = Table::default();
    let mut info = db.prepare("SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid")?;
    let columns: Vec<(String, i64)> =
        info.query_map([name], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    for (at, (column, key)) in columns.into_iter().enumerate() {
        table.columns.push(column);
        if key > 0 {
            table.key.push(at);
        }
    }
    let mut all = db.prepare(&format!("SELECT {} FROM {name}", table.columns.join(", ")))?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let cells =
            (0..table.columns.len()).map(|at| Ok(cell(row.get_ref(at)?))).collect::<rusqlite::Result<_>>()?;
        table.rows.push(cells);
    }
    Ok(table)
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(it) => Cell::Int(it),
        ValueRef::Real(it) => Cell::Real(it),
        ValueRef::Text(it) => Cell::Text(String::from_utf8_lossy(it).into_owned()),
        ValueRef::Blob(it) => Cell::Bytes(it.to_vec()),
    }
}

/// Rows of every table in `file`.
///
/// # Errors
/// If the file cannot be read.
pub(crate) fn counts(file: &Path) -> Result<std::collections::BTreeMap<String, i64>> {
    let db = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut names =
        db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")?;
    let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let count = |name: String| -> Result<(String, i64)> {
        let rows = db.query_row(&format!("SELECT COUNT(*) FROM {name}"), [], |row| row.get(0))?;
        Ok((name, rows))
    };
    names.into_iter().map(count).collect()
}

/// The raw database, open for the whole run.
pub(crate) struct Raw {
    db: Connection,
    next: u64,
}

impl Raw {
    /// Opens a copy of the migrated database with the adapter's settings.
    ///
    /// # Errors
    /// If it cannot be opened.
    pub(crate) fn open(file: &Path) -> Result<Self> {
        let db = Connection::open(file)?;
        db.execute_batch(SETTINGS)?;
        db.set_prepared_statement_cache_capacity(256);
        Ok(Self { db, next: 1 })
    }

    /// The durability setting, read back.
    ///
    /// # Errors
    /// If the engine does not answer.
    pub(crate) fn durability(&self) -> Result<String> {
        let synchronous: i64 = self.db.query_row("PRAGMA synchronous", [], |row| row.get(0))?;
        let journal: String = self.db.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
        Ok(format!("journal_mode={journal}, synchronous={synchronous}"))
    }

    /// Replays for `time`; submissions a second. Making up the values is not counted, only the statements are.
    ///
    /// # Errors
    /// If a statement fails.
    pub(crate) fn round(&mut self, plan: &Plan, style: Style, time: Duration) -> Result<f64> {
        let mut busy = Duration::ZERO;
        let mut done = 0;
        let statements = if style.passing { plan.statements().count() } else { plan.rows.len() };
        while busy < time {
            let group: Vec<Vec<Vec<Value>>> =
                (self.next..self.next + style.group).map(|i| values(plan, i)).collect();
            self.next += style.group;
            let started = Instant::now();
            self.db.execute_batch("BEGIN IMMEDIATE")?;
            for submission in group {
                for (row, cells) in plan.statements().take(statements).zip(submission) {
                    self.db.prepare_cached(&row.sql)?.execute(rusqlite::params_from_iter(cells))?;
                }
            }
            self.db.execute_batch("COMMIT")?;
            busy += started.elapsed();
            done += style.group;
        }
        Ok(done as f64 / busy.as_secs_f64())
    }
}

fn values(plan: &Plan, i: u64) -> Vec<Vec<Value>> {
    let value = |cell| match cell {
        Cell::Null => Value::Null,
        Cell::Int(it) => Value::Integer(it),
        Cell::Bool(it) => Value::Integer(i64::from(it)),
        Cell::Real(it) => Value::Real(it),
        Cell::Text(it) => Value::Text(it),
        Cell::Bytes(it) => Value::Blob(it),
    };
    plan.values(i).into_iter().map(|row| row.into_iter().map(value).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_learned_submission_is_replayed_durably() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("x.sqlite");
        let db = Connection::open(&file).unwrap();
        db.execute_batch(
            "CREATE TABLE parent (id TEXT PRIMARY KEY, at BIGINT);
             CREATE TABLE child (parent TEXT REFERENCES parent(id), n BIGINT, hash BYTEA, PRIMARY KEY (parent, n))",
        )
        .unwrap();
        let submit = |id: &str, at: i64| {
            db.execute("INSERT INTO parent VALUES (?1, ?2)", (id, at)).unwrap();
            for n in 0..2 {
                db.execute("INSERT INTO child VALUES (?1, ?2, ?3)", (id, n, vec![at as u8; 4])).unwrap();
            }
            snapshot(&file).unwrap()
        };
        let before = snapshot(&file).unwrap();
        let first = submit("01900000-0000-7000-8000-000000000001", 5);
        let second = submit("01900000-0001-7000-8000-000000000002", 6);
        let plan = Plan::learn(&before, &first, &second).unwrap();
        drop(db);
        let mut raw = Raw::open(&file).unwrap();
        assert_eq!(raw.durability().unwrap(), "journal_mode=wal, synchronous=2");
        let style = Style { group: 64, passing: true };
        raw.round(&plan, style, Duration::from_millis(1)).unwrap();
        let (rows, committed) = (super::counts(&file).unwrap()["parent"], commits(&file).unwrap());
        let rate = raw.round(&plan, style, Duration::from_millis(20)).unwrap();
        assert!(rate > 0.0);
        let counts = counts(&file).unwrap();
        assert_eq!(counts["child"], 2 * counts["parent"]);
        assert_eq!((counts["parent"] - 2) % 64, 0);
        let groups = u32::try_from((counts["parent"] - rows) / 64).unwrap();
        assert_eq!(commits(&file).unwrap() - committed, groups, "one commit a group");
    }
}
