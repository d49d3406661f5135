//! Reading the questions of repeatable rows.

use serde_json::{Map, Value, json};

use crate::form::field::{Field, ValueKind};
use crate::form::read::{Flaws, at, pointer_if, text};
use crate::form::read_field::read_field;
use crate::form::rows::MOST;

/// The most questions of a row.
const MOST_QUESTIONS: usize = 12;
const ITEM_KEYS: &[&str] = &["type", "properties", "required", "additionalProperties"];

/// Whether a list is one of rows: of objects.
pub(super) fn is_rows(table: &Map<String, Value>) -> bool {
    table.get("items").and_then(|items| items.get("type")).is_some_and(|kind| kind == "object")
}

/// The questions of one row, and what a row is called.
pub(super) fn read_rows(
    table: &Map<String, Value>,
    pointer: &str,
    flaws: &mut Flaws,
) -> (Vec<Field>, String) {
    let row = text(table, pointer, "x-row", flaws).unwrap_or_default();
    if row.is_empty() {
        let help = "thiếu `x-row`: một dòng là gì, để ghi trên nút, ví dụ người hoặc thửa đất";
        flaws.add(pointer_if(table, pointer, "x-row"), help);
    }
    if table.get("maxItems").and_then(Value::as_u64).is_none_or(|most| !(1..=MOST).contains(&most)) {
        flaws.add(pointer_if(table, pointer, "maxItems"), format!("cần `maxItems`, từ 1 đến {MOST} dòng"));
    }
    let pointer = at(pointer, "items");
    let Some(items) = table.get("items").and_then(Value::as_object) else { return (Vec::new(), row) };
    flaws.unknown(&pointer, items, ITEM_KEYS);
    if items.get("additionalProperties") != Some(&json!(false)) {
        flaws
            .add(pointer_if(items, &pointer, "additionalProperties"), "`additionalProperties` phải là false");
    }
    let required: Vec<&str> = items
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let properties = items.get("properties").and_then(Value::as_object);
    let count = properties.map_or(0, Map::len);
    if !(1..=MOST_QUESTIONS).contains(&count) {
        let message = format!("mỗi dòng cần từ 1 đến {MOST_QUESTIONS} trường trong `properties`");
        flaws.add(pointer_if(items, &pointer, "properties"), message);
    }
    let mut out = Vec::new();
    for (name, value) in properties.into_iter().flatten() {
        let pointer = at(&at(&pointer, "properties"), name);
        let Some(inner) = value.as_object() else {
            flaws.add(pointer, "mỗi trường phải là một đối tượng");
            continue;
        };
        for key in ["x-shown-if", "x-page", "x-prefill"].into_iter().filter(|key| inner.contains_key(*key)) {
            flaws.add(at(&pointer, key), format!("`{key}` không dùng trong một dòng"));
        }
        let field = read_field(name, inner, value, required.contains(&name.as_str()), &pointer, flaws);
        if field.as_ref().is_some_and(|it| matches!(it.kind, ValueKind::Rows | ValueKind::Choices)) {
            flaws
                .add(&pointer, "trong một dòng chỉ hỏi được chữ, số, ngày, có hoặc không, hoặc một lựa chọn");
        }
        out.extend(field);
    }
    (out, row)
}
