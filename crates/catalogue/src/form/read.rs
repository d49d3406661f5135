//! Reading a form from its JSON Schema. Says everything that is wrong, each with a JSON pointer.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::form::field::{Field, Form, Page};
use crate::form::messages::schema_message;
use crate::form::read_field::read_field;
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
/// The pages that every filing has beside those of the form: applicant, papers, check.
const RESERVED: &[&str] = &["nguoi-nop", "giay-to", "kiem-tra"];
/// The most fields and pages a form may have.
const MOST_FIELDS: usize = 200;
const MOST_PAGES: usize = 40;

pub(super) struct Flaws(Vec<FormFlaw>);

impl Flaws {
    pub(super) fn add(&mut self, pointer: impl Into<String>, message: impl Into<String>) {
        self.0.push(FormFlaw { pointer: pointer.into(), message: message.into() });
    }

    pub(super) fn unknown(&mut self, pointer: &str, table: &Map<String, Value>, known: &[&str]) {
        for key in table.keys().filter(|key| !known.contains(&key.as_str())) {
            self.add(at(pointer, key), format!("khóa “{key}” không dùng trong biểu mẫu"));
        }
    }
}

/// The pointer of `key` under `pointer` (RFC 6901).
pub(super) fn at(pointer: &str, key: &str) -> String {
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
pub(super) fn pointer_if(table: &Map<String, Value>, pointer: &str, key: &str) -> String {
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
        } else if RESERVED.contains(&code.as_str()) {
            flaws.add(
                at(&pointer, "code"),
                format!("mã trang “{code}” là trang có sẵn khi nộp hồ sơ; xin đặt mã khác"),
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

pub(super) fn hidden_required(name: &str) -> String {
    format!(
        "trường “{name}” có lúc không hiện nên không được nằm trong `required`; xin dùng `\"x-required\": true`"
    )
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

pub(super) fn condition(
    table: &Map<String, Value>,
    pointer: &str,
    key: &str,
    flaws: &mut Flaws,
) -> Option<Condition> {
    match Condition::read(table.get(key)?) {
        Ok(condition) => Some(condition),
        Err(error) => {
            flaws.add(at(pointer, key), error.to_string());
            None
        }
    }
}

pub(super) fn text(
    table: &Map<String, Value>,
    pointer: &str,
    key: &str,
    flaws: &mut Flaws,
) -> Option<String> {
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
pub(super) fn is_slug(text: &str, gap: char) -> bool {
    text.len() <= 60
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == gap)
}
