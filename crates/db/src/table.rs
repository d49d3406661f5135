//! The tables of the product, told by its migrations: what is copied out of one database is what another one has.

use rusqlite::Connection;

use crate::lexer::script;
use crate::migrate::{self, Migration};
use crate::{Error, dialect};

/// A table and its columns, in the order of the schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

/// The types of the common dialect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// TEXT.
    Text,
    /// BIGINT.
    Int,
    /// BOOLEAN.
    Bool,
    /// DOUBLE PRECISION.
    Real,
    /// BYTEA.
    Bytes,
}

impl Kind {
    fn of(word: &str) -> Option<Self> {
        match word.to_ascii_uppercase().as_str() {
            "TEXT" => Some(Self::Text),
            "BIGINT" => Some(Self::Int),
            "BOOLEAN" => Some(Self::Bool),
            "DOUBLE PRECISION" => Some(Self::Real),
            "BYTEA" => Some(Self::Bytes),
            _ => None,
        }
    }
}

impl Table {
    /// `"dossier" ("id", "number")`: the table with its columns, as COPY and INSERT name them.
    pub(crate) fn listed(&self) -> String {
        format!("{} ({})", quoted(&self.name), self.names())
    }

    /// Every row, in whatever order it lies.
    pub(crate) fn select(&self) -> String {
        format!("SELECT {} FROM {}", self.names(), quoted(&self.name))
    }

    /// Nothing is left in it.
    pub(crate) fn delete(&self) -> String {
        format!("DELETE FROM {}", quoted(&self.name))
    }

    /// One row with its values, as SQLite names parameters.
    pub(crate) fn insert(&self) -> String {
        let values: Vec<_> = (1..=self.columns.len()).map(|at| format!("?{at}")).collect();
        format!("INSERT INTO {} VALUES ({})", self.listed(), values.join(", "))
    }

    fn names(&self) -> String {
        self.columns.iter().map(|it| quoted(&it.name)).collect::<Vec<_>>().join(", ")
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The tables that these migrations make, by name: tried out on an empty database in memory.
pub(crate) fn of(migrations: &[Migration]) -> Result<Vec<Table>, Error> {
    let failed =
        |name| move |source: rusqlite::Error| Error::Statement { statement: name, source: source.into() };
    let conn = Connection::open_in_memory().map_err(failed("the schema"))?;
    conn.execute_batch(migrate::CREATE.sql).map_err(failed(migrate::CREATE.name))?;
    for migration in migrations {
        for part in script(migration.sql) {
            conn.execute_batch(&dialect::for_sqlite(part)).map_err(failed(migration.name))?;
        }
    }
    listed(&conn).map_err(failed("the schema"))?.into_iter().collect()
}

fn listed(conn: &Connection) -> rusqlite::Result<Vec<Result<Table, Error>>> {
    let mut names = conn.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )?;
    let names = names.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut columns = conn.prepare("SELECT name, type FROM pragma_table_info(?1) ORDER BY cid")?;
    let mut tables = Vec::new();
    for name in names {
        let told = columns.query_map([&name], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let told = told.collect::<rusqlite::Result<Vec<(String, String)>>>()?;
        let column = |(column, word): (String, String)| match Kind::of(&word) {
            Some(kind) => Ok(Column { name: column, kind }),
            None => {
                Err(Error::Schema(format!("{name}.{column} is {word}, which is not of the common dialect")))
            }
        };
        let columns = told.into_iter().map(column).collect::<Result<_, _>>();
        tables.push(columns.map(|columns| Table { name: name.clone(), columns }));
    }
    Ok(tables)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_what_the_migrations_make_of_them() {
        let sql = "CREATE TABLE b (x TEXT PRIMARY KEY, n BIGINT) /*by key*/; CREATE TABLE a (y BYTEA); ALTER TABLE b ADD COLUMN z BOOLEAN";
        let tables = of(&[Migration { name: "t/1", sql }]).unwrap();
        let names: Vec<_> = tables.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["a", "b", "migration"]);
        assert_eq!(tables[1].listed(), "\"b\" (\"x\", \"n\", \"z\")");
        assert_eq!(tables[1].insert(), "INSERT INTO \"b\" (\"x\", \"n\", \"z\") VALUES (?1, ?2, ?3)");
        assert_eq!(tables[1].columns[2].kind, Kind::Bool);
        assert!(matches!(
            of(&[Migration { name: "t/1", sql: "CREATE TABLE a (b FLOAT)" }]),
            Err(Error::Schema(_))
        ));
    }
}
