//! The raw half on PostgreSQL: hand-written statements through tokio-postgres, one transaction a submission, as many
//! connections as the adapter has, fsync on.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use bytes::BytesMut;
use futures_util::future::{join3, try_join_all};
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{Client, NoTls, Row, Statement};

use super::rows::{Cell, Plan, Snapshot, Table};

const TABLES: &str = "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
     WHERE c.relkind = 'r' AND n.nspname = current_schema() ORDER BY c.oid";
const COLUMNS: &str = "SELECT a.attname, COALESCE(a.attnum = ANY(i.indkey), FALSE) FROM pg_attribute a \
     LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary \
     WHERE a.attrelid = $1::text::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum";

/// One connection to `url`; its driver runs beside it until the client is dropped.
///
/// # Errors
/// If the server does not answer.
pub(crate) async fn connect(url: &str) -> Result<Client> {
    let (client, connection) =
        tokio_postgres::connect(url, NoTls).await.context("connecting to PostgreSQL")?;
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a bench connection ended");
        }
    });
    Ok(client)
}

/// Reads every table.
///
/// # Errors
/// If the server does not answer.
pub(crate) async fn snapshot(client: &Client) -> Result<Snapshot> {
    let mut out = Vec::new();
    for found in client.query(TABLES, &[]).await? {
        let name: String = found.get(0);
        let mut table = Table::default();
        for (at, column) in client.query(COLUMNS, &[&name]).await?.iter().enumerate() {
            table.columns.push(column.get(0));
            if column.get(1) {
                table.key.push(at);
            }
        }
        for row in client.query(&format!("SELECT {} FROM {name}", table.columns.join(", ")), &[]).await? {
            table.rows.push((0..row.len()).map(|at| cell(&row, at)).collect::<Result<_>>()?);
        }
        out.push((name, table));
    }
    Ok(out)
}

fn cell(row: &Row, at: usize) -> Result<Cell> {
    let kind = row.columns()[at].type_();
    let cell = match *kind {
        Type::INT8 => row.try_get::<_, Option<i64>>(at)?.map(Cell::Int),
        Type::FLOAT8 => row.try_get::<_, Option<f64>>(at)?.map(Cell::Real),
        Type::BOOL => row.try_get::<_, Option<bool>>(at)?.map(Cell::Bool),
        Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(at)?.map(Cell::Bytes),
        _ => row
            .try_get::<_, Option<String>>(at)
            .with_context(|| format!("a column of type {kind}"))?
            .map(Cell::Text),
    };
    Ok(cell.unwrap_or(Cell::Null))
}

/// Rows of every table.
///
/// # Errors
/// If the server does not answer.
pub(crate) async fn counts(client: &Client) -> Result<BTreeMap<String, i64>> {
    let mut out = BTreeMap::new();
    for found in client.query(TABLES, &[]).await? {
        let name: String = found.get(0);
        let count = client.query_one(&format!("SELECT COUNT(*) FROM {name}"), &[]).await?;
        out.insert(name, count.get(0));
    }
    Ok(out)
}

/// The durability settings, read back from the server.
///
/// # Errors
/// If the server does not answer.
pub(crate) async fn durability(client: &Client) -> Result<String> {
    let mut said = Vec::new();
    for name in ["fsync", "synchronous_commit", "full_page_writes", "server_version"] {
        let value: String = client.query_one(&format!("SHOW {name}"), &[]).await?.get(0);
        said.push(format!("{name}={value}"));
    }
    Ok(said.join(", "))
}

/// How the hand-written statements of one submission travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// One after the other, each waiting for its answer.
    OneByOne,
    /// All at once, the answers read at the end: the best this driver can do.
    Pipelined,
}

/// The raw database and its connections.
pub(crate) struct Raw {
    clients: Vec<(Client, Vec<Statement>)>,
    next: Arc<AtomicU64>,
}

impl Raw {
    /// Opens `connections` connections and prepares the statements of `plan` on each.
    ///
    /// # Errors
    /// If the server does not answer.
    pub(crate) async fn open(url: &str, connections: usize, plan: &Plan) -> Result<Self> {
        let mut clients = Vec::new();
        for _ in 0..connections {
            let client = connect(url).await?;
            let mut prepared: BTreeMap<&str, Statement> = BTreeMap::new();
            for row in plan.statements() {
                if !prepared.contains_key(row.sql.as_str()) {
                    prepared.insert(&row.sql, client.prepare(&row.sql).await?);
                }
            }
            let statements = plan.statements().map(|row| prepared[row.sql.as_str()].clone()).collect();
            clients.push((client, statements));
        }
        Ok(Self { clients, next: Arc::new(AtomicU64::new(1)) })
    }

