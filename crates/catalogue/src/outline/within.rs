//! Texts of several lines that stand for lists within an entry: prices by the unit, keys with values. Pure.

use serde_json::Value;

use super::entry::typed_number;
use crate::form::ValueKind;
use crate::package::toml_write::{bare, inline, quoted};

/// Prices as people read them: `đến 2: 2.000 đồng`, the last one `còn lại: 1.000 đồng`.
pub(super) fn brackets_shown(value: &Value) -> String {
    let amount = |it: &Value| {
        it["amount"].as_i64().map_or_else(|| inline(&it["amount"]), |it| base::Dong(it).to_string())
    };
    let line = |it: &Value| match it.get("upto") {
        Some(upto) => format!("đến {upto}: {}", amount(it)),
        None => format!("còn lại: {}", amount(it)),
    };
    value.as_array().into_iter().flatten().map(line).collect::<Vec<_>>().join("\n")
}

/// The same as a list of tables. What is no number goes through as a text, and the reader says so.
pub(super) fn brackets_written(text: &str) -> Option<String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let line = |line: &str| {
        let (upto, amount) = line.split_once(':').unwrap_or(("", line));
        let amount = typed_number(amount.trim().trim_end_matches("đồng").trim(), ValueKind::Integer);
        let upto = upto.trim();
        match upto.strip_prefix("đến").map(str::trim) {
            Some(upto) => {
                format!("{{ upto = {}, amount = {amount} }}", typed_number(upto, ValueKind::Integer))
            }
            None if ["", "còn lại"].contains(&upto) => format!("{{ amount = {amount} }}"),
            None => format!("{{ upto = {}, amount = {amount} }}", quoted(upto)),
        }
    };
    let all: Vec<String> = lines.map(line).collect();
    (!all.is_empty()).then(|| format!("[{}]", all.join(", ")))
}

/// Keys with values, one a line; a text that reads as something else is put in quotes.
pub(super) fn pairs_shown(value: &Value) -> String {
    let shown = |value: &Value| match value {
        Value::String(text) if plain(text) == *value => text.clone(),
        other => inline(other),
    };
    let pairs = value.as_object().into_iter().flatten();
    pairs.map(|(key, value)| format!("{key} = {}", shown(value))).collect::<Vec<_>>().join("\n")
}

/// The same as lines of a table.
pub(super) fn pairs_written(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let line = |line: &str| match line.split_once('=') {
        Some((key, value)) => format!("{} = {}", bare(key.trim()), inline(&plain(value.trim()))),
        None => format!("{} = \"\"", bare(line)),
    };
    lines.map(line).collect()
}

/// A value as it is typed: yes or no, a number, what stands in quotes, else a text.
fn plain(text: &str) -> Value {
    match serde_json::from_str(text) {
        Ok(value @ (Value::Bool(_) | Value::Number(_) | Value::String(_))) => value,
        _ => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn read(toml: &str) -> Value {
        let table: toml::Table = toml.parse().expect("TOML");
        super::super::entry::json(&toml::Value::Table(table))
    }

    #[test]
    fn prices_are_typed_as_they_are_read() {
        let value = json!([{ "upto": 2, "amount": 2000 }, { "amount": 1_000_000 }]);
        assert_eq!(brackets_shown(&value), "đến 2: 2.000 đồng\ncòn lại: 1.000.000 đồng");
        for text in [brackets_shown(&value), "đến 2:2000 đồng\n\n1000000".to_owned()] {
            let written = brackets_written(&text).expect("prices");
            assert_eq!(read(&format!("x = {written}"))["x"], value, "{text}");
        }
        assert_eq!(brackets_written(" \n"), None);
        let odd = brackets_written("từ 3: hai nghìn").expect("goes through");
        assert_eq!(read(&format!("x = {odd}"))["x"], json!([{ "upto": "từ 3", "amount": "hai nghìn" }]));
    }

    proptest! {
        #[test]
        fn pairs_read_back(map in prop::collection::btree_map("[a-z_]{1,8}", prop_oneof![
            any::<bool>().prop_map(Value::from), any::<i32>().prop_map(Value::from),
            "[a-zđ0-9\"'=.]([a-z đ0-9\"'=.]{0,8}[a-z0-9])?".prop_map(Value::from)
        ], 0..5)) {
            let value = json!(map);
            let written = pairs_written(&pairs_shown(&value)).join("\n");
            prop_assert_eq!(read(&written), value);
        }
    }
}
