//! A table as people bring it: a workbook, a file of values, or what they copied out of one.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use serde::{Deserialize, Serialize};

/// The most rows that are looked at.
const MOST_ROWS: usize = 1_000;
/// The most columns.
const MOST_COLUMNS: usize = 120;
/// The longest cell, in characters.
const LONGEST: usize = 2_000;

/// A table with its first row as heads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The heads, as they stand there.
    pub heads: Vec<String>,
    /// Each row with its number in the file, heads being row 1; rows without any text are left out.
    pub rows: Vec<(usize, Vec<String>)>,
}

/// Why a table cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadSheet {
    /// Nothing is in it.
    Empty,
    /// There are heads and nothing else.
    NoRows,
    /// It is no workbook, or a damaged one.
    Workbook,
    /// It has more rows than are taken at once.
    TooMany,
    /// The text is not UTF-8.
    Encoding,
}

impl BadSheet {
    /// What is wrong and what to do.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Empty => "Bảng đang trống. Mời tải bảng mẫu, điền mỗi dòng một mục rồi gửi lại.",
            Self::NoRows => "Bảng chỉ có dòng tiêu đề. Mời điền mỗi dòng một mục rồi gửi lại.",
            Self::Workbook => {
                "Không mở được tệp bảng tính. Xin lưu lại dạng Excel (.xlsx) hoặc CSV UTF-8 rồi gửi lại."
            }
            Self::TooMany => "Bảng có quá nhiều dòng. Xin chia thành các bảng nhỏ hơn.",
            Self::Encoding => {
                "Chữ trong bảng không theo bảng mã UTF-8. Xin lưu lại dạng CSV UTF-8 rồi gửi lại."
            }
        }
    }
}

impl Sheet {
    /// Reads what was pasted or a file of values; tabs, semicolons or commas part the cells, whichever the first row has most.
    ///
    /// # Errors
    /// [`BadSheet`] says what is wrong.
    pub fn of_text(text: &str) -> Result<Self, BadSheet> {
        let text = text.trim_start_matches('\u{feff}').trim_matches(['\r', '\n']);
        let first = text.lines().next().unwrap_or_default();
        let count = |sign: char| first.matches(sign).count();
        let sign =
            ['\t', ';', ','].into_iter().max_by_key(|sign| (count(*sign), *sign == '\t')).unwrap_or('\t');
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(u8::try_from(sign).unwrap_or(b'\t'))
            .from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|_| BadSheet::Encoding)?;
            rows.push(record.iter().take(MOST_COLUMNS).map(tidy).collect());
            if rows.len() > MOST_ROWS {
                return Err(BadSheet::TooMany);
            }
        }
        Self::of_rows(rows)
    }

    /// Reads the first sheet of a workbook that has anything in it.
    ///
    /// # Errors
    /// [`BadSheet`] says what is wrong.
    pub fn of_workbook(bytes: &[u8]) -> Result<Self, BadSheet> {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| BadSheet::Workbook)?;
        let names = book.sheet_names();
        for name in names.iter().take(20) {
            let range = book.worksheet_range(name).map_err(|_| BadSheet::Workbook)?;
            if range.height() > MOST_ROWS {
                return Err(BadSheet::TooMany);
            }
            let before = range.start().map_or(0, |(row, _)| row);
            let empty = (0..before).map(|_| Vec::new());
            let rows = range.rows().map(|row| row.iter().take(MOST_COLUMNS).map(cell).collect());
            let rows: Vec<Vec<String>> = empty.chain(rows).collect();
            if rows.iter().flatten().any(|cell| !cell.is_empty()) {
                return Self::of_rows(rows);
            }
        }
        Err(BadSheet::Empty)
    }

    fn of_rows(rows: Vec<Vec<String>>) -> Result<Self, BadSheet> {
        let filled = |row: &[String]| row.iter().any(|cell| !cell.is_empty());
        let mut rows = (1..).zip(rows).filter(|(_, row)| filled(row));
        let (_, heads) = rows.next().ok_or(BadSheet::Empty)?;
        let rows: Vec<_> = rows.collect();
        if rows.is_empty() { Err(BadSheet::NoRows) } else { Ok(Self { heads, rows }) }
    }

    /// The table as text that [`Sheet::of_text`] reads again.
    #[must_use]
    pub fn to_text(&self) -> String {
        let plain =
            |cells: &[String]| cells.iter().map(|it| it.replace('\t', " ")).collect::<Vec<_>>().join("\t");
        let rows = self.rows.iter().map(|(_, row)| plain(row));
        std::iter::once(plain(&self.heads)).chain(rows).collect::<Vec<_>>().join("\n")
    }
}

/// A cell of a workbook as people see it.
fn cell(data: &Data) -> String {
    match data {
        Data::String(text) | Data::DateTimeIso(text) => tidy(text),
        Data::Int(number) => number.to_string(),
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Data::Float(number) => number.to_string().replace('.', ","),
        Data::Bool(yes) => if *yes { "có" } else { "không" }.to_owned(),
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{day}/{month}/{year}")
        }
        _ => String::new(),
    }
}

/// A cell on one line, without signs that nobody sees, cut where it is longer than any answer.
fn tidy(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().filter(|it| !it.is_control()).take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn whatever_parts_the_cells_the_table_is_the_same() {
        let wanted = Sheet {
            heads: ["Họ tên", "Số định danh"].map(str::to_owned).to_vec(),
            rows: vec![(2, ["Trần Văn Bình", "025088004321"].map(str::to_owned).to_vec())],
        };
        for sign in ["\t", ";", ","] {
            let text = format!("Họ tên{sign}Số định danh\r\nTrần  Văn Bình{sign}025088004321\r\n{sign}\r\n");
            assert_eq!(Sheet::of_text(&text), Ok(wanted.clone()), "{sign:?}");
            assert_eq!(
                Sheet::of_text(&format!("\u{feff}{text}")),
                Ok(wanted.clone()),
                "with a mark of Excel"
            );
        }
        let quoted = Sheet::of_text("Họ tên,Nơi cư trú\n\"Bình, Trần\",\"Tổ 5, Việt Trì\"").expect("quoted");
        assert_eq!(quoted.rows[0].1, ["Bình, Trần", "Tổ 5, Việt Trì"]);
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        assert_eq!(Sheet::of_text(" \n"), Err(BadSheet::Empty));
        assert_eq!(Sheet::of_text("Họ tên\tSố"), Err(BadSheet::NoRows));
        assert_eq!(Sheet::of_text(&"a\n".repeat(2_000)), Err(BadSheet::TooMany));
        assert_eq!(Sheet::of_workbook(b"PK no workbook"), Err(BadSheet::Workbook));
    }

    proptest! {
        #[test]
        fn what_is_read_reads_back(cells in prop::collection::vec(prop::collection::vec("[A-Za-zÀ-ỹ0-9/]{1,9}", 2..6), 2..8)) {
            let rows: Vec<_> = cells.iter().map(|row| row.join("\t")).collect();
            let sheet = Sheet::of_text(&rows.join("\n")).expect("a table");
            prop_assert_eq!(Sheet::of_text(&sheet.to_text()), Ok(sheet));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC{0,200}", bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = Sheet::of_text(&text);
            let _ = Sheet::of_workbook(&bytes);
        }
    }
}
