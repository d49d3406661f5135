//! Below the reader: TOML syntax errors in Vietnamese, TOML values as JSON.

use serde_json::{Map, Number, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::package::reader::Errors;

/// A TOML value as JSON, for conditions; what has no place in one becomes null.
pub(crate) fn json(value: &DeValue<'_>, depth: usize) -> Value {
    if depth > 30 {
        return Value::Null;
    }
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(n) => n.as_str().parse::<i64>().map_or(Value::Null, |n| Value::Number(n.into())),
        DeValue::Float(n) => {
            n.as_str().parse().ok().and_then(Number::from_f64).map_or(Value::Null, Value::Number)
        }
        DeValue::Boolean(yes) => Value::Bool(*yes),
        DeValue::Datetime(_) => Value::Null,
        DeValue::Array(list) => Value::Array(list.iter().map(|one| json(one.get_ref(), depth + 1)).collect()),
        DeValue::Table(table) => {
            let pairs =
                table.iter().map(|(key, one)| (key.get_ref().to_string(), json(one.get_ref(), depth + 1)));
            Value::Object(pairs.collect::<Map<_, _>>())
        }
    }
}

/// Parses a file; its syntax errors are said, then what could be read is read.
pub(crate) fn parse<'a>(errors: &Errors<'a>, text: &'a str) -> (Spanned<DeTable<'a>>, bool) {
    let (table, wrong) = DeTable::parse_recoverable(text);
    for error in &wrong {
        let at = error.span().map_or(0, |span| span.start);
        errors.add(at, "", format!("sai cú pháp TOML: {}", syntax(error.message())));
    }
    (table, wrong.is_empty())
}

/// The parser's words in Vietnamese where they are common.
fn syntax(message: &str) -> String {
    let common = [
        ("duplicate key", "khóa bị ghi hai lần"),
        ("unquoted", "chữ phải đặt trong dấu ngoặc kép"),
        ("string values must be quoted", "chữ phải đặt trong dấu ngoặc kép"),
        ("invalid basic string", "chuỗi chưa đóng dấu ngoặc kép hoặc có ký tự không hợp lệ"),
        ("key with no value", "khóa không có giá trị"),
        ("extra", "có ký tự thừa"),
        ("unclosed array", "danh sách chưa đóng dấu ]"),
        ("unclosed table", "bảng chưa đóng"),
        ("missing", "thiếu ký tự"),
        ("invalid", "giá trị không hợp lệ"),
    ];
    let said = common.iter().find(|(words, _)| message.contains(words)).map(|(_, said)| *said);
    let first: String = message.lines().next().unwrap_or_default().chars().take(120).collect();
    said.map_or_else(|| first.clone(), |said| format!("{said} ({first})"))
}
