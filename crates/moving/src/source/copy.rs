//! A row of `COPY … FROM stdin`, as pg_dump writes it: tabs between cells, `\N` for NULL, a backslash before what would be read otherwise.

/// The cells of a line.
pub(super) fn cells(line: &str) -> Vec<Option<String>> {
    line.split('\t').map(|cell| (cell != "\\N").then(|| plain(cell))).collect()
}

fn plain(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    let mut letters = cell.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            out.push(letter);
            continue;
        }
        out.push(match letters.next() {
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('v') => '\u{b}',
            Some(other) => other,
            None => '\\',
        });
    }
    out
}
