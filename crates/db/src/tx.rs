//! A write transaction, as a closure sees it. It has no way back to [`crate::Db`] and neither begins nor commits.

use std::collections::BTreeSet;

use crate::Error;
use crate::config::Guard;
use crate::query::{check, check_rows};
use crate::rows::Rows;
use crate::session::Session;
use crate::statement::Statement;
use crate::value::{Row, Value};

/// A write transaction: `Ok` commits, `Err` and panic roll back. A statement that fails poisons it (rule 3).
pub struct Tx {
    pub(crate) session: Session,
    guard: Option<Guard>,
    poisoned: Option<&'static str>,
    again: bool,
    depth: usize,
    /// Something was written, or may have been.
    touched: bool,
    /// Which tables were written, where a guard wants to know.
    written: BTreeSet<&'static str>,
}

impl Tx {
    pub(crate) const fn new(session: Session, guard: Option<Guard>) -> Self {
        Self {
            session,
            guard,
            poisoned: None,
            again: false,
            depth: 0,
            touched: false,
            written: BTreeSet::new(),
        }
    }

    /// Runs a statement; the number of rows it changed.
    ///
    /// # Errors
    /// What the engine says; the transaction is poisoned then.
    pub fn exec(&mut self, statement: &'static Statement, params: &[Value]) -> Result<u64, Error> {
        self.guarded(statement, |session| {
            check(statement, params)?;
            let changed = session.exec(statement, params)?;
            Ok((changed, changed > 0))
        })
    }

    /// Runs one statement for many rows, pipelined on PostgreSQL; the rows changed in all.
    ///
    /// # Errors
    /// What the engine says; the transaction is poisoned then.
    pub fn batch(&mut self, statement: &'static Statement, rows: &[Vec<Value>]) -> Result<u64, Error> {
        self.guarded(statement, |session| {
            rows.iter().try_for_each(|row| check(statement, row))?;
            let changed = session.batch(statement, rows)?;
            Ok((changed, changed > 0))
        })
    }

    /// Runs one statement for the rows of a long load, many at a time where the engine gains by it; the rows changed in all.
    ///
    /// # Errors
    /// What the engine says; the transaction is poisoned then.
    pub fn load(&mut self, statement: &'static Statement, rows: &Rows) -> Result<u64, Error> {
        if rows.is_empty() {
            return Ok(0);
        }
        self.guarded(statement, |session| {
            check_rows(statement, rows)?;
            let changed = session.load(statement, rows)?;
            Ok((changed, changed > 0))
        })
    }

    /// Runs a statement whose answer nobody waits for: what must succeed. On PostgreSQL it travels with the next
    /// statement or with COMMIT and costs no round trip; if it is refused, that is where it is said.
    ///
    /// # Errors
    /// What the engine says; the transaction is poisoned then.
    pub fn put(&mut self, statement: &'static Statement, params: &[Value]) -> Result<(), Error> {
        self.guarded(statement, |session| {
            check(statement, params)?;
            session.put(statement, params)?;
            Ok(((), true))
        })
    }

    /// Runs a part that may fail without poisoning the rest: on `Err` what the part did is undone.
    ///
    /// # Errors
    /// What the part answers, or [`Error::Poisoned`] if it answers `Ok` after a failed statement.
    pub fn attempt<T, E>(&mut self, part: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E>
    where
        E: From<Error>,
    {
        self.alive()?;
        let written = self.written.clone();
        let depth = self.depth + 1;
        self.session.savepoint(depth).map_err(|error| self.poison("SAVEPOINT", error))?;
        self.depth = depth;
        let answer = part(self).and_then(|out| self.settled().map(|()| out).map_err(E::from));
        self.depth = depth - 1;
        if answer.is_ok() {
            self.session.release(depth).map_err(|error| self.poison("RELEASE", error))?;
        } else if !self.again {
            self.written = written;
            self.poisoned = None;
            self.session.undo(depth).map_err(|error| self.poison("ROLLBACK TO", error))?;
        }
        answer
    }

    pub(crate) fn run<T>(
        &mut self,
        statement: &'static Statement,
        params: &[Value],
        shape: impl FnOnce(Vec<Row>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.guarded(statement, |session| {
            check(statement, params)?;
            let rows = session.rows(statement, params)?;
            let some = !rows.is_empty();
            Ok((shape(rows)?, some))
        })
    }

    pub(crate) const fn session(&self) -> &Session {
        &self.session
    }

    /// Runs one statement of a migration.
    pub(crate) fn script(&mut self, name: &'static str, sql: &str) -> Result<(), Error> {
        self.alive()?;
        self.touched = true;
        self.session.script(name, sql).map_err(|error| self.poison(name, error))
    }

    /// Forgets the closure before; the transaction itself is begun by the worker.
    pub(crate) fn reset(&mut self) {
        self.poisoned = None;
        self.again = false;
        self.depth = 0;
        self.touched = false;
        self.written.clear();
    }

    /// The last word before the closure's work is kept: not poisoned, and the guard agrees.
    ///
    /// # Panics
    /// When the guard refuses, with its words.
    pub(crate) fn finish(&self) -> Result<(), Error> {
        self.alive()?;
        if let Some(guard) = &self.guard
            && let Err(reason) = guard(&self.written)
        {
            panic!("{reason}");
        }
        Ok(())
    }

    /// Whether the closure wrote anything, even if it undid it again.
    pub(crate) const fn has_written(&self) -> bool {
        self.touched
    }

    /// The closure failed for a passing reason and is worth running again (rule 4).
    pub(crate) const fn is_passing(&self) -> bool {
        self.again
    }

    /// Nothing was refused, not even what was put and not waited for.
    fn settled(&mut self) -> Result<(), Error> {
        self.alive()?;
        self.session.flush().map_err(|error| self.poison("a part of an attempt", error))
    }

    fn alive(&self) -> Result<(), Error> {
        self.poisoned.map_or(Ok(()), |by| Err(Error::Poisoned(by)))
    }

    fn poison(&mut self, by: &'static str, error: Error) -> Error {
        self.poisoned = Some(by);
        self.touched = true;
        self.again |= error.is_passing();
        error
    }

    /// Runs `part` unless poisoned; notes the tables written, or poisons.
    fn guarded<T>(
        &mut self,
        statement: &'static Statement,
        part: impl FnOnce(&mut Session) -> Result<(T, bool), Error>,
    ) -> Result<T, Error> {
        self.alive()?;
        match part(&mut self.session) {
            Ok((out, changed)) => {
                let writes = &statement.plan().writes;
                self.touched |= changed && !writes.is_empty();
                if changed && self.guard.is_some() {
                    self.written.extend(writes.iter().copied());
                }
                Ok(out)
            }
            Err(error) => Err(self.poison(statement.name, error)),
        }
    }
}
