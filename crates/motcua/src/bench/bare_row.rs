//! The bare side of `bench api`: an axum handler that reads the row of one dossier by its number and answers with it as JSON. No
//! token, no rights, no audit, nothing around it.

use std::path::Path as FilePath;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, Result};
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use axum::serve::ListenerExt as _;
use http::StatusCode;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Row};
use serde_json::{Map, Value};
use tokio::net::TcpListener;

use super::raw_postgres;
use crate::cli::place::Place;

/// Where the row is read.
pub(crate) const PATH: &str = "/bare/";

const SQLITE: &str = "SELECT * FROM dossier WHERE number = ?1";
const POSTGRES: &str = "SELECT row_to_json(d)::text FROM dossier d WHERE number = $1";

#[derive(Clone)]
enum Rows {
    Sqlite(Arc<Pool>),
    Postgres(Arc<tokio_postgres::Client>, tokio_postgres::Statement),
}

/// As many connections as the product has readers.
struct Pool(Vec<Mutex<Connection>>);

/// Serves until it is killed; says where on standard output.
///
/// # Errors
/// If the database cannot be opened or nobody can listen.
pub(crate) async fn serve(place: &Place) -> Result<()> {
    let rows = match &place.database_url {
        Some(url) => {
            let client = raw_postgres::connect(url).await?;
            let statement = client.prepare(POSTGRES).await?;
            Rows::Postgres(Arc::new(client), statement)
        }
        None => Rows::Sqlite(Arc::new(Pool::open(&place.data.join("motcua.sqlite"))?)),
    };
    let router = Router::new()
        .route("/readyz", get(async || "ready\n"))
        .route(&format!("{PATH}{{number}}"), get(row))
        .with_state(rows);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("motcua: http://{}", listener.local_addr()?);
    axum::serve(listener.tap_io(|stream| drop(stream.set_nodelay(true))), router).await?;
    Ok(())
}

impl Pool {
    fn open(file: &FilePath) -> Result<Self> {
        let readers = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let open = |_| {
            let conn = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
            conn.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -8000")?;
            Ok(Mutex::new(conn))
        };
        Ok(Self((0..readers).map(open).collect::<Result<_>>()?))
    }

    /// Reads on whichever connection is free.
    fn read(&self, number: &str) -> Result<Option<Value>> {
        let free = self.0.iter().find_map(|conn| conn.try_lock().ok());
        let first = self.0.first().context("a connection")?;
        let conn = free.unwrap_or_else(|| first.lock().unwrap_or_else(PoisonError::into_inner));
        let mut statement = conn.prepare_cached(SQLITE)?;
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement.query([number])?;
        rows.next()?.map(|row| object(&names, row)).transpose()
    }
}

fn object(names: &[String], row: &Row<'_>) -> Result<Value> {
    let mut object = Map::new();
    for (at, name) in names.iter().enumerate() {
        let value = match row.get_ref(at)? {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(number) => number.into(),
            ValueRef::Real(number) => number.into(),
            ValueRef::Text(text) => String::from_utf8_lossy(text).into(),
            ValueRef::Blob(bytes) => hex::encode(bytes).into(),
        };
        object.insert(name.clone(), value);
    }
    Ok(object.into())
}

async fn row(State(rows): State<Rows>, Path(number): Path<String>) -> Response {
    let found = match rows {
        Rows::Sqlite(pool) => match tokio::task::spawn_blocking(move || pool.read(&number)).await {
            Ok(Ok(found)) => found.map(|row| axum::Json(row).into_response()),
            _ => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        },
        Rows::Postgres(client, statement) => match client.query_opt(&statement, &[&number]).await {
            Ok(found) => found.map(|row| row.get::<_, String>(0).into_response()),
            Err(_) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        },
    };
    found.unwrap_or_else(|| StatusCode::NOT_FOUND.into_response())
}
