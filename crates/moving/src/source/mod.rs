//! What another system handed out, as tables: CSV files, or the text of a dump. Pure; whatever cannot be read is said by file and line, and
//! nothing is silently dropped.

mod copy;
mod dump;
mod scan;
mod sheet;

use std::collections::BTreeMap;

/// One row of a table, with the line of the file on which it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line, from 1.
    pub line: u64,
    /// The cells in the order of the columns; none is NULL or empty.
    pub cells: Vec<Option<String>>,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The file in which its first row stands.
    pub file: String,
    /// The columns, by name.
    pub columns: Vec<String>,
    /// The rows, in their order.
    pub rows: Vec<Row>,
}

impl Table {
    /// Where a column stands; names are compared without regard to capitals.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.eq_ignore_ascii_case(name))
    }

    /// A row whose cells stand in another order, or that names fewer columns.
    fn arranged(&self, columns: &[String], row: Row) -> Row {
        let place = |name: &String| columns.iter().position(|column| column.eq_ignore_ascii_case(name));
        let cells = self.columns.iter().map(|name| place(name).and_then(|at| row.cells.get(at)?.clone()));
        Row { line: row.line, cells: cells.collect() }
    }
}

/// What could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u64,
    /// What is wrong, in Vietnamese.
    pub what: String,
    /// The text as it stands, shortened.
    pub raw: String,
}

/// Everything that was handed out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Export {
    /// The tables, by their names in small letters.
    pub tables: BTreeMap<String, Table>,
    /// What could not be read, in order.
    pub broken: Vec<Broken>,
}

impl Export {
    /// The table of this name.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.get(&name.to_ascii_lowercase())
    }

    fn broken(&mut self, file: &str, line: u64, what: impl Into<String>, raw: &str) {
        const LONGEST: usize = 500;
        let raw = raw.chars().take(LONGEST).collect();
        self.broken.push(Broken { file: file.to_owned(), line, what: what.into(), raw });
    }

    /// A table is there, with rows or without.
    fn known(&mut self, file: &str, name: &str, columns: &[String]) {
        let table = || Table { file: file.to_owned(), columns: columns.to_vec(), rows: Vec::new() };
        self.tables.entry(name.to_ascii_lowercase()).or_insert_with(table);
    }

    /// Adds a row, if it has a cell for each column.
    fn row(&mut self, file: &str, name: &str, columns: &[String], row: Row) {
        if row.cells.len() != columns.len() {
            let what = format!(
                "Dòng có {} cột, bảng {name} có {} cột. Xin xuất lại dòng này hoặc sửa trong tệp.",
                row.cells.len(),
                columns.len()
            );
            let raw = row.cells.iter().map(|it| it.as_deref().unwrap_or("")).collect::<Vec<_>>().join(" | ");
            return self.broken(file, row.line, what, &raw);
        }
        if row.cells.iter().flatten().any(|text| text.contains('\u{fffd}') || text.contains('\0')) {
            let raw = row.cells.iter().map(|it| it.as_deref().unwrap_or("")).collect::<Vec<_>>().join(" | ");
            let what = "Dòng có ký tự không đọc được. Xin xuất lại theo bảng mã UTF-8.";
            return self.broken(file, row.line, what, &raw);
        }
        self.known(file, name, columns);
        let Some(table) = self.tables.get_mut(&name.to_ascii_lowercase()) else { return };
        let row = if table.columns == *columns { row } else { table.arranged(columns, row) };
        table.rows.push(row);
    }
}

/// Reads files by their names: `.csv` is a table of that name, `.sql` is a dump of one or more. Others are not looked at.
#[must_use]
pub fn read(files: &[(String, Vec<u8>)]) -> Export {
    let mut export = Export::default();
    for (name, bytes) in files {
        let lower = name.to_ascii_lowercase();
        if let Some(table) = lower.strip_suffix(".csv") {
            sheet::read(&mut export, name, table, bytes);
        } else if lower.ends_with(".sql") {
            dump::read(&mut export, name, &String::from_utf8_lossy(bytes));
        }
    }
    export
}

#[cfg(test)]
mod tests;
