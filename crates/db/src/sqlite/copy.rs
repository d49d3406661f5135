//! Rows out of one SQLite file and into another.

use rusqlite::types::ValueRef;

use super::Session;
use super::load::load;
use crate::copied;
use crate::error::Constraint;
use crate::rows::{Ref, Rows};
use crate::table::{Kind, Table};
use crate::{Copied, Error};

impl Session {
    pub(crate) fn copy_out<E: From<Error>>(
        &mut self,
        table: &Table,
        size: usize,
        mut each: impl FnMut(Copied) -> Result<(), E>,
    ) -> Result<u64, E> {
        let failed = |source| E::from(self.error(COPY, source));
        let mut statement = self.conn.prepare(&table.select()).map_err(failed)?;
        let (mut rows, mut out, mut count) = (statement.raw_query(), Copied::new(), 0);
        while let Some(row) = rows.next().map_err(failed)? {
            add(&mut out, table, row).map_err(failed)??;
            if out.bytes().len() >= size {
                count += out.rows();
                each(std::mem::replace(&mut out, Copied::new()).end())?;
            }
        }
        count += out.rows();
        if out.rows() > 0 {
            each(out.end())?;
        }
        Ok(count)
    }

    pub(crate) fn copy_in(&mut self, table: &Table, bytes: &[u8]) -> Result<u64, Error> {
        let mut rows = Rows::default();
        let count = copied::read(table, bytes, &mut rows).map_err(|why| unfit(table, why))?;
        load(&self.conn, &table.insert(), &rows).map_err(|error| self.error(COPY, error))?;
        Ok(count)
    }

    #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "the file was made just now")]
    pub(crate) const fn is_empty(&mut self) -> Result<(), Error> {
        Ok(())
    }

    pub(crate) fn bare(&mut self, tables: &[Table]) -> Result<Vec<String>, Error> {
        let work = || {
            for table in tables {
                self.conn.execute_batch(&table.delete())?;
            }
            let ask =
                "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name";
            let mut indexes = self.conn.prepare(ask)?;
            let indexes = indexes.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let indexes = indexes.collect::<rusqlite::Result<Vec<(String, String)>>>()?;
            for (name, _) in &indexes {
                self.conn.execute_batch(&format!("DROP INDEX \"{name}\""))?;
            }
            Ok(indexes.into_iter().map(|(_, sql)| sql).collect())
        };
        work().map_err(|error| self.error("the empty tables", error))
    }

    pub(crate) fn built(&mut self, later: &[String]) -> Result<(), Error> {
        for sql in later {
            self.conn.execute_batch(sql).map_err(|error| self.error("the indexes", error))?;
        }
        let broken = self.conn.prepare("PRAGMA foreign_key_check").and_then(|mut it| it.exists([]));
        if broken.map_err(|error| self.error("the references", error))? {
            let source = "a row refers to one that is not there".into();
            return Err(Error::Constraint { statement: COPY, constraint: Constraint::Reference, source });
        }
        // From here on it is a transaction as any other.
        self.commit()?;
        let on = self.conn.execute_batch("PRAGMA foreign_keys = ON");
        on.map_err(|error| self.error("the references", error))?;
        self.begin()
    }
}

/// What the statements are called in an error.
const COPY: &str = "copying a table";

fn add(out: &mut Copied, table: &Table, row: &rusqlite::Row<'_>) -> rusqlite::Result<Result<(), Error>> {
    let mut done = out.row(table.columns.len());
    for (at, column) in table.columns.iter().enumerate() {
        let value = typed(column.kind, row.get_ref(at)?);
        done = done.and(value).and_then(|value| out.value(value));
    }
    Ok(done.map_err(|why| unfit(table, why)))
}

/// A cell as its column has it: SQLite keeps what it was given, whatever the column says.
fn typed<'a>(kind: Kind, cell: ValueRef<'a>) -> Result<Ref<'a>, &'static str> {
    Ok(match (kind, cell) {
        (_, ValueRef::Null) => Ref::Null,
        (Kind::Text, ValueRef::Text(_)) => Ref::Text(cell.as_str().map_err(|_| "a text is no UTF-8")?),
        (Kind::Int, ValueRef::Integer(it)) => Ref::Int(it),
        (Kind::Bool, ValueRef::Integer(it @ (0 | 1))) => Ref::Bool(it == 1),
        (Kind::Real, ValueRef::Real(it)) => Ref::Real(it),
        (Kind::Bytes, ValueRef::Blob(it)) => Ref::Bytes(it),
        _ => return Err("a value is not of its column's type"),
    })
}

fn unfit(table: &Table, why: &str) -> Error {
    Error::Statement { statement: COPY, source: format!("{}: {why}", table.name).into() }
}
