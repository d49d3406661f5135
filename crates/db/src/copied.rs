//! Rows on their way from one database into another: PostgreSQL's COPY BINARY, which both engines are made to speak. It says
//! nothing of types or names; those are the schema's ([`crate::Table`]).

use crate::rows::{Ref, Rows};
use crate::table::{Kind, Table};

/// Opens what PostgreSQL takes in: its signature, no flags, no extension.
const HEAD: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
/// Ends it: a row of -1 columns.
const TAIL: [u8; 2] = [0xff, 0xff];
/// A value that is none has this length.
const NONE: i32 = -1;

/// Some rows of one table, whole in themselves: what `COPY … FROM … (FORMAT binary)` reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    bytes: Vec<u8>,
    rows: u64,
}

impl Copied {
    /// No rows yet.
    pub(crate) fn new() -> Self {
        Self { bytes: HEAD.to_vec(), rows: 0 }
    }

    /// The bytes; whole once [`Copied::end`] was called.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How many rows.
    #[must_use]
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// Begins a row of so many values.
    pub(crate) fn row(&mut self, columns: usize) -> Result<(), &'static str> {
        let columns = i16::try_from(columns).map_err(|_| "too many columns")?;
        self.bytes.extend_from_slice(&columns.to_be_bytes());
        self.rows += 1;
        Ok(())
    }

    /// Adds a value to the row.
    pub(crate) fn value(&mut self, value: Ref<'_>) -> Result<(), &'static str> {
        match value {
            Ref::Null => {
                self.bytes.extend_from_slice(&NONE.to_be_bytes());
                Ok(())
            }
            Ref::Text(it) => self.sized(it.as_bytes()),
            Ref::Int(it) => self.sized(&it.to_be_bytes()),
            Ref::Bool(it) => self.sized(&[u8::from(it)]),
            Ref::Real(it) => self.sized(&it.to_be_bytes()),
            Ref::Bytes(it) => self.sized(it),
        }
    }

    /// Adds a row that is in this form already.
    pub(crate) fn raw(&mut self, row: &[u8]) {
        self.bytes.extend_from_slice(row);
        self.rows += 1;
    }

    /// Ends it.
    pub(crate) fn end(mut self) -> Self {
        self.bytes.extend_from_slice(&TAIL);
        self
    }

    fn sized(&mut self, bytes: &[u8]) -> Result<(), &'static str> {
        let length = i32::try_from(bytes.len()).map_err(|_| "a value is too long")?;
        self.bytes.extend_from_slice(&length.to_be_bytes());
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }
}

/// Where the first row begins; nothing while the head is not whole.
pub(crate) fn after_head(bytes: &[u8]) -> Result<Option<usize>, &'static str> {
    match bytes.get(..HEAD.len()) {
        None => Ok(None),
        Some(HEAD) => Ok(Some(HEAD.len())),
        Some(_) => Err("these are no rows"),
    }
}

/// What stands at the beginning of some bytes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// A row of so many bytes.
    Row(usize),
    /// The end of all rows.
    End,
    /// Not enough bytes to tell.
    More,
}

/// What stands at the beginning of `bytes`, after the head.
pub(crate) fn next(bytes: &[u8]) -> Result<Next, &'static str> {
    let mut rest = bytes;
    let Some(columns) = take::<2>(&mut rest).map(i16::from_be_bytes) else { return Ok(Next::More) };
    if columns == -1 {
        return Ok(Next::End);
    }
    for _ in 0..columns {
        let Some(length) = take::<4>(&mut rest).map(i32::from_be_bytes) else { return Ok(Next::More) };
        if length == NONE {
            continue;
        }
        let length = usize::try_from(length).map_err(|_| "a value has a length below zero")?;
        let Some(after) = rest.get(length..) else { return Ok(Next::More) };
        rest = after;
    }
    Ok(Next::Row(bytes.len() - rest.len()))
}

/// How many rows [`Copied::bytes`] hold.
///
/// # Errors
/// If they are no rows, or not whole.
pub fn count(bytes: &[u8]) -> Result<u64, &'static str> {
    let mut at = after_head(bytes)?.ok_or("the rows end too early")?;
    let mut count = 0;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        match next(rest)? {
            Next::Row(length) => at += length,
            Next::End if rest.len() == TAIL.len() => return Ok(count),
            Next::End => return Err("something follows the last row"),
            Next::More => return Err("the rows end too early"),
        }
        count += 1;
    }
}

