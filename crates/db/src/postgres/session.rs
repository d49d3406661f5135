//! One PostgreSQL client, driven by the thread that owns it.
//!
//! BEGIN and savepoints are not sent on their own: they wait in `lead` and travel with the next statement, so
//! that they cost no round trip. Writes whose answer nobody waits for stand behind them in `held`.

use std::time::Duration;

use futures_util::TryStreamExt as _;
use futures_util::future::{join_all, join3, try_join_all};
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::Client;
use tokio_postgres::types::ToSql as _;
use tokio_postgres::types::private::BytesMut;

use super::convert;
use super::link::{Link, Role, Server};
use super::refused::{not_committed, refused, unknown_if_lost};
use crate::rows::Rows;
use crate::statement::Statement;
use crate::value::{Row, Value};
use crate::{Durability, Error};

/// A client, its runtime, and where its transaction stands.
pub(crate) struct Session {
    runtime: Runtime,
    server: Server,
    role: Role,
    link: Option<Link>,
    /// Commands that go out before the next statement.
    lead: String,
    /// Writes that go out after `lead` and before the next statement.
    held: Vec<Held>,
    /// BEGIN has been sent.
    begun: bool,
}

/// The most writes that wait to be sent: what goes out together keeps its order as long as it is few.
const MOST_HELD: usize = 16;

/// A write that waits to be sent.
struct Held {
    name: &'static str,
    prepared: tokio_postgres::Statement,
    params: Vec<Value>,
}

/// What goes out before a statement.
#[derive(Default)]
pub(super) struct Before {
    lead: String,
    held: Vec<Held>,
}

pub(super) type Answer<T> = Result<T, tokio_postgres::Error>;

