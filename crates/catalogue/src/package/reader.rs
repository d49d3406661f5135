//! Reading TOML tables with every error collected: each value is asked for by key, with its type and limits;
//! what was never asked for is an unknown key.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::{Date, Time};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::model::Condition;
use crate::package::error::PackageError;
use crate::package::toml_text::json;

/// The errors of one file.
pub(crate) struct Errors<'a> {
    file: &'static str,
    text: &'a str,
    list: RefCell<Vec<PackageError>>,
}

impl<'a> Errors<'a> {
    pub(crate) const fn new(file: &'static str, text: &'a str) -> Self {
        Self { file, text, list: RefCell::new(Vec::new()) }
    }

    pub(crate) fn add(&self, at: usize, field: impl Into<String>, message: impl Into<String>) {
        let line = self.text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
        self.list.borrow_mut().push(PackageError::new(self.file, line, field, message));
    }

    pub(crate) fn into_list(self) -> Vec<PackageError> {
        self.list.into_inner()
    }
}

/// One table of a file.
pub(crate) struct Table<'r, 'a> {
    errors: &'r Errors<'a>,
    table: &'r DeTable<'a>,
    span: Range<usize>,
    path: String,
    asked: RefCell<BTreeSet<String>>,
}

impl<'r, 'a> Table<'r, 'a> {
    pub(crate) fn top(errors: &'r Errors<'a>, table: &'r Spanned<DeTable<'a>>) -> Self {
        Self {
            errors,
            table: table.get_ref(),
            span: 0..0,
            path: String::new(),
            asked: RefCell::new(BTreeSet::new()),
        }
    }

    fn name(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    fn entry(&self, key: &str) -> Option<(&'r Spanned<toml::de::DeString<'a>>, &'r Spanned<DeValue<'a>>)> {
        self.asked.borrow_mut().insert(key.to_owned());
        self.table.iter().find(|(name, _)| name.get_ref().as_ref() == key)
    }

    fn value(&self, key: &str) -> Option<&'r Spanned<DeValue<'a>>> {
        self.entry(key).map(|(_, value)| value)
    }

    /// Says that something is wrong at `key`, or at the table if the key is missing.
    pub(crate) fn fail(&self, key: &str, message: impl Into<String>) {
        let at = self.entry(key).map_or(self.span.start, |(name, _)| name.span().start);
        self.errors.add(at, self.name(key), message);
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.entry(key).is_some()
    }

    fn missing(&self, key: &str) {
        self.fail(key, format!("thiếu `{key}`"));
    }

    /// An optional text of at most `most` letters, trimmed, never empty.
    pub(crate) fn opt_text(&self, key: &str, most: usize) -> Option<String> {
        let value = self.value(key)?;
        let Some(text) = value.get_ref().as_str().map(str::trim) else {
            self.fail(key, "phải là chữ trong dấu ngoặc kép");
            return None;
        };
        if text.is_empty() {
            self.fail(key, "không được để trống; nếu không dùng, xin bỏ cả dòng");
            return None;
        }
        let length = text.chars().count();
        if length > most {
            self.fail(key, format!("dài {length} ký tự; tối đa {most} ký tự"));
            return None;
        }
        Some(text.to_owned())
    }

    /// A text that must be there; empty if it is not, which was then said.
    pub(crate) fn text(&self, key: &str, most: usize) -> String {
        if !self.has(key) {
            self.missing(key);
        }
        self.opt_text(key, most).unwrap_or_default()
    }

    /// A list of at most `count` texts of at most `most` letters; empty if it is not there.
    pub(crate) fn texts(&self, key: &str, count: usize, most: usize) -> Vec<String> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let Some(list) = value.get_ref().as_array() else {
            self.fail(key, "phải là danh sách, ví dụ [\"…\", \"…\"]");
            return Vec::new();
        };
        if list.len() > count {
            self.fail(key, format!("có {} mục; tối đa {count} mục", list.len()));
        }
        let mut out: Vec<String> = Vec::new();
        for (i, item) in list.iter().enumerate().take(count) {
            let at = |message: &str| {
                self.errors.add(item.span().start, format!("{}[{i}]", self.name(key)), message)
            };
            match item.get_ref().as_str().map(str::trim) {
                Some("") | None => at("phải là chữ, không để trống"),
                Some(text) if text.chars().count() > most => at(&format!("dài quá {most} ký tự")),
                Some(text) if out.iter().any(|one| one == text) => at("bị ghi hai lần"),
                Some(text) => out.push(text.to_owned()),
            }
        }
        out
    }

