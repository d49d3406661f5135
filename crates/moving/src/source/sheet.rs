//! A table as a CSV file: the first line names the columns, separated by comma or semicolon.

use super::{Export, Row};

/// What stands for NULL beside an empty cell.
const NULL: &str = "\\N";

pub(super) fn read(export: &mut Export, file: &str, table: &str, bytes: &[u8]) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |of: u8| head.iter().filter(|byte| **byte == of).count();
    let delimiter = if count(b';') > count(b',') { b';' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(bytes);
    let mut columns: Option<Vec<String>> = None;
    for record in reader.byte_records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(1, csv::Position::line);
                export.broken(file, line, "Không đọc được dòng này. Xin xuất lại bảng này.", "");
                continue;
            }
        };
        let line = record.position().map_or(1, csv::Position::line);
        let cells: Vec<_> = record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
        let Some(columns) = &columns else {
            let names: Vec<_> = cells.iter().map(|name| name.trim().to_owned()).collect();
            export.known(file, table, &names);
            columns = Some(names);
            continue;
        };
        let cells = cells.into_iter().map(|cell| Some(cell).filter(|it| !it.is_empty() && it != NULL));
        export.row(file, table, columns, Row { line, cells: cells.collect() });
    }
    if columns.is_none() {
        export.broken(file, 1, "Tệp trống, không có dòng tên cột. Xin xuất lại bảng này.", "");
    }
}
