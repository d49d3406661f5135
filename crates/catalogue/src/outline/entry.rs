//! An entry as fields of a form, and back as TOML. Keys that no field stands for are kept as they are written. Pure.

use serde_json::Value;
use toml::Table;

use super::composed::count;
use super::within::{brackets_shown, brackets_written, pairs_shown, pairs_written};
use super::{Column, Kind, Section, Shape};
use crate::form::{ValueKind, number};
use crate::package::toml_write::{inline, quoted};

/// The name of the field that holds what no other field stands for.
pub(crate) const REST: &str = "khac";

/// What was typed for one entry: field and text, in order; a field with several values stands several times.
pub(crate) type Typed = Vec<(String, String)>;

/// What the fields of a form show of an entry; what is wrong with its syntax otherwise.
pub(crate) fn shown(section: &Section, entry: &str) -> Result<Typed, String> {
    let body = body(section, entry);
    let table = own(section, entry)?;
    let mut out = Typed::new();
    show("", section.columns, &table, &mut out);
    let rest = rest(section, &body);
    if !rest.is_empty() {
        out.push((REST.to_owned(), rest));
    }
    Ok(out)
}

/// What the fields show of a table; those of a table within stand under its name: `rate.count`, `relief.1.name`.
fn show(prefix: &str, columns: &[Column], table: &Table, out: &mut Typed) {
    for column in columns {
        let name = format!("{prefix}{}", column.key);
        match (column.kind, table.get(column.key)) {
            (Kind::Flag(true), None) => out.push((name, "co".to_owned())),
            (_, None) => {}
            (Kind::Sub(inner), Some(toml::Value::Table(table))) => {
                show(&format!("{name}."), inner, table, out)
            }
            (Kind::Subs(inner), Some(toml::Value::Array(list))) => {
                for (n, table) in (1..).zip(list.iter().filter_map(toml::Value::as_table)) {
                    show(&format!("{name}.{n}."), inner, table, out);
                }
            }
            (_, Some(value)) => out.extend(texts(column, value).into_iter().map(|text| (name.clone(), text))),
        }
    }
}