    /// A list of codes, each read by `parse`; `allowed` is said when one is not known.
    pub(crate) fn codes<T>(&self, key: &str, allowed: &str, parse: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let mut out = Vec::new();
        for (i, text) in self.texts(key, 50, 100).iter().enumerate() {
            match parse(text) {
                Some(one) => out.push(one),
                None => self.fail(key, format!("mục {} “{text}” không có; dùng được: {allowed}", i + 1)),
            }
        }
        out
    }

    /// An optional code read by `parse`.
    pub(crate) fn opt_code<T>(
        &self,
        key: &str,
        allowed: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.opt_text(key, 100)?;
        let one = parse(&text);
        if one.is_none() {
            self.fail(key, format!("“{text}” không có; dùng được: {allowed}"));
        }
        one
    }

    /// A code that must be there.
    pub(crate) fn code<T>(&self, key: &str, allowed: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        if !self.has(key) {
            self.missing(key);
            return None;
        }
        self.opt_code(key, allowed, parse)
    }

    /// An optional whole number within `range`.
    pub(crate) fn opt_int(&self, key: &str, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let value = self.value(key)?;
        let number =
            value.get_ref().as_integer().filter(|n| n.radix() == 10).and_then(|n| n.as_str().parse().ok());
        let good = number.filter(|n| range.contains(n));
        if good.is_none() {
            self.fail(key, format!("phải là số nguyên từ {} đến {}", range.start(), range.end()));
        }
        good
    }

    /// A whole number that must be there.
    pub(crate) fn int(&self, key: &str, range: std::ops::RangeInclusive<i64>) -> i64 {
        if !self.has(key) {
            self.missing(key);
        }
        let least = *range.start();
        self.opt_int(key, range).unwrap_or(least)
    }

    /// A number in tenths, `12.5` is 125: for percentages.
    pub(crate) fn opt_tenths(&self, key: &str, most: u16) -> Option<u16> {
        let value = self.value(key)?;
        let text = match value.get_ref() {
            DeValue::Integer(n) if n.radix() == 10 => n.as_str().to_owned(),
            DeValue::Float(n) => n.as_str().to_owned(),
            _ => String::new(),
        };
        let tenths = text
            .parse::<f64>()
            .ok()
            .map(|n| n * 10.0)
            .filter(|n| n.fract() == 0.0 && (0.0..=f64::from(most)).contains(n));
        let found = tenths.and_then(|n| (0..=most).find(|m| f64::from(*m) == n));
        if found.is_none() {
            self.fail(
                key,
                format!("phải là số từ 0 đến {}, nhiều nhất một chữ số lẻ", f64::from(most) / 10.0),
            );
        }
        found
    }

