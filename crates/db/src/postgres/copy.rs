//! Rows out of one PostgreSQL database and into another, by COPY.

use std::io::Cursor;
use std::pin::pin;

use futures_util::{SinkExt as _, TryStreamExt as _};
use tokio_postgres::CopyOutStream;

use super::refused::refused;
use super::session::{Answer, Session};
use crate::copied::{self, Next};
use crate::table::Table;
use crate::{Copied, Error};

/// What the statements are called in an error.
const COPY: &str = "COPY";

/// The tables of the schema that is written to.
const TABLES: &str =
    "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema() ORDER BY 1";
/// How references are taken away and made again.
const REFERENCES: &str = "SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
        format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1";
/// How indexes that are no constraints are taken away and made again.
const INDEXES: &str = "SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE relnamespace = current_schema()::regnamespace
        AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid) ORDER BY 1";

impl Session {
    pub(crate) fn copy_out<E: From<Error>>(
        &mut self,
        table: &Table,
        size: usize,
        mut each: impl FnMut(Copied) -> Result<(), E>,
    ) -> Result<u64, E> {
        let text = format!("COPY {} TO STDOUT (FORMAT binary)", table.listed());
        let stream = self.ask(async |client, before| before.then(client, client.copy_out(&text)).await);
        let mut stream = Box::pin(stream.map_err(|error| error.of(COPY))?);
        let (mut raw, mut headed, mut count) = (Vec::new(), false, 0);
        loop {
            let more = self.wait(async |_| gather(stream.as_mut(), &mut raw, size).await);
            let more = more.map_err(|error| refused(COPY, error))?;
            let (out, rest) = cut(&raw, &mut headed).map_err(|why| unfit(table, why))?;
            raw.drain(..rest);
            count += out.rows();
            if out.rows() > 0 {
                each(out.end())?;
            }
            if !more {
                return Ok(count);
            }
        }
    }

    pub(crate) fn copy_in(&mut self, table: &Table, bytes: &[u8]) -> Result<u64, Error> {
        let text = format!("COPY {} FROM STDIN (FORMAT binary)", table.listed());
        let bytes = Cursor::new(bytes.to_vec());
        let done = self.ask(async |client, before| {
            let copying = async {
                let mut sink = pin!(client.copy_in(&text).await?);
                sink.send(bytes).await?;
                sink.finish().await
            };
            before.then(client, copying).await
        });
        done.map_err(|error| error.of(COPY))
    }

    pub(crate) fn is_empty(&mut self) -> Result<(), Error> {
        let rows = self.pairs(TABLES)?;
        let Some((first, _)) = rows.first() else { return Ok(()) };
        let what = format!("{} tables ({first} …)", rows.len());
        Err(Error::Occupied { place: self.words(), what })
    }

    pub(crate) fn bare(&mut self, tables: &[Table]) -> Result<Vec<String>, Error> {
        let references = self.pairs(REFERENCES)?;
        for (drop, _) in &references {
            self.run(drop)?;
        }
        for table in tables {
            self.run(&table.delete())?;
        }
        let indexes = self.pairs(INDEXES)?;
        for (drop, _) in &indexes {
            self.run(drop)?;
        }
        Ok(indexes.into_iter().chain(references).map(|(_, make)| make).collect())
    }

    pub(crate) fn built(&mut self, later: &[String]) -> Result<(), Error> {
        later.iter().try_for_each(|sql| self.run(sql))?;
        self.run("ANALYZE")
    }

    fn run(&mut self, sql: &str) -> Result<(), Error> {
        self.ask(async |client, before| before.then(client, client.batch_execute(sql)).await)
            .map_err(|error| error.of("the schema"))
    }

    /// The first two columns of what is asked; nothing where there is no second one.
    fn pairs(&mut self, sql: &str) -> Result<Vec<(String, String)>, Error> {
        let rows = self.ask(async |client, before| before.then(client, client.query(sql, &[])).await);
        let rows = rows.map_err(|error| error.of("the schema"))?;
        let second =
            |row: &tokio_postgres::Row| if row.len() > 1 { row.try_get(1) } else { Ok(String::new()) };
        let pair = |row: &tokio_postgres::Row| Ok((row.try_get(0)?, second(row)?));
        rows.iter().map(pair).collect::<Answer<_>>().map_err(|error| refused("the schema", error))
    }
}

/// Reads on, at least once, until there are `size` bytes; false at the end.
async fn gather(
    mut stream: std::pin::Pin<&mut CopyOutStream>,
    raw: &mut Vec<u8>,
    size: usize,
) -> Answer<bool> {
    loop {
        match stream.try_next().await? {
            Some(bytes) => raw.extend_from_slice(&bytes),
            None => return Ok(false),
        }
        if raw.len() >= size {
            return Ok(true);
        }
    }
}

/// The whole rows in `raw`, and how many bytes are done with. Rows begin after the head.
fn cut(raw: &[u8], headed: &mut bool) -> Result<(Copied, usize), &'static str> {
    let (mut out, mut at) = (Copied::new(), 0);
    if !*headed {
        let Some(first) = copied::after_head(raw)? else { return Ok((out, 0)) };
        (at, *headed) = (first, true);
    }
    loop {
        let rest = raw.get(at..).unwrap_or_default();
        let Next::Row(length) = copied::next(rest)? else { return Ok((out, at)) };
        out.raw(rest.get(..length).unwrap_or_default());
        at += length;
    }
}

fn unfit(table: &Table, why: &str) -> Error {
    Error::Statement { statement: COPY, source: format!("{}: {why}", table.name).into() }
}
