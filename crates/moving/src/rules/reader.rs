//! The rows of one table through the names of the map.

use std::collections::BTreeMap;

use super::Plan;
use crate::map::TableMap;
use crate::model::{Mistake, MistakeKind, Refused};
use crate::source::{Export, Row, Table};

/// A table with the place of each of our fields.
pub(super) struct Reader<'a> {
    table: &'a Table,
    map: &'a TableMap,
    places: BTreeMap<&'a str, usize>,
}

/// One row.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    reader: &'a Reader<'a>,
    pub(super) row: &'a Row,
}

impl<'a> Reader<'a> {
    /// Opens a table; what is missing of it is a mistake.
    pub(super) fn open(export: &'a Export, key: &str, map: &'a TableMap, plan: &mut Plan) -> Option<Self> {
        let Some(table) = export.table(&map.name) else {
            plan.mistakes.push(Mistake {
                kind: MistakeKind::MissingTable,
                file: map.name.clone(),
                line: 0,
                column: String::new(),
                value: String::new(),
                sentence: format!(
                    "Bản xuất không có bảng {}. Xin xuất thêm bảng này, hoặc bỏ mục [tables.{key}] trong tệp ánh xạ.",
                    map.name
                ),
            });
            return None;
        };
        let mut places = BTreeMap::new();
        for (field, column) in &map.columns {
            match table.column(column) {
                Some(place) => {
                    places.insert(field.as_str(), place);
                }
                None => plan.mistakes.push(Mistake {
                    kind: MistakeKind::MissingTable,
                    file: table.file.clone(),
                    line: 0,
                    column: column.clone(),
                    value: String::new(),
                    sentence: format!(
                        "Bảng {} không có cột {column}. Xin xuất lại kèm cột này, hoặc sửa [tables.{key}.columns] trong tệp ánh xạ.",
                        map.name
                    ),
                }),
            }
        }
        Some(Self { table, map, places })
    }

    /// Every row that the older system had not deleted.
    pub(super) fn kept(&self) -> impl Iterator<Item = Line<'_>> {
        self.all().filter(|line| !line.is_skipped())
    }

    /// Every row.
    pub(super) fn all(&self) -> impl Iterator<Item = Line<'_>> {
        self.table.rows.iter().map(|row| Line { reader: self, row })
    }
}

impl<'a> Line<'a> {
    /// What stands in the column of one of our fields.
    pub(super) fn get(&self, field: &str) -> Option<&'a str> {
        let place = *self.reader.places.get(field)?;
        self.row.cells.get(place)?.as_deref().map(str::trim).filter(|text| !text.is_empty())
    }

    /// The file in which it stands.
    pub(super) fn file(&self) -> &'a str {
        &self.reader.table.file
    }

    /// Whether the older system had deleted it.
    pub(super) fn is_skipped(&self) -> bool {
        self.reader.map.skip.iter().any(|(column, starts)| {
            let cell =
                self.reader.table.column(column).and_then(|place| self.row.cells.get(place)?.as_deref());
            cell.is_some_and(|cell| starts.iter().any(|start| cell.trim().starts_with(start.as_str())))
        })
    }

    /// A mistake at one of our fields.
    pub(super) fn mistake(&self, kind: MistakeKind, field: &str, sentence: impl Into<String>) -> Mistake {
        Mistake {
            kind,
            file: self.reader.table.file.clone(),
            line: self.row.line,
            column: self.reader.map.columns.get(field).cloned().unwrap_or_default(),
            value: self.get(field).unwrap_or_default().chars().take(120).collect(),
            sentence: sentence.into(),
        }
    }

    /// The row as it is kept when it is left out.
    pub(super) fn refused(&self, why: impl Into<String>) -> Refused {
        let text = |cell: &Option<String>| cell.clone().unwrap_or_default();
        let cells = self.reader.table.columns.iter().cloned().zip(self.row.cells.iter().map(text));
        Refused {
            file: self.reader.table.file.clone(),
            line: self.row.line,
            cells: cells.collect(),
            why: why.into(),
        }
    }
}