/// What an entry is called in a list: its name, else its text, else its code.
pub(crate) fn title(section: &Section, entry: &str) -> String {
    let Ok(table) = own(section, entry) else { return "Không đọc được".to_owned() };
    let named = ["name", "label", "text", "number", "code"].into_iter();
    let text = named.filter_map(|key| table.get(key).and_then(toml::Value::as_str)).next();
    let more = ["code", "action", "citation"].into_iter();
    let more =
        more.filter_map(|key| table.get(key).and_then(toml::Value::as_str)).find(|more| Some(*more) != text);
    [text, more].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The entry as it is written, and for every line of it after the head the field it comes from.
pub(crate) fn written(section: &Section, typed: &Typed) -> (String, Vec<String>) {
    let head = match section.shape {
        Shape::Top => String::new(),
        Shape::One => format!("[{}]\n", section.key),
        Shape::Many => format!("[[{}]]\n", section.key),
    };
    let mut out = Lines::default();
    out.keys("", section.columns, typed);
    let rest = typed.iter().find(|(name, _)| name == REST).map_or("", |(_, text)| text.trim());
    if !rest.is_empty() {
        out.put(REST, &rest.replace("\r\n", "\n"));
    }
    for column in section.columns {
        let path = format!("{}.{}", section.key, column.key);
        match column.kind {
            Kind::Pairs => {
                let text = typed.iter().find(|(name, _)| name == column.key).map_or("", |(_, text)| text);
                let pairs = pairs_written(text);
                if !pairs.is_empty() {
                    out.put(column.key, &format!("[{path}]\n{}", pairs.join("\n")));
                }
            }
            Kind::Sub(inner) => out.table(&format!("[{path}]"), &format!("{}.", column.key), inner, typed),
            Kind::Subs(inner) => {
                for n in 1..=count(typed, column.key) {
                    out.table(&format!("[[{path}]]"), &format!("{}.{n}.", column.key), inner, typed);
                }
            }
            _ => {}
        }
    }
    (head + &out.text, out.fields)
}

/// Lines with the field that each comes from.
#[derive(Default)]
struct Lines {
    text: String,
    fields: Vec<String>,
}

impl Lines {
    fn put(&mut self, field: &str, text: &str) {
        self.fields.extend(text.lines().map(|_| field.to_owned()));
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// The keys of a table.
    fn keys(&mut self, prefix: &str, columns: &[Column], typed: &Typed) {
        for column in columns {
            let name = format!("{prefix}{}", column.key);
            if let Some(value) = value(column, &name, typed) {
                self.put(&name, &format!("{} = {value}", column.key));
            }
        }
    }

    /// A table within, if anything of it was typed. What it lacks is said at its first field.
    fn table(&mut self, head: &str, prefix: &str, columns: &[Column], typed: &Typed) {
        let of = |name: &str| columns.iter().any(|column| name.strip_prefix(prefix) == Some(column.key));
        if !typed.iter().any(|(name, text)| of(name) && !text.trim().is_empty()) {
            return;
        }
        let first = columns.first().map_or("", |column| column.key);
        self.put(&format!("{prefix}{first}"), head);
        self.keys(prefix, columns, typed);
    }
}

/// The keys of an entry.
fn own(section: &Section, entry: &str) -> Result<Table, String> {
    let wrong = |error: toml::de::Error| error.message().to_owned();
    let mut table: Table = entry.parse().map_err(wrong)?;
    let found = match section.shape {
        Shape::Top => return Ok(table),
        Shape::One => table.remove(section.key),
        Shape::Many => match table.remove(section.key) {
            Some(toml::Value::Array(mut list)) if list.len() == 1 => list.pop(),
            _ => None,
        },
    };
    match found {
        Some(toml::Value::Table(table)) => Ok(table),
        _ => Err("không phải một bảng".to_owned()),
    }
}

fn texts(column: &Column, value: &toml::Value) -> Vec<String> {
    let plain = |value: &toml::Value| match value {
        toml::Value::String(text) => text.clone(),
        other => inline(&json(other)),
    };
    match (column.kind, value) {
        (Kind::Flag(_), value) => {
            if value.as_bool() == Some(true) {
                vec!["co".to_owned()]
            } else {
                Vec::new()
            }
        }
        (Kind::Some(_) | Kind::Picks(_) | Kind::PickOrMany(_), toml::Value::Array(list)) => {
            list.iter().map(plain).collect()
        }
        (Kind::Brackets, value) => vec![brackets_shown(&json(value))],
        (Kind::Pairs, value) => vec![pairs_shown(&json(value))],
        (Kind::List, toml::Value::Array(list)) => vec![list.iter().map(plain).collect::<Vec<_>>().join("\n")],
        (Kind::Kept | Kind::Day, toml::Value::Datetime(day)) => vec![day.to_string()],
        (Kind::When | Kind::Kept, value) => vec![inline(&json(value))],
        (_, value) => vec![plain(value)],
    }
}

/// A TOML value as JSON; days and times of day as they are written.
pub(super) fn json(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.as_str().into(),
        toml::Value::Integer(number) => (*number).into(),
        toml::Value::Float(number) => (*number).into(),
        toml::Value::Boolean(flag) => (*flag).into(),
        toml::Value::Datetime(moment) => moment.to_string().into(),
        toml::Value::Array(list) => list.iter().map(json).collect(),
        toml::Value::Table(table) => {
            Value::Object(table.iter().map(|(key, value)| (key.clone(), json(value))).collect())
        }
    }
}

/// What is typed for a field, as TOML; none where nothing is.
fn value(column: &Column, name: &str, typed: &Typed) -> Option<String> {
    let all: Vec<&str> =
        typed.iter().filter(|(known, _)| known == name).map(|(_, text)| text.trim()).collect();
    let one = all.iter().copied().find(|text| !text.is_empty());
    let list = |items: Vec<&str>| {
        let items: Vec<&str> = items.into_iter().map(str::trim).filter(|item| !item.is_empty()).collect();
        let quoted = items.iter().map(|item| quoted(item)).collect::<Vec<_>>();
        (!items.is_empty()).then(|| format!("[{}]", quoted.join(", ")))
    };
    match column.kind {
        Kind::Line | Kind::One(_) | Kind::Pick(_) => {
            one.map(|text| quoted(&text.split_whitespace().collect::<Vec<_>>().join(" ")))
        }
        Kind::Text => one.map(|text| quoted(&text.replace("\r\n", "\n"))),
        Kind::List => list(one?.lines().collect()),
        Kind::Some(_) | Kind::Picks(_) => list(all),
        Kind::PickOrMany(_) => {
            let items: Vec<&str> = all.into_iter().filter(|item| !item.is_empty()).collect();
            if items.len() == 1 { items.first().map(|item| quoted(item)) } else { list(items) }
        }
        Kind::Brackets => brackets_written(one?),
        Kind::Pairs | Kind::Sub(_) | Kind::Subs(_) => None,
        Kind::Whole => one.map(|text| typed_number(text, ValueKind::Integer)),
        Kind::Number => one.map(|text| typed_number(text, ValueKind::Number)),
        Kind::Day => {
            one.map(
                |text| if text.parse::<jiff::civil::Date>().is_ok() { text.to_owned() } else { quoted(text) },
            )
        }
        Kind::Flag(unsaid) => {
            let said = one.is_some();
            (said != unsaid).then(|| said.to_string())
        }
        Kind::When | Kind::Kept => one.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")),
    }
}

/// A number as people type it; what is none goes through as a text, and the reader says so.
pub(super) fn typed_number(text: &str, kind: ValueKind) -> String {
    number(text, kind).map_or_else(|| quoted(text), |number| number.to_string())
}

/// The entry without its head.
fn body(section: &Section, entry: &str) -> String {
    let head = match section.shape {
        Shape::Top => return entry.to_owned(),
        Shape::One => format!("[{}]", section.key),
        Shape::Many => format!("[[{}]]", section.key),
    };
    entry.trim_start().strip_prefix(&head).unwrap_or(entry).to_owned()
}

/// The lines of keys that no field stands for, remarks, and the tables within that none stands for. A value of several lines goes on to
/// the line that closes it.
fn rest(section: &Section, body: &str) -> String {
    let mut out = Vec::new();
    let mut lines = body.trim_matches('\n').lines();
    // Within a table: whether fields stand for it.
    let mut within = None;
    while let Some(line) = lines.next() {
        if line.starts_with('[') {
            let path = line.trim_end().trim_matches(['[', ']']);
            let key = path.strip_prefix(section.key).and_then(|rest| rest.strip_prefix('.'));
            within = Some(section.columns.iter().any(|column| Some(column.key) == key));
        }
        let key = line.split('=').next().unwrap_or_default().trim();
        let known = match within {
            Some(known) => known && !line.starts_with('#'),
            None => section.columns.iter().any(|column| column.key == key),
        };
        let mut whole = vec![line];
        if line.trim_end().ends_with('[') && within.is_none() {
            for next in lines.by_ref() {
                whole.push(next);
                if next.trim_end() == "]" {
                    break;
                }
            }
        }
        if !known && !line.trim().is_empty() {
            out.extend(whole);
        }
    }
    out.join("\n")
}

#[cfg(test)]
mod tests {
    use super::super::{Place, SECTIONS, blocks, replaced, section};
    use super::*;
    use crate::package::{BUILTIN, Texts, read};

    #[test]
    fn what_is_shown_is_written_back_in_every_package_of_the_house() {
        for (code, texts) in BUILTIN {
            let whole = read(*texts).expect("a sound package");
            for section in SECTIONS {
                let text = if section.place == Place::Procedure { texts.procedure } else { texts.process };
                for block in blocks(text, section) {
                    let entry = &text[block.range.clone()];
                    let typed = shown(section, entry)
                        .unwrap_or_else(|why| panic!("{code} {}: {why}\n{entry}", section.slug));
                    let (again, lines) = written(section, &typed);
                    assert_eq!(again.lines().count(), lines.len() + usize::from(section.shape != Shape::Top));
                    let same = replaced(text, &block, &again);
                    let texts = match section.place {
                        Place::Procedure => Texts { procedure: &same, ..*texts },
                        Place::Process => Texts { process: &same, ..*texts },
                    };
                    let read = read(texts).unwrap_or_else(|why| {
                        panic!("{code} {}: {}\n{again}", section.slug, crate::package::report(&why))
                    });
                    assert_eq!(read, whole, "{code} {}", section.slug);
                    assert!(section.shape != Shape::Many || !title(section, entry).is_empty());
                }
            }
        }
    }

    #[test]
    fn numbers_are_typed_as_people_type_them() {
        for (text, written) in [
            ("10.000", "10000"),
            ("2", "2"),
            ("007", "7"),
            ("0", "0"),
            ("1.0000", "\"1.0000\""),
            ("x", "\"x\""),
        ] {
            assert_eq!(typed_number(text, ValueKind::Integer), written, "{text}");
        }
        assert_eq!(typed_number("12,5", ValueKind::Number), "12.5");
        let fees = section("phi").expect("a section");
        let typed =
            vec![("name".to_owned(), " Lệ   phí ".to_owned()), ("amount".to_owned(), "50.000".to_owned())];
        assert_eq!(written(fees, &typed).0, "[[fee]]\nname = \"Lệ phí\"\namount = 50000\n");
    }
}
