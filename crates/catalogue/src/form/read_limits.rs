//! Reading what bounds an answer: choices, limits, the widget, the texts of its errors.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::form::field::{Choice, DayLimit, Limits, ValueKind, Widget};
use crate::form::read::{Flaws, at, text};

/// The most letters a field may allow.
const LONGEST: u64 = 20_000;

pub(super) fn read_options(
    table: &Map<String, Value>,
    kind: ValueKind,
    pointer: &str,
    flaws: &mut Flaws,
) -> Vec<Choice> {
    let (list, pointer) = match kind {
        ValueKind::Text => (table.get("oneOf"), at(pointer, "oneOf")),
        ValueKind::Choices => {
            (table.get("items").and_then(|items| items.get("oneOf")), format!("{pointer}/items/oneOf"))
        }
        _ => (None, String::new()),
    };
    let Some(list) = list.and_then(Value::as_array) else { return Vec::new() };
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for (i, option) in list.iter().enumerate() {
        let part = |key: &str| option.get(key).and_then(Value::as_str).map(str::to_owned);
        match (part("const"), part("title")) {
            (Some(value), Some(label)) if !value.is_empty() && !label.is_empty() => {
                if !seen.insert(value.clone()) {
                    flaws.add(format!("{pointer}/{i}"), format!("lựa chọn “{value}” bị trùng"));
                }
                out.push(Choice { value, label, hint: part("description") });
            }
            _ => flaws.add(format!("{pointer}/{i}"), "mỗi lựa chọn cần `const` và `title`"),
        }
    }
    out
}

pub(super) fn read_limits(
    table: &Map<String, Value>,
    kind: ValueKind,
    options: &[Choice],
    pointer: &str,
    flaws: &mut Flaws,
) -> Limits {
    let whole = |key: &str| table.get(key).and_then(Value::as_u64);
    let real = |key: &str| table.get(key).and_then(Value::as_f64);
    let limits = Limits {
        min_length: whole("minLength"),
        max_length: whole("maxLength"),
        minimum: real("minimum"),
        maximum: real("maximum"),
        max_items: whole("maxItems"),
        not_before: day_limit(table, pointer, "x-not-before", flaws),
        not_after: day_limit(table, pointer, "x-not-after", flaws),
    };
    let missing = match kind {
        ValueKind::Text if options.is_empty() => {
            limits.max_length.is_none_or(|most| most > LONGEST).then_some("`maxLength` (tối đa 20000)")
        }
        ValueKind::Integer | ValueKind::Number => {
            (limits.minimum.is_none() || limits.maximum.is_none()).then_some("`minimum` và `maximum`")
        }
        ValueKind::Date => (limits.not_before.is_none() || limits.not_after.is_none())
            .then_some("`x-not-before` và `x-not-after`"),
        ValueKind::Choices => {
            (options.is_empty() || limits.max_items.is_none()).then_some("`items.oneOf` và `maxItems`")
        }
        ValueKind::Text | ValueKind::Boolean | ValueKind::Rows => None,
    };
    if let Some(keys) = missing {
        flaws.add(pointer, format!("trường không có giới hạn: cần {keys}"));
    }
    limits
}

fn day_limit(table: &Map<String, Value>, pointer: &str, key: &str, flaws: &mut Flaws) -> Option<DayLimit> {
    let value = text(table, pointer, key, flaws)?;
    match value.parse() {
        Ok(limit) => Some(limit),
        Err(help) => {
            flaws.add(at(pointer, key), help);
            None
        }
    }
}

pub(super) fn read_widget(
    table: &Map<String, Value>,
    kind: ValueKind,
    options: &[Choice],
    pointer: &str,
    flaws: &mut Flaws,
) -> Widget {
    let email = table.get("format").and_then(Value::as_str) == Some("email");
    let (usual, allowed): (Widget, &[Widget]) = match kind {
        ValueKind::Text if !options.is_empty() => (Widget::Radios, &[Widget::Radios, Widget::Select]),
        ValueKind::Text if email => (Widget::Email, &[Widget::Email]),
        ValueKind::Text => (Widget::Text, &[Widget::Text, Widget::Textarea, Widget::Tel]),
        ValueKind::Integer | ValueKind::Number => (Widget::Number, &[Widget::Number]),
        ValueKind::Boolean => (Widget::YesNo, &[Widget::YesNo, Widget::Checkbox]),
        ValueKind::Date => (Widget::Date, &[Widget::Date]),
        ValueKind::Choices => (Widget::Checkboxes, &[Widget::Checkboxes]),
        ValueKind::Rows => (Widget::Rows, &[Widget::Rows]),
    };
    let Some(code) = text(table, pointer, "x-widget", flaws) else { return usual };
    match Widget::parse(&code).filter(|widget| allowed.contains(widget)) {
        Some(widget) => widget,
        None => {
            let names: Vec<_> = allowed.iter().map(|widget| widget.code()).collect();
            flaws.add(
                at(pointer, "x-widget"),
                format!("“{code}” không hợp với trường này; dùng được: {}", names.join(", ")),
            );
            usual
        }
    }
}

pub(super) fn read_errors(
    table: &Map<String, Value>,
    pointer: &str,
    flaws: &mut Flaws,
) -> BTreeMap<String, String> {
    const KEYS: &[&str] = &[
        "required",
        "type",
        "pattern",
        "minLength",
        "maxLength",
        "minimum",
        "maximum",
        "format",
        "const",
        "oneOf",
        "x-not-before",
        "x-not-after",
    ];
    let mut out = BTreeMap::new();
    let Some(errors) = table.get("x-errors") else { return out };
    let pointer = at(pointer, "x-errors");
    let Some(errors) = errors.as_object() else {
        flaws.add(pointer, "`x-errors` phải là một đối tượng: từ khóa và câu báo lỗi");
        return out;
    };
    for (key, value) in errors {
        match value.as_str() {
            Some(message) if KEYS.contains(&key.as_str()) => _ = out.insert(key.clone(), message.to_owned()),
            _ => flaws.add(at(&pointer, key), "không có từ khóa này, hoặc câu báo lỗi không phải là chữ"),
        }
    }
    out
}
