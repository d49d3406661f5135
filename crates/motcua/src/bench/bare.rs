//! The bare side of `bench inbox`: the same engine without the product, and every name there is.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use rusqlite::{Connection, OpenFlags, params};

use super::{raw_postgres, raw_sqlite};
use crate::cli::place::Place;

/// What a search goes by, of one dossier.
pub(crate) struct Fact {
    pub(crate) id: String,
    pub(crate) number: Option<String>,
    pub(crate) name: String,
    units: [String; 3],
}

impl Fact {
    /// Whether it is kept or decided by this unit, or under it.
    pub(crate) fn is_of(&self, unit: &str) -> bool {
        self.units.iter().any(|it| it == unit)
    }
}

/// Where a dossier lies, and what of it never changes.
pub(crate) struct Lies {
    pub(crate) id: String,
    /// Number, state and the days promised.
    pub(crate) kept: [String; 4],
    /// Root, competent body, unit of the step, receiving unit; only those that are set.
    pub(crate) units: Vec<String>,
    pub(crate) open: bool,
}

impl Lies {
    fn new(texts: [String; 9]) -> Self {
        let [id, number, state, due, original, units @ ..] = texts;
        let open = !matches!(state.as_str(), "refused" | "withdrawn" | "stopped" | "completed" | "returned");
        let units = units.into_iter().filter(|unit| !unit.is_empty()).collect();
        Self { id, kept: [number, state, due, original], units, open }
    }
}

/// The engine.
pub(crate) enum Bare {
    Sqlite(Connection, std::path::PathBuf),
    Postgres(tokio_postgres::Client),
}

const FACTS: &str =
    "SELECT id, number, applicant_name, root, competent_unit, COALESCE(top, '') FROM dossier ORDER BY id";
const LIES: &str = "SELECT id, COALESCE(number, ''), state, CAST(due_current AS TEXT), COALESCE(CAST(due_original AS TEXT), ''), root,
        competent_unit, COALESCE(step_unit, ''), COALESCE(received_at_unit, '') FROM dossier ORDER BY id";
const UNIT: &str = "SELECT unit FROM unit_version WHERE code = $1 ORDER BY valid_from DESC LIMIT 1";
/// The late ones of a body, and of a province.
const QUEUES: [&str; 2] = [
    "SELECT id, number, procedure_name, applicant_name, step_name, due_current FROM dossier WHERE root = $1 AND due_original < $2
        AND state IN ('received', 'processing', 'awaiting-supplement', 'awaiting-payment') ORDER BY due_current, id LIMIT 51",
    "SELECT id, number, procedure_name, applicant_name, step_name, due_current FROM dossier WHERE top = $1 AND due_original < $2
        AND state IN ('received', 'processing', 'awaiting-supplement', 'awaiting-payment') ORDER BY due_current, id LIMIT 51",
];
const NUMBER: &str = "SELECT id, number, procedure_name, applicant_name, step_name, due_current FROM dossier WHERE number = $1";
const WORD: &str = "SELECT d.id, d.number, d.procedure_name, d.applicant_name, d.step_name, d.due_current FROM dossier_word w
        JOIN dossier d ON d.id = w.dossier WHERE w.scope = $1 AND w.word = $2 ORDER BY w.dossier DESC LIMIT 51";

impl Bare {
    pub(crate) async fn connect(place: &Place) -> Result<Self> {
        if let Some(url) = &place.database_url {
            return Ok(Self::Postgres(raw_postgres::connect(url).await?));
        }
        let file = place.data.join("motcua.sqlite");
        let conn = Connection::open_with_flags(&file, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        conn.execute_batch(
            "PRAGMA query_only = ON; PRAGMA cache_size = -8000; PRAGMA case_sensitive_like = ON",
        )?;
        Ok(Self::Sqlite(conn, file))
    }

    /// Every dossier.
    pub(crate) async fn facts(&self) -> Result<Vec<Fact>> {
        match self {
            Self::Sqlite(conn, _) => {
                let mut statement = conn.prepare(FACTS)?;
                let fact = |row: &rusqlite::Row<'_>| {
                    let units = [row.get(3)?, row.get(4)?, row.get(5)?];
                    Ok(Fact { id: row.get(0)?, number: row.get(1)?, name: row.get(2)?, units })
                };
                Ok(statement.query_map([], fact)?.collect::<rusqlite::Result<_>>()?)
            }
            Self::Postgres(client) => {
                let rows = client.query(FACTS, &[]).await?;
                let fact = |row: tokio_postgres::Row| {
                    let units = [row.get(3), row.get(4), row.get(5)];
                    Fact { id: row.get(0), number: row.get(1), name: row.get(2), units }
                };
                Ok(rows.into_iter().map(fact).collect())
            }
        }
    }

