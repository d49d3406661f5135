//! Many rows for one statement in two pieces of memory, for long loads: made on one thread and written on another, a value that
//! has memory of its own costs both of them more than the database does.

use std::fmt::{Display, Write as _};

use crate::value::{ToValue, Value};

/// Rows of the same number of values, one after the other.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// Values of a row; 0 before the first.
    columns: usize,
    cells: Vec<Cell>,
    text: String,
    bytes: Vec<u8>,
    /// A row has another number of values than the first: an error of the program, told by the statement.
    ragged: bool,
}

/// A value; texts and bytes by where they lie.
#[derive(Clone, Copy, Debug)]
enum Cell {
    Null,
    Text(usize, usize),
    Int(i64),
    Bool(bool),
    Real(f64),
    Bytes(usize, usize),
}

/// A value of [`Rows`], as it is read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ref<'a> {
    /// No value.
    Null,
    /// TEXT.
    Text(&'a str),
    /// BIGINT.
    Int(i64),
    /// BOOLEAN.
    Bool(bool),
    /// DOUBLE PRECISION.
    Real(f64),
    /// BYTEA.
    Bytes(&'a [u8]),
}

/// A row that is being written; it takes its place when it is dropped.
#[derive(Debug)]
pub struct NewRow<'a>(&'a mut Rows);

impl Rows {
    /// Begins a row.
    pub const fn row(&mut self) -> NewRow<'_> {
        NewRow(self)
    }

    /// Adds a row of values.
    pub fn push(&mut self, row: &[Value]) {
        let mut new = self.row();
        for value in row {
            new.value(value);
        }
    }

    /// Adds rows of values.
    pub fn extend(&mut self, rows: impl IntoIterator<Item = Vec<Value>>) {
        rows.into_iter().for_each(|row| self.push(&row));
    }

    /// Takes all rows out and keeps the memory: asking for it and giving it back costs more than filling it.
    pub fn clear(&mut self) {
        (self.columns, self.ragged) = (0, false);
        self.cells.clear();
        self.text.clear();
        self.bytes.clear();
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cells.len().checked_div(self.columns).unwrap_or(0)
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The value of `row` in `column`, both from 0; no value beyond the last.
    #[must_use]
    pub fn get(&self, row: usize, column: usize) -> Ref<'_> {
        let cell = self.cells.get(row * self.columns + column);
        cell.map_or(Ref::Null, |cell| self.read(*cell))
    }

    /// The values of `count` rows from `first` on, row by row.
    pub(crate) fn values(&self, first: usize, count: usize) -> impl Iterator<Item = Ref<'_>> {
        let cells = self.cells.iter().skip(first * self.columns).take(count * self.columns);
        cells.map(|cell| self.read(*cell))
    }

    /// Values of a row.
    pub(crate) const fn columns(&self) -> usize {
        self.columns
    }

    /// Whether every row has as many values as the first.
    pub(crate) const fn is_whole(&self) -> bool {
        !self.ragged
    }

    /// A zero byte in a text, or a number that is none: what the engines would take differently, and in which parameter.
    pub(crate) fn unfit(&self) -> Option<(usize, &'static str)> {
        let of = |at: usize| at % self.columns.max(1) + 1;
        if self.text.as_bytes().contains(&0) {
            let mut values = self.values(0, self.len());
            let at = values.position(|value| matches!(value, Ref::Text(text) if text.contains('\0')));
            return Some((of(at.unwrap_or(0)), "a zero byte"));
        }
        let at = self.cells.iter().position(|cell| matches!(cell, Cell::Real(number) if number.is_nan()));
        at.map(|at| (of(at), "no number"))
    }

    fn read(&self, cell: Cell) -> Ref<'_> {
        match cell {
            Cell::Null => Ref::Null,
            Cell::Text(from, to) => Ref::Text(self.text.get(from..to).unwrap_or_default()),
            Cell::Int(it) => Ref::Int(it),
            Cell::Bool(it) => Ref::Bool(it),
            Cell::Real(it) => Ref::Real(it),
            Cell::Bytes(from, to) => Ref::Bytes(self.bytes.get(from..to).unwrap_or_default()),
        }
    }
}