/// A refusal, and which held write was refused if it was not the statement itself.
pub(super) struct Refused(Option<&'static str>, tokio_postgres::Error);

impl From<tokio_postgres::Error> for Refused {
    fn from(error: tokio_postgres::Error) -> Self {
        Self(None, error)
    }
}

impl Refused {
    /// The error, named after `statement` unless another one was refused.
    pub(super) fn of(self, statement: &'static str) -> Error {
        refused(self.0.unwrap_or(statement), self.1)
    }
}

impl Session {
    /// Connects.
    pub(crate) fn open(server: Server, role: Role) -> Result<Self, Error> {
        let what = server.words();
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|source| Error::Open { what: what.clone(), source: source.into() })?;
        let (lead, held) = (String::new(), Vec::new());
        let mut session = Self { runtime, server, role, link: None, lead, held, begun: false };
        session.connect().map_err(|source| Error::Open { what, source: source.into() })?;
        Ok(session)
    }

    /// The hosts and the database.
    pub(super) fn words(&self) -> String {
        self.server.words()
    }

    pub(crate) fn begin(&mut self) -> Result<(), Error> {
        self.begun = false;
        self.lead.clear();
        self.held.clear();
        self.lead.push_str(match self.role {
            Role::Writer | Role::Fill => "BEGIN",
            Role::Reader(_) | Role::Snapshot => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        });
        if self.link.as_ref().is_none_or(|link| link.client.is_closed()) {
            self.connect().map_err(|error| Error::Lost(error.into()))?;
        }
        Ok(())
    }

    pub(crate) fn commit(&mut self) -> Result<(), Error> {
        if !self.begun && self.held.is_empty() {
            self.lead.clear();
            return Ok(());
        }
        let done = self.ask(async |client, before| before.then(client, client.batch_execute("COMMIT")).await);
        self.begun = false;
        done.map_err(|Refused(held, error)| match held {
            Some(statement) => unknown_if_lost(refused(statement, error)),
            None => not_committed(error),
        })
    }

    pub(crate) fn rollback(&mut self) {
        self.lead.clear();
        self.held.clear();
        if std::mem::take(&mut self.begun)
            && let Err(error) = self.wait(async |client| client.batch_execute("ROLLBACK").await)
        {
            tracing::info!(%error, "ROLLBACK was not heard; the connection is given up");
            self.link = None;
        }
    }

    pub(crate) fn savepoint(&mut self, depth: usize) -> Result<(), Error> {
        self.push(&format!("SAVEPOINT s{depth}"))
    }

    pub(crate) fn release(&mut self, depth: usize) -> Result<(), Error> {
        self.push(&format!("RELEASE SAVEPOINT s{depth}"))
    }

    pub(crate) fn undo(&mut self, depth: usize) -> Result<(), Error> {
        self.held.clear();
        self.push(&format!("ROLLBACK TO SAVEPOINT s{depth};RELEASE SAVEPOINT s{depth}"))
    }

    pub(crate) fn rows(
        &mut self,
        statement: &'static Statement,
        params: &[Value],
    ) -> Result<Vec<Row>, Error> {
        let first = !self.begun;
        let answer = self.rows_once(statement, params);
        if matches!(self.role, Role::Reader(_)) && first && matches!(answer, Err(Error::Lost(_))) {
            // The connection died while it was idle; the snapshot has shown nothing yet, so it may begin anew.
            self.link = None;
            self.begin()?;
            return self.rows_once(statement, params);
        }
        answer
    }

    fn rows_once(&mut self, statement: &'static Statement, params: &[Value]) -> Result<Vec<Row>, Error> {
        let prepared = self.prepared(statement)?;
        let answer = self.ask(async |client, before| {
            let rows = async { client.query_raw(&prepared, params).await?.try_collect::<Vec<_>>().await };
            Ok(before.then(client, rows).await?.iter().map(convert::row).collect::<Answer<_>>()?)
        });
        answer.map_err(|error| error.of(statement.name))
    }

    pub(crate) fn exec(&mut self, statement: &'static Statement, params: &[Value]) -> Result<u64, Error> {
        let prepared = self.prepared(statement)?;
        self.ask(async |client, before| before.then(client, client.execute_raw(&prepared, params)).await)
            .map_err(|error| error.of(statement.name))
    }

    /// Sends the statement with the next one that is waited for, or with COMMIT.
    pub(crate) fn put(&mut self, statement: &'static Statement, params: &[Value]) -> Result<(), Error> {
        let prepared = self.prepared(statement)?;
        // What cannot be encoded would never leave, and COMMIT would keep everything but this.
        let mut scratch = BytesMut::new();
        for (param, column) in params.iter().zip(prepared.params()) {
            scratch.clear();
            param
                .to_sql(column, &mut scratch)
                .map_err(|source| Error::Statement { statement: statement.name, source })?;
        }
        self.held.push(Held { name: statement.name, prepared, params: params.to_vec() });
        if self.held.len() >= MOST_HELD { self.flush() } else { Ok(()) }
    }

    /// Sends what is held and waits for its answers.
    pub(crate) fn flush(&mut self) -> Result<(), Error> {
        if self.held.is_empty() {
            return Ok(());
        }
        self.ask(async |client, before| before.then(client, std::future::ready(Ok(()))).await)
            .map_err(|error| error.of("a held write"))
    }

    pub(crate) fn batch(&mut self, statement: &'static Statement, rows: &[Vec<Value>]) -> Result<u64, Error> {
        if rows.is_empty() {
            return Ok(0);
        }
        let prepared = self.prepared(statement)?;
        let answer = self.ask(async |client, before| {
            let all = try_join_all(rows.iter().map(|row| client.execute_raw(&prepared, row)));
            Ok(before.then(client, all).await?.into_iter().sum())
        });
        answer.map_err(|error| error.of(statement.name))
    }

    pub(crate) fn load(&mut self, statement: &'static Statement, rows: &Rows) -> Result<u64, Error> {
        let row = |at: usize| (0..rows.columns()).map(|column| rows.get(at, column).to_value()).collect();
        let rows: Vec<Vec<Value>> = (0..rows.len()).map(row).collect();
        self.batch(statement, &rows)
    }

    pub(crate) fn script(&mut self, name: &'static str, sql: &str) -> Result<(), Error> {
        self.ask(async |client, before| before.then(client, client.batch_execute(sql)).await)
            .map_err(|error| error.of(name))
    }

    pub(crate) fn lock_schema(&mut self) -> Result<(), Error> {
        self.script("db::migrate", "SELECT pg_advisory_xact_lock(6078472)")
    }

    pub(crate) fn prepare(&mut self, statement: &'static Statement) -> Result<(), Error> {
        let text = &statement.plan().postgres;
        let prepared = self.wait(async |client| client.prepare(text).await.map(drop));
        prepared.map_err(|error| refused(statement.name, error))
    }

    pub(crate) fn durability(&mut self) -> Result<Durability, Error> {
        let mut settings = Vec::new();
        for name in ["fsync", "synchronous_commit", "full_page_writes"] {
            let show = format!("SELECT current_setting('{name}')");
            let row = self.wait(async |client| client.query_one(&show, &[]).await);
            let value = row.and_then(|row| row.try_get(0)).map_err(|error| refused("SHOW", error))?;
            settings.push((name, value));
        }
        let durable = settings.iter().all(|(_, value): &(_, String)| value != "off");
        Ok(Durability { settings, durable })
    }

    #[expect(clippy::unused_self, reason = "statement_timeout was set when the connection was made")]
    pub(crate) const fn limit(&mut self, _: Duration) {}

    /// Tells the operator of a database that sorts or encodes text in another way than SQLite.
    pub(crate) fn look_around(&mut self) {
        let ask = "SELECT pg_encoding_to_char(encoding)::text, datcollate::text FROM pg_database
                   WHERE datname = current_database()";
        let Ok(row) = self.wait(async |client| client.query_one(ask, &[]).await) else { return };
        let (encoding, collation) = (row.get::<_, String>(0), row.get::<_, String>(1));
        if encoding != "UTF8" || !matches!(collation.as_str(), "C" | "POSIX" | "C.UTF-8" | "C.utf8") {
            tracing::warn!(
                encoding,
                collation,
                "better: CREATE DATABASE … ENCODING 'UTF8' LC_COLLATE 'C' TEMPLATE template0"
            );
        }
    }

    /// The statement prepared on this connection; what waits to be sent goes out with it.
    fn prepared(&mut self, statement: &'static Statement) -> Result<tokio_postgres::Statement, Error> {
        let address = std::ptr::from_ref(statement).addr();
        if let Some(found) = self.link.as_ref().and_then(|link| link.prepared.get(&address)) {
            return Ok(found.clone());
        }
        let text = &statement.plan().postgres;
        let prepared = self
            .ask(async |client, before| before.then(client, client.prepare(text)).await)
            .map_err(|error| error.of(statement.name))?;
        if let Some(link) = &mut self.link {
            link.prepared.insert(address, prepared.clone());
        }
        Ok(prepared)
    }

    /// Puts a command in line; what is held goes out first, so that the order stays.
    fn push(&mut self, command: &str) -> Result<(), Error> {
        self.flush()?;
        if !self.lead.is_empty() {
            self.lead.push(';');
        }
        self.lead.push_str(command);
        Ok(())
    }

    /// Sends something inside the transaction; the closure is given what has to go out before.
    pub(super) fn ask<T>(
        &mut self,
        work: impl AsyncFnOnce(&Client, Before) -> Result<T, Refused>,
    ) -> Result<T, Refused> {
        let before = Before { lead: std::mem::take(&mut self.lead), held: std::mem::take(&mut self.held) };
        self.begun |= !before.lead.is_empty();
        self.wait(async move |client| work(client, before).await)
    }

    /// Waits for the server. The only place, beside `connect`, where a thread waits for a future.
    #[expect(
        clippy::disallowed_methods,
        reason = "this thread belongs to this client and has nothing else to do"
    )]
    pub(super) fn wait<T, E: From<tokio_postgres::Error>>(
        &mut self,
        work: impl AsyncFnOnce(&Client) -> Result<T, E>,
    ) -> Result<T, E> {
        if self.link.is_none() {
            self.connect()?;
        }
        let link = self.link.as_ref().expect("connected just now");
        self.runtime.block_on(work(&link.client))
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "this thread belongs to this client and has nothing else to do"
    )]
    fn connect(&mut self) -> Answer<()> {
        self.link = None;
        self.link = Some(self.runtime.block_on(self.server.connect(self.role))?);
        Ok(())
    }
}

impl Before {
    /// Sends everything in its order and then `work`, without waiting in between. The first refusal is the one that
    /// counts: what comes after it is refused for its sake.
    pub(super) async fn then<T>(
        self,
        client: &Client,
        work: impl Future<Output = Answer<T>>,
    ) -> Result<T, Refused> {
        let lead =
            async { if self.lead.is_empty() { Ok(()) } else { client.batch_execute(&self.lead).await } };
        let held = join_all(self.held.iter().map(|it| client.execute_raw(&it.prepared, &it.params)));
        let (lead, held, out) = join3(lead, held, work).await;
        lead?;
        for (it, done) in self.held.iter().zip(held) {
            done.map_err(|error| Refused(Some(it.name), error))?;
        }
        Ok(out?)
    }
}