/// Reads the rows of `table`; how many there were.
pub(crate) fn read(table: &Table, bytes: &[u8], into: &mut Rows) -> Result<u64, &'static str> {
    const SHORT: &str = "the rows end too early";
    let mut rest = after_head(bytes)?.and_then(|from| bytes.get(from..)).ok_or(SHORT)?;
    let mut count = 0;
    loop {
        let columns = i16::from_be_bytes(take(&mut rest).ok_or(SHORT)?);
        if columns == -1 {
            return if rest.is_empty() { Ok(count) } else { Err("something follows the last row") };
        }
        if usize::try_from(columns) != Ok(table.columns.len()) {
            return Err("a row has another number of values than the table has columns");
        }
        let mut row = into.row();
        for column in &table.columns {
            let length = i32::from_be_bytes(take(&mut rest).ok_or(SHORT)?);
            if length == NONE {
                row.value(&crate::Value::Null);
                continue;
            }
            let length = usize::try_from(length).map_err(|_| "a value has a length below zero")?;
            let (value, after) = rest.split_at_checked(length).ok_or(SHORT)?;
            rest = after;
            row.value_ref(typed(column.kind, value)?);
        }
        count += 1;
    }
}

fn typed(kind: Kind, bytes: &[u8]) -> Result<Ref<'_>, &'static str> {
    const UNFIT: &str = "a value is not of its column's type";
    Ok(match kind {
        Kind::Text => Ref::Text(std::str::from_utf8(bytes).map_err(|_| UNFIT)?),
        Kind::Int => Ref::Int(i64::from_be_bytes(bytes.try_into().map_err(|_| UNFIT)?)),
        Kind::Bool => Ref::Bool(match bytes {
            [0] => false,
            [1] => true,
            _ => return Err(UNFIT),
        }),
        Kind::Real => Ref::Real(f64::from_be_bytes(bytes.try_into().map_err(|_| UNFIT)?)),
        Kind::Bytes => Ref::Bytes(bytes),
    })
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (first, after) = rest.split_first_chunk::<N>()?;
    *rest = after;
    Some(*first)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Value;
    use crate::table::Column;

    fn table() -> Table {
        let of = |name: &str, kind| Column { name: name.to_owned(), kind };
        let columns = vec![
            of("a", Kind::Text),
            of("b", Kind::Int),
            of("c", Kind::Bool),
            of("d", Kind::Real),
            of("e", Kind::Bytes),
        ];
        Table { name: "t".to_owned(), columns }
    }

    fn written(rows: &[Vec<Value>]) -> Copied {
        let mut out = Copied::new();
        for row in rows {
            out.row(row.len()).unwrap();
            row.iter().for_each(|value| out.value(value.as_ref()).unwrap());
        }
        out.end()
    }

    fn row() -> impl Strategy<Value = Vec<Value>> {
        let some = (any::<String>(), any::<i64>(), any::<bool>(), -1e300..1e300_f64, any::<Vec<u8>>());
        (some, any::<[bool; 5]>()).prop_map(|((a, b, c, d, e), null)| {
            let values = [Value::Text(a), Value::Int(b), Value::Bool(c), Value::Real(d), Value::Bytes(e)];
            values.into_iter().zip(null).map(|(it, null)| if null { Value::Null } else { it }).collect()
        })
    }

    proptest! {
        #[test]
        fn rows_come_back_as_they_went(rows in prop::collection::vec(row(), 0..20)) {
            let copied = written(&rows);
            let mut back = Rows::default();
            prop_assert_eq!(count(copied.bytes()), Ok(rows.len() as u64));
            prop_assert_eq!(read(&table(), copied.bytes(), &mut back), Ok(rows.len() as u64));
            for (at, row) in rows.iter().enumerate() {
                for (column, value) in row.iter().enumerate() {
                    prop_assert_eq!(&back.get(at, column).to_value(), value);
                }
            }
        }

        #[test]
        fn rows_are_cut_where_they_end(rows in prop::collection::vec(row(), 1..5)) {
            let copied = written(&rows);
            let mut at = after_head(copied.bytes()).unwrap().unwrap();
            for _ in &rows {
                let Ok(Next::Row(length)) = next(&copied.bytes()[at..]) else { panic!("a row") };
                prop_assert_eq!(next(&copied.bytes()[at..at + length - 1]), Ok(Next::More));
                at += length;
            }
            prop_assert_eq!(next(&copied.bytes()[at..]), Ok(Next::End));
        }

        #[test]
        fn half_of_it_is_refused(rows in prop::collection::vec(row(), 1..5), cut in any::<prop::sample::Index>()) {
            let copied = written(&rows);
            let cut = cut.index(copied.bytes().len());
            prop_assert!(count(&copied.bytes()[..cut]).is_err());
            prop_assert!(read(&table(), &copied.bytes()[..cut], &mut Rows::default()).is_err());
        }
    }
}
