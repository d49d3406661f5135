//! Reading one field of a form from its schema.

use std::sync::Arc;

use jsonschema::{PatternOptions, Validator};
use serde_json::{Map, Value};

use crate::form::field::{Field, ValueKind};
use crate::form::messages::schema_message;
use crate::form::read::{Flaws, at, condition, hidden_required, is_slug, pointer_if, text};
use crate::form::read_limits::{read_errors, read_limits, read_options, read_widget};
use crate::form::read_rows::{is_rows, read_rows};

const FIELD_KEYS: &[&str] = &[
    "title",
    "description",
    "type",
    "format",
    "minLength",
    "maxLength",
    "pattern",
    "minimum",
    "maximum",
    "multipleOf",
    "oneOf",
    "const",
    "items",
    "minItems",
    "maxItems",
    "uniqueItems",
    "x-page",
    "x-widget",
    "x-shown-if",
    "x-required",
    "x-errors",
    "x-unit",
    "x-autocomplete",
    "x-prefill",
    "x-not-before",
    "x-not-after",
    "x-row",
];

pub(super) fn read_field(
    name: &str,
    table: &Map<String, Value>,
    schema: &Value,
    required: bool,
    pointer: &str,
    flaws: &mut Flaws,
) -> Option<Field> {
    flaws.unknown(pointer, table, FIELD_KEYS);
    if !is_slug(name, '_') {
        flaws.add(pointer, "tên trường chỉ gồm chữ thường không dấu, số và dấu gạch dưới, bắt đầu bằng chữ");
    }
    let label = text(table, pointer, "title", flaws).unwrap_or_default();
    if label.is_empty() {
        flaws.add(pointer_if(table, pointer, "title"), "thiếu `title`: nhãn của trường bằng tiếng Việt");
    }
    let kind = read_kind(table, pointer, flaws)?;
    let options = read_options(table, kind, pointer, flaws);
    let (rows, row) = if kind == ValueKind::Rows { read_rows(table, pointer, flaws) } else { <_>::default() };
    let limits = read_limits(table, kind, &options, pointer, flaws);
    let widget = read_widget(table, kind, &options, pointer, flaws);
    let shown_if = condition(table, pointer, "x-shown-if", flaws);
    if required && shown_if.is_some() {
        flaws.add(pointer, hidden_required(name));
    }
    let owed = table.get("x-required").and_then(Value::as_bool).unwrap_or(false);
    Some(Field {
        name: name.to_owned(),
        label,
        hint: text(table, pointer, "description", flaws),
        widget,
        kind,
        required: required || owed,
        shown_if,
        options,
        rows,
        row,
        limits,
        unit: text(table, pointer, "x-unit", flaws),
        autocomplete: text(table, pointer, "x-autocomplete", flaws),
        prefill: text(table, pointer, "x-prefill", flaws),
        errors: read_errors(table, pointer, flaws),
        validator: Arc::new(compile(schema, pointer, flaws)?),
    })
}

/// Compiles with the linear-time pattern engine: no pattern of a package can hold the server up.
fn compile(schema: &Value, pointer: &str, flaws: &mut Flaws) -> Option<Validator> {
    let options = jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .with_pattern_options(PatternOptions::regex().size_limit(1 << 20))
        .should_validate_formats(true)
        .offline();
    match options.build(schema) {
        Ok(validator) => Some(validator),
        Err(error) => {
            flaws.add(format!("{pointer}{}", error.instance_path()), schema_message(error.kind()));
            None
        }
    }
}

fn read_kind(table: &Map<String, Value>, pointer: &str, flaws: &mut Flaws) -> Option<ValueKind> {
    let format = table.get("format").and_then(Value::as_str);
    let kind = match (table.get("type").and_then(Value::as_str), format) {
        (Some("string"), Some("date")) => ValueKind::Date,
        (Some("string"), None | Some("email")) => ValueKind::Text,
        (Some("integer"), None) => ValueKind::Integer,
        (Some("number"), None) => ValueKind::Number,
        (Some("boolean"), None) => ValueKind::Boolean,
        (Some("array"), None) if is_rows(table) => ValueKind::Rows,
        (Some("array"), None) => ValueKind::Choices,
        (_, Some(other)) if other != "date" && other != "email" => {
            flaws.add(at(pointer, "format"), format!("`format` “{other}” không dùng; chỉ có date và email"));
            return None;
        }
        _ => {
            flaws.add(
                pointer_if(table, pointer, "type"),
                "`type` phải là string, integer, number, boolean hoặc array",
            );
            return None;
        }
    };
    Some(kind)
}
