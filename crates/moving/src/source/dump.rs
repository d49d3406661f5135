//! The text of a dump: the rows of `INSERT INTO` (mysqldump, pg_dump --inserts) and of `COPY … FROM stdin` (pg_dump), with the columns of
//! `CREATE TABLE` where a row does not name them.

use std::collections::BTreeMap;

use super::scan::Scan;
use super::{Export, Row, copy};

/// Words with which a line of `CREATE TABLE` begins that is no column.
const NO_COLUMNS: [&str; 10] =
    ["primary", "key", "unique", "constraint", "index", "fulltext", "foreign", "check", "spatial", "exclude"];

pub(super) fn read(export: &mut Export, file: &str, text: &str) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let backslash =
        ["MySQL dump", "MariaDB dump"].iter().any(|mark| text.contains(mark)) || text.contains("INTO `");
    let mut scan = Scan::new(text, backslash);
    let mut columns = BTreeMap::new();
    loop {
        scan.skip_space();
        if scan.peek().is_none() {
            return;
        }
        match scan.word().to_ascii_lowercase().as_str() {
            "create" => create(export, file, &mut scan, &mut columns),
            "insert" => insert(export, file, &mut scan, &columns),
            "copy" => copy_in(export, file, &mut scan),
            _ => scan.skip_statement(),
        }
    }
}

/// The columns of a table.
fn create(export: &mut Export, file: &str, scan: &mut Scan<'_>, columns: &mut BTreeMap<String, Vec<String>>) {
    if !scan.word().eq_ignore_ascii_case("table") {
        return scan.skip_statement();
    }
    let from = scan.at();
    scan.skip_space();
    if scan.rest().get(..13).is_some_and(|it| it.eq_ignore_ascii_case("if not exists")) {
        for _ in 0..3 {
            let _ = scan.word();
        }
    }
    let Some(name) = scan.name().filter(|_| scan.at() > from) else { return scan.skip_statement() };
    scan.skip_space();
    if !scan.takes('(') {
        return scan.skip_statement();
    }
    let mut found = Vec::new();
    loop {
        scan.skip_space();
        let quoted = matches!(scan.peek(), Some('`' | '"'));
        let Some(column) = scan.name() else { break };
        if quoted || !NO_COLUMNS.contains(&column.to_ascii_lowercase().as_str()) {
            found.push(column);
        }
        if !to_next_item(scan) {
            break;
        }
    }
    if !found.is_empty() {
        export.known(file, &name, &found);
    }
    columns.insert(name.to_ascii_lowercase(), found);
    scan.skip_statement();
}

/// Goes behind the comma that ends an item; false at the end of the list.
fn to_next_item(scan: &mut Scan<'_>) -> bool {
    let mut depth = 0_u32;
    loop {
        match scan.peek() {
            None | Some(';') => return false,
            Some('\'') => drop(scan.value()),
            Some(letter) => {
                scan.next();
                match letter {
                    '(' => depth += 1,
                    ')' if depth == 0 => return false,
                    ')' => depth -= 1,
                    ',' if depth == 0 => return true,
                    _ => {}
                }
            }
        }
    }
}

/// `(a, b, c)`, if it comes next.
fn names(scan: &mut Scan<'_>) -> Option<Vec<String>> {
    scan.skip_space();
    if !scan.takes('(') {
        return None;
    }
    let mut out = Vec::new();
    loop {
        out.push(scan.name()?);
        scan.skip_space();
        if !scan.takes(',') {
            return scan.takes(')').then_some(out);
        }
    }
}

fn insert(export: &mut Export, file: &str, scan: &mut Scan<'_>, known: &BTreeMap<String, Vec<String>>) {
    let line = scan.line();
    let first = scan.word();
    let word = if first.eq_ignore_ascii_case("ignore") { scan.word() } else { first };
    let into = word.eq_ignore_ascii_case("into");
    let Some(name) = scan.name().filter(|_| into) else { return scan.skip_statement() };
    let columns = names(scan).or_else(|| known.get(&name.to_ascii_lowercase()).cloned());
    let Some(columns) = columns.filter(|_| scan.word().eq_ignore_ascii_case("values")) else {
        let what = format!("Bảng {name} không ghi tên cột. Xin xuất lại kèm cấu trúc bảng.");
        export.broken(file, line, what, "");
        return scan.skip_statement();
    };
    loop {
        scan.skip_space();
        let (line, from) = (scan.line(), scan.at());
        let Some(cells) = tuple(scan) else {
            scan.skip_statement();
            let what = format!("Không đọc được dòng của bảng {name}. Xin xuất lại bảng này.");
            let raw = scan.since(from).to_owned();
            return export.broken(file, line, what, &raw);
        };
        let cells = cells.into_iter().map(|cell| cell.filter(|text| !text.is_empty())).collect();
        export.row(file, &name, &columns, Row { line, cells });
        scan.skip_space();
        if !scan.takes(',') {
            return scan.skip_statement();
        }
    }
}

/// `(1, 'two', NULL)`.
fn tuple(scan: &mut Scan<'_>) -> Option<Vec<Option<String>>> {
    if !scan.takes('(') {
        return None;
    }
    let mut cells = Vec::new();
    loop {
        cells.push(scan.value()?);
        scan.skip_space();
        if !scan.takes(',') {
            return scan.takes(')').then_some(cells);
        }
    }
}

fn copy_in(export: &mut Export, file: &str, scan: &mut Scan<'_>) {
    let found = scan.name().zip(names(scan));
    let from = found.is_some() && scan.word().eq_ignore_ascii_case("from");
    let Some((name, columns)) = found.filter(|_| from && scan.word().eq_ignore_ascii_case("stdin")) else {
        return scan.skip_statement();
    };
    export.known(file, &name, &columns);
    scan.take_line();
    while scan.peek().is_some() {
        let line = scan.line();
        let text = scan.take_line();
        if text == "\\." {
            return;
        }
        let cells = copy::cells(text).into_iter().map(|cell| cell.filter(|text| !text.is_empty()));
        export.row(file, &name, &columns, Row { line, cells: cells.collect() });
    }
    let what = format!("Tệp bị cắt ngang giữa bảng {name}, có thể thiếu dòng. Xin xuất lại tệp này.");
    export.broken(file, scan.line(), what, "");
}
