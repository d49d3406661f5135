//! Reading a form from its JSON Schema. Says everything that is wrong, each with a JSON pointer.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use jsonschema::{PatternOptions, Validator};
use serde_json::{Map, Value, json};

use crate::form::field::{Choice, DayLimit, Field, Form, Limits, Page, ValueKind, Widget};
use crate::form::messages::schema_message;
use crate::model::Condition;

/// Something wrong with a form; the message is in Vietnamese.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormFlaw {
    /// The JSON pointer of what is wrong, `/properties/ho_ten/maxLength`.
    pub pointer: String,
    /// What is wrong and what to do.
    pub message: String,
}

/// A schema that is no form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadForm(pub Vec<FormFlaw>);

impl fmt::Display for BadForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for flaw in &self.0 {
            write!(f, "{}: {}; ", flaw.pointer, flaw.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for BadForm {}

/// The draft every form is written in.
const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";
const TOP_KEYS: &[&str] = &[
    "$schema",
    "$id",
    "title",
    "description",
    "type",
    "properties",
    "required",
    "additionalProperties",
    "x-pages",
];
const PAGE_KEYS: &[&str] = &["code", "title", "intro", "shown-if"];
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
];
/// The most letters a field may allow, and the most fields and pages a form may have.
const LONGEST: u64 = 20_000;
const MOST_FIELDS: usize = 200;
const MOST_PAGES: usize = 40;

struct Flaws(Vec<FormFlaw>);

impl Flaws {
    fn add(&mut self, pointer: impl Into<String>, message: impl Into<String>) {
        self.0.push(FormFlaw { pointer: pointer.into(), message: message.into() });
    }

