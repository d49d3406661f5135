//! Queries, the same on a transaction and on a snapshot.

use crate::memo::Age;
use crate::rows::Rows;
use crate::statement::Statement;
use crate::value::{Row, Value};
use crate::{Error, Read, Tx};

/// Queries, the same on [`Tx`] and [`Read`]. An error of any of them poisons the transaction.
pub trait Query {
    /// Exactly one row.
    ///
    /// # Errors
    /// [`Error::NoRow`], [`Error::ManyRows`], or what the engine says.
    fn one(&mut self, statement: &'static Statement, params: &[Value]) -> Result<Row, Error>;

    /// One row or none.
    ///
    /// # Errors
    /// [`Error::ManyRows`], or what the engine says.
    fn opt(&mut self, statement: &'static Statement, params: &[Value]) -> Result<Option<Row>, Error>;

    /// All rows.
    ///
    /// # Errors
    /// What the engine says.
    fn all(&mut self, statement: &'static Statement, params: &[Value]) -> Result<Vec<Row>, Error>;

    /// The age of what is seen of `tables`, for [`crate::Memo`]; none when the engine cannot tell or a write is under way.
    fn age(&self, tables: &[&'static str]) -> Option<Age>;
}

macro_rules! queries {
    ($type:ty) => {
        impl Query for $type {
            fn one(&mut self, statement: &'static Statement, params: &[Value]) -> Result<Row, Error> {
                self.run(statement, params, |rows| {
                    at_most_one(statement, rows)?.ok_or(Error::NoRow(statement.name))
                })
            }

            fn opt(&mut self, statement: &'static Statement, params: &[Value]) -> Result<Option<Row>, Error> {
                self.run(statement, params, |rows| at_most_one(statement, rows))
            }

            fn all(&mut self, statement: &'static Statement, params: &[Value]) -> Result<Vec<Row>, Error> {
                self.run(statement, params, Ok)
            }

            fn age(&self, tables: &[&'static str]) -> Option<Age> {
                self.session().age(tables)
            }
        }
    };
}

queries!(Tx);
queries!(Read);

fn at_most_one(statement: &'static Statement, mut rows: Vec<Row>) -> Result<Option<Row>, Error> {
    if rows.len() > 1 {
        return Err(Error::ManyRows(statement.name));
    }
    Ok(rows.pop())
}

/// Refuses what the two engines would take differently.
pub(crate) fn check(statement: &'static Statement, params: &[Value]) -> Result<(), Error> {
    check_count(statement, params.len())?;
    for (i, param) in params.iter().enumerate() {
        let what = match param {
            Value::Text(text) if text.contains('\0') => "a zero byte",
            Value::Real(number) if number.is_nan() => "no number",
            _ => continue,
        };
        return Err(Error::Param { statement: statement.name, parameter: i + 1, what });
    }
    Ok(())
}

/// The same for the rows of a long load.
pub(crate) fn check_rows(statement: &'static Statement, rows: &Rows) -> Result<(), Error> {
    check_count(statement, rows.columns())?;
    if !rows.is_whole() {
        let source = "the rows of a load have not all the same number of values".into();
        return Err(Error::Statement { statement: statement.name, source });
    }
    rows.unfit()
        .map_or(Ok(()), |(parameter, what)| Err(Error::Param { statement: statement.name, parameter, what }))
}

/// Refuses a statement of the transaction itself, and another number of parameters than it takes.
fn check_count(statement: &'static Statement, got: usize) -> Result<(), Error> {
    let plan = statement.plan();
    if plan.forbidden {
        let source = "a statement neither begins nor ends a transaction".into();
        return Err(Error::Statement { statement: statement.name, source });
    }
    if plan.params == got {
        Ok(())
    } else {
        Err(Error::Params { statement: statement.name, takes: plan.params, got })
    }
}
