//! An entry as fields of a form, and back as TOML. Keys that no field stands for are kept as they are written. Pure.

use serde_json::Value;
use toml::Table;

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
    for column in section.columns {
        let Some(value) = table.get(column.key) else {
            if let Kind::Flag(true) = column.kind {
                out.push((column.key.to_owned(), "co".to_owned()));
            }
            continue;
        };
        for text in texts(column, value) {
            out.push((column.key.to_owned(), text));
        }
    }
    let rest = rest(section, &body);
    if !rest.is_empty() {
        out.push((REST.to_owned(), rest));
    }
    Ok(out)
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
    let mut out = match section.shape {
        Shape::Top => String::new(),
        Shape::One => format!("[{}]\n", section.key),
        Shape::Many => format!("[[{}]]\n", section.key),
    };
    let mut lines = Vec::new();
    for column in section.columns {
        if let Some(value) = value(column, typed) {
            let text = format!("{} = {value}\n", column.key);
            lines.extend(text.lines().map(|_| column.key.to_owned()));
            out.push_str(&text);
        }
    }
    let rest = typed.iter().find(|(name, _)| name == REST).map_or("", |(_, text)| text.trim());
    if !rest.is_empty() {
        let rest = rest.replace("\r\n", "\n");
        lines.extend(rest.lines().map(|_| REST.to_owned()));
        out.push_str(&rest);
        out.push('\n');
    }
    (out, lines)
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
        (Kind::Some(_), toml::Value::Array(list)) => list.iter().map(plain).collect(),
        (Kind::List, toml::Value::Array(list)) => vec![list.iter().map(plain).collect::<Vec<_>>().join("\n")],
        (Kind::OneOrMany, toml::Value::Array(list)) => {
            vec![list.iter().map(plain).collect::<Vec<_>>().join(", ")]
        }
        (Kind::Kept | Kind::Day, toml::Value::Datetime(day)) => vec![day.to_string()],
        (Kind::When | Kind::Inline | Kind::Kept, value) => vec![inline(&json(value))],
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
fn value(column: &Column, typed: &Typed) -> Option<String> {
    let all: Vec<&str> =
        typed.iter().filter(|(name, _)| name == column.key).map(|(_, text)| text.trim()).collect();
    let one = all.iter().copied().find(|text| !text.is_empty());
    let list = |items: Vec<&str>| {
        let items: Vec<&str> = items.into_iter().map(str::trim).filter(|item| !item.is_empty()).collect();
        let quoted = items.iter().map(|item| quoted(item)).collect::<Vec<_>>();
        (!items.is_empty()).then(|| format!("[{}]", quoted.join(", ")))
    };
    match column.kind {
        Kind::Line | Kind::One(_) => {
            one.map(|text| quoted(&text.split_whitespace().collect::<Vec<_>>().join(" ")))
        }
        Kind::Text => one.map(|text| quoted(&text.replace("\r\n", "\n"))),
        Kind::List => list(one?.lines().collect()),
        Kind::Some(_) => list(all),
        Kind::OneOrMany => {
            let items: Vec<&str> = one?.split(',').collect();
            if items.len() == 1 { items.first().map(|item| quoted(item.trim())) } else { list(items) }
        }
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
        Kind::When | Kind::Inline | Kind::Kept => {
            one.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        }
    }
}

/// A number as people type it; what is none goes through as a text, and the reader says so.
fn typed_number(text: &str, kind: ValueKind) -> String {
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

/// The lines of keys that no field stands for, remarks, and the tables within. A value of several lines goes on to the line that closes it.
fn rest(section: &Section, body: &str) -> String {
    let mut out = Vec::new();
    let mut lines = body.trim_matches('\n').lines();
    let mut within = false;
    while let Some(line) = lines.next() {
        within |= line.starts_with('[');
        let key = line.split('=').next().unwrap_or_default().trim();
        let known = !within && section.columns.iter().any(|column| column.key == key);
        let long = line.trim_end().ends_with('[');
        let mut whole = vec![line];
        if long && !within {
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