impl NewRow<'_> {
    /// Adds anything that is [`ToValue`].
    pub fn add(&mut self, value: &impl ToValue) -> &mut Self {
        self.value(&value.to_value())
    }

    /// Adds a text.
    pub fn text(&mut self, text: impl Display) -> &mut Self {
        let from = self.0.text.len();
        // Writing into memory does not fail.
        let _ = write!(self.0.text, "{text}");
        self.cell(Cell::Text(from, self.0.text.len()))
    }

    /// Adds a text that lies there already.
    pub fn str(&mut self, text: &str) -> &mut Self {
        let from = self.0.text.len();
        self.0.text.push_str(text);
        self.cell(Cell::Text(from, self.0.text.len()))
    }

    /// Adds a whole number.
    pub fn int(&mut self, number: i64) -> &mut Self {
        self.cell(Cell::Int(number))
    }

    /// Adds bytes.
    pub fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        let from = self.0.bytes.len();
        self.0.bytes.extend_from_slice(bytes);
        self.cell(Cell::Bytes(from, self.0.bytes.len()))
    }

    /// Adds a value.
    pub fn value(&mut self, value: &Value) -> &mut Self {
        self.value_ref(value.as_ref())
    }

    /// Adds a value that has its memory elsewhere.
    pub(crate) fn value_ref(&mut self, value: Ref<'_>) -> &mut Self {
        match value {
            Ref::Null => self.cell(Cell::Null),
            Ref::Text(it) => self.str(it),
            Ref::Int(it) => self.int(it),
            Ref::Bool(it) => self.cell(Cell::Bool(it)),
            Ref::Real(it) => self.cell(Cell::Real(it)),
            Ref::Bytes(it) => self.bytes(it),
        }
    }

    fn cell(&mut self, cell: Cell) -> &mut Self {
        self.0.cells.push(cell);
        self
    }
}

impl Drop for NewRow<'_> {
    /// The first row says how many values all have.
    fn drop(&mut self) {
        if self.0.columns == 0 {
            self.0.columns = self.0.cells.len();
        }
        self.0.ragged |= !self.0.cells.len().is_multiple_of(self.0.columns);
    }
}

impl Ref<'_> {
    /// The value with memory of its own.
    #[must_use]
    pub fn to_value(self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Text(it) => Value::Text(it.to_owned()),
            Self::Int(it) => Value::Int(it),
            Self::Bool(it) => Value::Bool(it),
            Self::Real(it) => Value::Real(it),
            Self::Bytes(it) => Value::Bytes(it.to_vec()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out() {
        let mut rows = Rows::default();
        assert!(rows.is_empty());
        rows.row().str("một").int(1).bytes(&[1, 2]).value(&Value::Null).text(7).value(&Value::Real(0.5));
        let second = [
            Value::Text("hai".to_owned()),
            Value::Int(2),
            Value::Bytes(vec![]),
            Value::Bool(true),
            Value::Null,
            Value::Real(1.5),
        ];
        rows.push(&second);
        assert_eq!((rows.len(), rows.columns()), (2, 6));
        assert_eq!(rows.get(0, 0), Ref::Text("một"));
        assert_eq!(rows.get(0, 2), Ref::Bytes(&[1, 2]));
        assert_eq!(rows.get(0, 4), Ref::Text("7"));
        let back: Vec<_> = (0..6).map(|column| rows.get(1, column).to_value()).collect();
        assert_eq!(back, second);
        assert_eq!(rows.get(2, 0), Ref::Null);
        assert_eq!(rows.unfit(), None);
    }

    #[test]
    fn a_row_too_short_is_not_made_good_by_one_too_long() {
        let mut rows = Rows::default();
        rows.row().int(1).int(2);
        rows.row().int(3);
        rows.row().int(4).int(5).int(6);
        assert!(!rows.is_whole());
        rows.clear();
        rows.row().int(1);
        assert!(rows.is_whole());
    }

    #[test]
    fn what_the_engines_would_take_differently_is_found() {
        let mut rows = Rows::default();
        rows.row().str("a").str("b");
        rows.row().str("c").str("d\0");
        assert_eq!(rows.unfit(), Some((2, "a zero byte")));
        let mut rows = Rows::default();
        rows.row().int(1).value(&Value::Real(f64::NAN));
        assert_eq!(rows.unfit(), Some((2, "no number")));
    }
}
