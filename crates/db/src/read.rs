//! A snapshot, as a closure sees it: everything it reads is of one moment.

use std::time::{Duration, Instant};

use crate::Error;
use crate::query::check;
use crate::session::Session;
use crate::statement::Statement;
use crate::value::{Row, Value};

/// A read snapshot. It cannot write, and is cut after [`crate::Config::read_limit`] (rule 8).
pub struct Read {
    session: Session,
    limit: Duration,
    until: Instant,
    poisoned: Option<&'static str>,
}

impl Read {
    pub(crate) fn new(session: Session, limit: Duration) -> Self {
        Self { session, limit, until: Instant::now(), poisoned: None }
    }

    /// Opens a new snapshot.
    pub(crate) fn begin(&mut self) -> Result<(), Error> {
        self.poisoned = None;
        self.until = Instant::now() + self.limit;
        self.session.begin()
    }

    /// Lets the snapshot go.
    pub(crate) fn end(&mut self) {
        self.session.rollback();
    }

    pub(crate) const fn session(&self) -> &Session {
        &self.session
    }

    pub(crate) const fn session_mut(&mut self) -> &mut Session {
        &mut self.session
    }

    pub(crate) fn run<T>(
        &mut self,
        statement: &'static Statement,
        params: &[Value],
        shape: impl FnOnce(Vec<Row>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let answer = self.look(statement, params).and_then(shape);
        if answer.is_err() && self.poisoned.is_none() {
            self.poisoned = Some(statement.name);
        }
        answer
    }

    fn look(&mut self, statement: &'static Statement, params: &[Value]) -> Result<Vec<Row>, Error> {
        if let Some(by) = self.poisoned {
            return Err(Error::Poisoned(by));
        }
        check(statement, params)?;
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(Error::Slow(self.limit));
        }
        self.session.limit(left);
        self.session.rows(statement, params).map_err(|error| match error {
            Error::Slow(_) => Error::Slow(self.limit),
            other => other,
        })
    }
}