    fn unknown(&mut self, pointer: &str, table: &Map<String, Value>, known: &[&str]) {
        for key in table.keys().filter(|key| !known.contains(&key.as_str())) {
            self.add(at(pointer, key), format!("khóa “{key}” không dùng trong biểu mẫu"));
        }
    }
}

/// The pointer of `key` under `pointer` (RFC 6901).
fn at(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}

impl Form {
    /// Reads a form from its schema.
    ///
    /// # Errors
    /// [`BadForm`] with everything that is wrong, in the order of the schema.
    pub fn read(schema: Value) -> Result<Self, BadForm> {
        let mut flaws = Flaws(Vec::new());
        for error in jsonschema::draft202012::meta::validator().iter_errors(&schema) {
            let message = format!("không đúng chuẩn JSON Schema 2020-12: {}", schema_message(error.kind()));
            flaws.add(error.instance_path().to_string(), message);
        }
        let Some(top) = schema.as_object() else {
            flaws.add("", "biểu mẫu phải là một đối tượng JSON");
            return Err(BadForm(flaws.0));
        };
        read_top(top, &mut flaws);
        let mut pages = read_pages(top, &mut flaws);
        read_fields(top, &mut pages, &mut flaws);
        check_conditions(&pages, &mut flaws);
        let title = top.get("title").and_then(Value::as_str).unwrap_or_default().to_owned();
        for (i, page) in pages.iter().enumerate().filter(|(_, page)| page.fields.is_empty()) {
            flaws.add(format!("/x-pages/{i}"), format!("trang “{}” không có trường nào", page.code));
        }
        if flaws.0.is_empty() {
            Ok(Self { schema: Arc::new(schema), title, pages })
        } else {
            Err(BadForm(flaws.0))
        }
    }
}

fn read_top(top: &Map<String, Value>, flaws: &mut Flaws) {
    flaws.unknown("", top, TOP_KEYS);
    let wanted =
        [("$schema", json!(DRAFT)), ("type", json!("object")), ("additionalProperties", json!(false))];
    for (key, value) in wanted {
        if top.get(key) != Some(&value) {
            flaws.add(pointer_if(top, "", key), format!("`{key}` phải là {value}"));
        }
    }
    if top.get("title").and_then(Value::as_str).is_none_or(str::is_empty) {
        flaws.add(pointer_if(top, "", "title"), "thiếu `title`: tên tờ khai");
    }
}

/// The pointer of `key` if it is there, else of the table it is missing from.
fn pointer_if(table: &Map<String, Value>, pointer: &str, key: &str) -> String {
    if table.contains_key(key) { at(pointer, key) } else { pointer.to_owned() }
}

fn read_pages(top: &Map<String, Value>, flaws: &mut Flaws) -> Vec<Page> {
    let Some(list) = top.get("x-pages").and_then(Value::as_array).filter(|list| !list.is_empty()) else {
        flaws.add(
            pointer_if(top, "", "x-pages"),
            "thiếu `x-pages`: danh sách trang của biểu mẫu, mỗi trang một nhóm câu hỏi",
        );
        return Vec::new();
    };
    if list.len() > MOST_PAGES {
        flaws.add("/x-pages", format!("biểu mẫu có quá {MOST_PAGES} trang"));
    }
    let mut codes = BTreeSet::new();
    let mut pages = Vec::new();
    for (i, value) in list.iter().enumerate() {
        let pointer = format!("/x-pages/{i}");
        let Some(table) = value.as_object() else {
            flaws.add(pointer, "mỗi trang phải là một đối tượng có `code` và `title`");
            continue;
        };
        flaws.unknown(&pointer, table, PAGE_KEYS);
        let code = text(table, &pointer, "code", flaws).unwrap_or_default();
        if !is_slug(&code, '-') {
            flaws.add(
                pointer_if(table, &pointer, "code"),
                "mã trang chỉ gồm chữ thường không dấu, số và dấu gạch nối",
            );
        } else if !codes.insert(code.clone()) {
            flaws.add(at(&pointer, "code"), format!("mã trang “{code}” bị trùng"));
        }
        let title = text(table, &pointer, "title", flaws).unwrap_or_default();
        if title.is_empty() {
            flaws.add(pointer_if(table, &pointer, "title"), "thiếu `title`: câu hỏi hoặc tên trang");
        }
        let intro = text(table, &pointer, "intro", flaws);
        let shown_if = condition(table, &pointer, "shown-if", flaws);
        pages.push(Page { code, title, intro, shown_if, fields: Vec::new() });
    }
    pages
}

fn read_fields(top: &Map<String, Value>, pages: &mut [Page], flaws: &mut Flaws) {
    let Some(properties) = top.get("properties").and_then(Value::as_object).filter(|p| !p.is_empty()) else {
        flaws.add(pointer_if(top, "", "properties"), "thiếu `properties`: các trường của biểu mẫu");
        return;
    };
    if properties.len() > MOST_FIELDS {
        flaws.add("/properties", format!("biểu mẫu có quá {MOST_FIELDS} trường"));
    }
    let required: Vec<&str> = top
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    for (i, name) in required.iter().enumerate().filter(|(_, name)| !properties.contains_key(**name)) {
        flaws.add(format!("/required/{i}"), format!("trường “{name}” không có trong `properties`"));
    }
    for (name, value) in properties {
        let pointer = at("/properties", name);
        let Some(table) = value.as_object() else {
            flaws.add(pointer, "mỗi trường phải là một đối tượng");
            continue;
        };
        let field = read_field(name, table, value, required.contains(&name.as_str()), &pointer, flaws);
        let page = text(table, &pointer, "x-page", flaws).unwrap_or_default();
        match pages.iter_mut().find(|one| one.code == page) {
            Some(page) => {
                if page.shown_if.is_some() && required.contains(&name.as_str()) {
                    flaws.add(&pointer, hidden_required(name));
                }
                page.fields.extend(field);
            }
            None => flaws.add(
                pointer_if(table, &pointer, "x-page"),
                format!("trang “{page}” của trường không có trong `x-pages`"),
            ),
        }
    }
}

fn hidden_required(name: &str) -> String {
    format!(
        "trường “{name}” có lúc không hiện nên không được nằm trong `required`; xin dùng `\"x-required\": true`"
    )
}

fn read_field(
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

fn read_options(
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

fn read_limits(
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
        ValueKind::Text | ValueKind::Boolean => None,
    };
    if let Some(keys) = missing {
        flaws.add(pointer, format!("trường không có giới hạn: cần {keys}"));
    }
    limits
}

fn day_limit(table: &Map<String, Value>, pointer: &str, key: &str, flaws: &mut Flaws) -> Option<DayLimit> {
    let value = text(table, pointer, key, flaws)?;
    if value == "today" {
        return Some(DayLimit::Today);
    }
    let day = value.parse().ok().map(DayLimit::On);
    if day.is_none() {
        flaws.add(at(pointer, key), "phải là một ngày YYYY-MM-DD hoặc today");
    }
    day
}

fn read_widget(
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

fn read_errors(table: &Map<String, Value>, pointer: &str, flaws: &mut Flaws) -> BTreeMap<String, String> {
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

/// Conditions look at fields that come before, and compare choices with values that exist.
fn check_conditions(pages: &[Page], flaws: &mut Flaws) {
    let mut before: BTreeMap<&str, &Field> = BTreeMap::new();
    for (i, page) in pages.iter().enumerate() {
        check_condition(page.shown_if.as_ref(), &format!("/x-pages/{i}/shown-if"), &before, flaws);
        for field in &page.fields {
            let pointer = format!("/properties/{}/x-shown-if", field.name);
            check_condition(field.shown_if.as_ref(), &pointer, &before, flaws);
            before.insert(&field.name, field);
        }
    }
}

fn check_condition(
    condition: Option<&Condition>,
    pointer: &str,
    before: &BTreeMap<&str, &Field>,
    flaws: &mut Flaws,
) {
    let Some(condition) = condition else { return };
    for name in condition.fields() {
        if !before.contains_key(name) {
            flaws.add(
                pointer,
                format!("điều kiện nhắc đến trường “{name}”, trường này không có hoặc đứng sau"),
            );
        }
    }
    for (name, value) in condition.compared() {
        let known = before
            .get(name)
            .is_none_or(|f| f.options.is_empty() || value.as_str().is_some_and(|v| f.choice(v).is_some()));
        if !known {
            flaws.add(pointer, format!("trường “{name}” không có lựa chọn {value}"));
        }
    }
}

fn condition(table: &Map<String, Value>, pointer: &str, key: &str, flaws: &mut Flaws) -> Option<Condition> {
    match Condition::read(table.get(key)?) {
        Ok(condition) => Some(condition),
        Err(error) => {
            flaws.add(at(pointer, key), error.to_string());
            None
        }
    }
}

fn text(table: &Map<String, Value>, pointer: &str, key: &str, flaws: &mut Flaws) -> Option<String> {
    match table.get(key)? {
        Value::String(text) if text.chars().count() <= 1000 => Some(text.clone()),
        Value::String(_) => {
            flaws.add(at(pointer, key), "dài quá 1000 ký tự");
            None
        }
        _ => {
            flaws.add(at(pointer, key), format!("`{key}` phải là chữ"));
            None
        }
    }
}

/// Lower-case ASCII letters, digits and `gap`, beginning with a letter, at most 60.
fn is_slug(text: &str, gap: char) -> bool {
    text.len() <= 60
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == gap)
}
