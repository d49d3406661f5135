//! One connection to a server, and how it is made.

use std::collections::HashMap;
use std::time::Duration;

use tokio_postgres::{Client, Config, NoTls};

use crate::Error;

/// Somebody who keeps a row longer than this is stuck; others are told that the system is busy.
const LOCK_LIMIT: &str = "10s";

/// Where the server is.
#[derive(Clone, Debug)]
pub(crate) struct Server(Config);

/// What a connection is for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Role {
    /// READ COMMITTED transactions.
    Writer,
    /// REPEATABLE READ READ ONLY snapshots whose statements are cut after this long.
    Reader(Duration),
    /// One REPEATABLE READ READ ONLY snapshot that is not cut, however long it takes.
    Snapshot,
    /// One transaction that fills the database, however long it takes.
    Fill,
}

/// A connection and the statements it has prepared, by the address of the constant.
pub(super) struct Link {
    pub(super) client: Client,
    pub(super) prepared: HashMap<usize, tokio_postgres::Statement>,
}

impl Server {
    /// Reads an address.
    pub(crate) fn parse(address: &str) -> Result<Self, Error> {
        let mut config: Config = address.parse().map_err(|source| Error::Open {
            what: "the database address".to_owned(),
            source: Box::new(source),
        })?;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(Duration::from_secs(5));
        }
        if config.get_application_name().is_none() {
            config.application_name("motcua");
        }
        Ok(Self(config))
    }

    /// The hosts and the database, without the password.
    pub(crate) fn words(&self) -> String {
        format!("{:?}, database {}", self.0.get_hosts(), self.0.get_dbname().unwrap_or("of the user"))
    }

    /// Connects. Called inside the runtime that will drive the connection.
    pub(super) async fn connect(&self, role: Role) -> Result<Link, tokio_postgres::Error> {
        let (client, connection) = self.0.connect(NoTls).await?;
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::warn!(%error, "a connection to the database ended");
            }
        });
        client.batch_execute(&settings(role)).await?;
        Ok(Link { client, prepared: HashMap::new() })
    }
}

fn settings(role: Role) -> String {
    match role {
        Role::Writer => format!(
            "SET lock_timeout = '{LOCK_LIMIT}';
             SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"
        ),
        Role::Snapshot | Role::Fill => {
            "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0".to_owned()
        }
        Role::Reader(limit) => format!("SET statement_timeout = {}", limit.as_millis().max(1)),
    }
}