    /// Where every dossier lies.
    pub(crate) async fn lies(&self) -> Result<Vec<Lies>> {
        match self {
            Self::Sqlite(conn, _) => {
                let mut statement = conn.prepare(LIES)?;
                let one = |row: &rusqlite::Row<'_>| {
                    let mut texts = <[String; 9]>::default();
                    for (at, text) in texts.iter_mut().enumerate() {
                        *text = row.get(at)?;
                    }
                    Ok(Lies::new(texts))
                };
                Ok(statement.query_map([], one)?.collect::<rusqlite::Result<_>>()?)
            }
            Self::Postgres(client) => {
                let rows = client.query(LIES, &[]).await?;
                let one = |row: tokio_postgres::Row| Lies::new(std::array::from_fn(|at| row.get(at)));
                Ok(rows.into_iter().map(one).collect())
            }
        }
    }

    /// The unit that carries an identifier.
    pub(crate) async fn unit(&self, code: &str) -> Result<String> {
        match self {
            Self::Sqlite(conn, _) => Ok(conn.query_row(UNIT, [code], |row| row.get(0))?),
            Self::Postgres(client) => Ok(client.query_one(UNIT, &[&code]).await?.get(0)),
        }
    }

    /// Bytes of the database, as the engine keeps it.
    pub(crate) async fn bytes(&self) -> Result<u64> {
        match self {
            Self::Sqlite(_, file) => Ok(std::fs::metadata(file)?.len()),
            Self::Postgres(client) => {
                let row = client.query_one("SELECT pg_database_size(current_database())", &[]).await?;
                Ok(u64::try_from(row.get::<_, i64>(0))?)
            }
        }
    }

    /// The rows of every table.
    /// The key after which the effect that moves dossiers goes on; none before its first batch.
    pub(crate) async fn rehome_place(&self) -> Result<Option<String>> {
        const PLACE: &str = "SELECT CASE state WHEN 'done' THEN 'done' ELSE after_key END FROM ledger_effect
            WHERE effect = 'dossier.rehome' AND (state = 'done' OR after_key IS NOT NULL)";
        match self {
            Self::Sqlite(conn, _) => {
                use rusqlite::OptionalExtension as _;
                Ok(conn.query_row(PLACE, [], |row| row.get(0)).optional()?)
            }
            Self::Postgres(client) => Ok(client.query_opt(PLACE, &[]).await?.map(|row| row.get(0))),
        }
    }

    pub(crate) async fn counts(&self) -> Result<BTreeMap<String, i64>> {
        match self {
            Self::Sqlite(_, file) => raw_sqlite::counts(file),
            Self::Postgres(client) => raw_postgres::counts(client).await,
        }
    }

    pub(crate) async fn measure_queue(
        &self,
        unit: &str,
        province: bool,
        times: usize,
    ) -> Result<Vec<Duration>> {
        let sql = QUEUES.get(usize::from(province)).context("a query")?;
        let now = base::Clock::now(&base::SystemClock).micros();
        self.measure(sql, times, |_| (unit.to_owned(), Second::Number(now))).await
    }

    pub(crate) async fn measure_number(&self, theirs: &[&Fact], times: usize) -> Result<Vec<Duration>> {
        let numbers: Vec<&String> = theirs.iter().filter_map(|fact| fact.number.as_ref()).collect();
        let number = |n: usize| {
            numbers.get(n * 7919 % numbers.len().max(1)).map_or_else(String::new, |it| (*it).clone())
        };
        self.measure(NUMBER, times, |n| (number(n), Second::None)).await
    }

    pub(crate) async fn measure_word(
        &self,
        unit: &str,
        theirs: &[&Fact],
        times: usize,
    ) -> Result<Vec<Duration>> {
        let word = |n: usize| {
            let fact = theirs.get(n * 7919 % theirs.len().max(1));
            fact.and_then(|fact| dossier::model::words_of(&fact.name).pop()).unwrap_or_default()
        };
        self.measure(WORD, times, |n| (unit.to_owned(), Second::Text(word(n)))).await
    }

    async fn measure(
        &self,
        sql: &str,
        times: usize,
        values: impl Fn(usize) -> (String, Second),
    ) -> Result<Vec<Duration>> {
        let mut out = Vec::with_capacity(times);
        for n in 0..times {
            let (first, second) = values(n);
            let begun = Instant::now();
            match self {
                Self::Sqlite(conn, _) => {
                    let mut statement = conn.prepare_cached(sql)?;
                    let mut rows = match &second {
                        Second::None => statement.query(params![first])?,
                        Second::Number(number) => statement.query(params![first, number])?,
                        Second::Text(text) => statement.query(params![first, text])?,
                    };
                    while let Some(row) = rows.next()? {
                        let _: (String, String) = (row.get(0)?, row.get(3)?);
                    }
                }
                Self::Postgres(client) => {
                    let _rows = match &second {
                        Second::None => client.query(sql, &[&first]).await?,
                        Second::Number(number) => client.query(sql, &[&first, number]).await?,
                        Second::Text(text) => client.query(sql, &[&first, text]).await?,
                    };
                }
            }
            out.push(begun.elapsed());
        }
        Ok(out)
    }
}

/// The second parameter of a query.
enum Second {
    None,
    Number(i64),
    Text(String),
}