    /// true or false; `default` if it is not there.
    pub(crate) fn flag(&self, key: &str, default: bool) -> bool {
        let Some(value) = self.value(key) else { return default };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.fail(key, "phải là true hoặc false");
            default
        })
    }

    fn written(&self, key: &str) -> Option<String> {
        match self.value(key)?.get_ref() {
            DeValue::Datetime(at) => Some(at.to_string()),
            DeValue::String(text) => Some(text.to_string()),
            _ => Some(String::new()),
        }
    }

    /// An optional day, `2026-07-01`.
    pub(crate) fn opt_date(&self, key: &str) -> Option<Date> {
        let text = self.written(key)?;
        let date = (text.len() == 10).then(|| text.parse().ok()).flatten();
        if date.is_none() {
            self.fail(key, "phải là một ngày có thật, ghi năm-tháng-ngày, ví dụ 2026-07-01");
        }
        date
    }

    /// A day that must be there.
    pub(crate) fn date(&self, key: &str) -> Option<Date> {
        if !self.has(key) {
            self.missing(key);
            return None;
        }
        self.opt_date(key)
    }

    /// A time of day that must be there, `15:00`.
    pub(crate) fn time(&self, key: &str) -> Option<Time> {
        let Some(text) = self.written(key) else {
            self.missing(key);
            return None;
        };
        let full = if text.len() == 5 { format!("{text}:00") } else { text };
        let time = (full.len() == 8).then(|| full.parse().ok()).flatten();
        if time.is_none() {
            self.fail(key, "phải là giờ trong ngày, ví dụ \"15:00\"");
        }
        time
    }

    /// The tables of an array of tables, at most `count`.
    pub(crate) fn tables(&self, key: &str, count: usize) -> Vec<Table<'r, 'a>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let Some(list) = value.get_ref().as_array() else {
            self.fail(key, format!("phải là các bảng [[{key}]]"));
            return Vec::new();
        };
        if list.len() > count {
            self.fail(key, format!("có {} mục; tối đa {count} mục", list.len()));
        }
        let mut out = Vec::new();
        for (i, item) in list.iter().enumerate().take(count) {
            let path = format!("{}[{i}]", self.name(key));
            match item.get_ref().as_table() {
                Some(table) => out.push(self.inner(table, item.span(), path)),
                None => self.errors.add(item.span().start, path, "phải là một bảng"),
            }
        }
        out
    }

    /// An optional table.
    pub(crate) fn opt_table(&self, key: &str) -> Option<Table<'r, 'a>> {
        let (name, value) = self.entry(key)?;
        let Some(table) = value.get_ref().as_table() else {
            self.fail(key, format!("phải là một bảng [{key}]"));
            return None;
        };
        Some(self.inner(table, name.span(), self.name(key)))
    }

    /// A table that must be there.
    pub(crate) fn table(&self, key: &str) -> Option<Table<'r, 'a>> {
        if !self.has(key) {
            self.fail(key, format!("thiếu bảng [{key}]"));
        }
        self.opt_table(key)
    }

    fn inner(&self, table: &'r DeTable<'a>, span: Range<usize>, path: String) -> Table<'r, 'a> {
        Table { errors: self.errors, table, span, path, asked: RefCell::new(BTreeSet::new()) }
    }

    /// An optional condition.
    pub(crate) fn condition(&self, key: &str) -> Option<Condition> {
        let value = self.value(key)?;
        match Condition::read(&json(value.get_ref(), 0)) {
            Ok(condition) => Some(condition),
            Err(error) => {
                self.fail(key, error.to_string());
                None
            }
        }
    }

    /// The pairs of a table whose keys are not known before, values as JSON; empty if it is not there.
    pub(crate) fn pairs(&self, key: &str) -> Vec<(String, serde_json::Value)> {
        let Some(table) = self.opt_table(key) else { return Vec::new() };
        let pairs = table.table.iter();
        pairs.map(|(name, value)| (name.get_ref().to_string(), json(value.get_ref(), 0))).collect()
    }

    /// A text or a list of texts.
    pub(crate) fn one_or_many(&self, key: &str) -> Vec<String> {
        match self.value(key).map(Spanned::get_ref) {
            Some(DeValue::Array(_)) => self.texts(key, 10, 60),
            Some(_) => self.opt_text(key, 60).into_iter().collect(),
            None => {
                self.missing(key);
                Vec::new()
            }
        }
    }

    /// Says every key that was never asked for. Called last.
    pub(crate) fn done(&self) {
        let asked = self.asked.borrow();
        for (key, _) in self.table.iter().filter(|(key, _)| !asked.contains(key.get_ref().as_ref())) {
            let known: Vec<&str> = asked.iter().map(String::as_str).collect();
            let message =
                format!("khóa không có trong định dạng gói; các khóa dùng được ở đây: {}", known.join(", "));
            self.errors.add(key.span().start, self.name(key.get_ref()), message);
        }
    }
}

/// A code in lower-case letters, digits and hyphens.
pub(crate) fn slug(table: &Table<'_, '_>, key: &str) -> String {
    let text = table.text(key, 60);
    let good = text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if !good {
        table.fail(key, "mã chỉ gồm chữ thường không dấu, số và dấu gạch nối");
    }
    text
}