    /// Replays for `time`; submissions a second.
    ///
    /// # Errors
    /// If a statement fails.
    pub(crate) async fn round(&self, plan: &Plan, style: Style, time: Duration) -> Result<f64> {
        let started = Instant::now();
        let worker = async |client: &Client, statements: &[Statement]| -> Result<u64> {
            let mut done = 0;
            while started.elapsed() < time {
                let i = self.next.fetch_add(1, Ordering::Relaxed);
                submit(client, statements, plan.values(i), style).await?;
                done += 1;
            }
            Ok(done)
        };
        let done =
            try_join_all(self.clients.iter().map(|(client, statements)| worker(client, statements))).await?;
        Ok(done.iter().sum::<u64>() as f64 / started.elapsed().as_secs_f64())
    }
}

async fn submit(client: &Client, statements: &[Statement], rows: Vec<Vec<Cell>>, style: Style) -> Result<()> {
    match style {
        Style::OneByOne => {
            client.batch_execute("BEGIN").await?;
            for (statement, row) in statements.iter().zip(&rows) {
                client.execute(statement, &parameters(row)).await?;
            }
            client.batch_execute("COMMIT").await?;
        }
        Style::Pipelined => {
            let inserts = statements.iter().zip(&rows).map(async |(statement, row)| {
                let parameters = parameters(row);
                client.execute(statement, &parameters).await
            });
            let (begun, done, ended) =
                join3(client.batch_execute("BEGIN"), try_join_all(inserts), client.batch_execute("COMMIT"))
                    .await;
            begun?;
            done?;
            ended?;
        }
    }
    Ok(())
}

fn parameters(row: &[Cell]) -> Vec<&(dyn ToSql + Sync)> {
    row.iter()
        .map(|cell| -> &(dyn ToSql + Sync) {
            match cell {
                Cell::Null => &Null,
                Cell::Int(it) => it,
                Cell::Real(it) => it,
                Cell::Bool(it) => it,
                Cell::Text(it) => it,
                Cell::Bytes(it) => it,
            }
        })
        .collect()
}

/// NULL of any type.
#[derive(Debug)]
struct Null;

impl ToSql for Null {
    fn to_sql(&self, _: &Type, _: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        Ok(IsNull::Yes)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

#[cfg(test)]
mod tests {
    use super::*;
    use db::testing::{Kind, Place};

    const SCHEMA: &str = "CREATE TABLE parent (id TEXT PRIMARY KEY, at BIGINT, note TEXT, big BIGINT);
        CREATE TABLE child (parent TEXT REFERENCES parent(id), n BIGINT, hash BYTEA, PRIMARY KEY (parent, n))";

    #[test]
    fn a_learned_submission_is_replayed_in_both_styles() {
        crate::block_on(async {
            let place = Place::fresh(Kind::Postgres);
            let db::Engine::Postgres(url) = place.engine() else { panic!("not PostgreSQL") };
            let client = connect(&url).await.unwrap();
            client.batch_execute(SCHEMA).await.unwrap();
            let submit = async |id: &str, at: i64| {
                client.execute("INSERT INTO parent VALUES ($1, $2, NULL, NULL)", &[&id, &at]).await.unwrap();
                for n in 0_i64..2 {
                    let hash = vec![at as u8; 4];
                    client.execute("INSERT INTO child VALUES ($1, $2, $3)", &[&id, &n, &hash]).await.unwrap();
                }
                snapshot(&client).await.unwrap()
            };
            let before = snapshot(&client).await.unwrap();
            let first = submit("01900000-0000-7000-8000-000000000001", 5).await;
            let second = submit("01900000-0001-7000-8000-000000000002", 6).await;
            let plan = Plan::learn(&before, &first, &second).unwrap();
            assert_eq!(plan.by_table(), BTreeMap::from([("child".into(), 2), ("parent".into(), 1)]));
            let raw = Raw::open(&url, 3, &plan).await.unwrap();
            for style in [Style::OneByOne, Style::Pipelined] {
                assert!(raw.round(&plan, style, Duration::from_millis(50)).await.unwrap() > 0.0);
            }
            let counts = counts(&client).await.unwrap();
            assert!(counts["parent"] > 2);
            assert_eq!(counts["child"], 2 * counts["parent"]);
            assert!(durability(&client).await.unwrap().contains("fsync="));
        });
    }
}
