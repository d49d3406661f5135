//! From what a browser posts to typed answers: numbers, yes and no, dates from three boxes, lists.

use base::{FieldError, Said};
use jiff::civil::Date;
use serde_json::{Map, Number, Value};

use crate::form::field::{Field, Form, Page, ValueKind, Widget};
use crate::model::Situation;

/// The pairs of a posted form, in order; a name may stand several times.
pub type Posted = [(String, String)];

impl Page {
    /// The typed answers of this page from what was posted. What is empty or hidden is left out; what cannot be
    /// read is left out and said. `before` holds the answers of the other pages, for conditions.
    #[must_use]
    pub fn answers(
        &self,
        posted: &Posted,
        before: &Value,
        situation: &Situation<'_>,
    ) -> (Map<String, Value>, Vec<FieldError>) {
        let mut all = before.as_object().cloned().unwrap_or_default();
        for field in &self.fields {
            all.remove(&field.name);
        }
        let mut all = Value::Object(all);
        let mut out = Map::new();
        let mut errors = Vec::new();
        if !self.is_shown(&all, situation) {
            return (out, errors);
        }
        for field in &self.fields {
            if !field.is_shown(&all, situation) {
                continue;
            }
            let answer = if field.kind == ValueKind::Rows {
                Ok(field.rows_answer(posted, &mut errors))
            } else {
                field.answer(posted)
            };
            match answer {
                Ok(Some(value)) => {
                    if let Some(all) = all.as_object_mut() {
                        all.insert(field.name.clone(), value.clone());
                    }
                    out.insert(field.name.clone(), value);
                }
                Ok(None) => {}
                Err(message) => errors.push(FieldError::new(&field.name, message)),
            }
        }
        (out, errors)
    }
}

impl Form {
    /// The typed answers of all pages, read in their order, so that each condition sees what came before.
    #[must_use]
    pub fn answers(&self, posted: &Posted, situation: &Situation<'_>) -> (Value, Vec<FieldError>) {
        let (mut all, mut errors) = (Value::Object(Map::new()), Vec::new());
        for page in &self.pages {
            let (answers, wrong) = page.answers(posted, &all, situation);
            errors.extend(wrong);
            if let Some(map) = all.as_object_mut() {
                map.extend(answers);
            }
        }
        (all, errors)
    }

    /// The answers without those of hidden fields, and without empty ones. Fields the form does not know stay,
    /// so that checking says them.
    #[must_use]
    pub fn tidy(&self, answers: Value, situation: &Situation<'_>) -> Value {
        let mut out = if let Value::Object(answers) = answers { answers } else { Map::new() };
        out.retain(|_, value| !is_empty(value));
        let mut out = Value::Object(out);
        for page in &self.pages {
            for field in &page.fields {
                let answered = out.get(&field.name).is_some();
                if answered && !(page.is_shown(&out, situation) && field.is_shown(&out, situation)) {
                    out.as_object_mut().and_then(|map| map.shift_remove(&field.name));
                }
            }
        }
        out
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => false,
    }
}

impl Field {
    /// The typed answer from what was posted; none if it was left empty.
    ///
    /// # Errors
    /// What to tell the person, if it cannot be read.
    pub fn answer(&self, posted: &Posted) -> Result<Option<Value>, Said> {
        let first = |name: &str| {
            posted
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.trim())
                .filter(|value| !value.is_empty())
        };
        let wrong = || self.kind_message();
        match self.kind {
            ValueKind::Text if self.widget == Widget::Tel => {
                Ok(first(&self.name).map(|text| Value::String(text.replace([' ', '.', '-', '\u{a0}'], ""))))
            }
            ValueKind::Text => Ok(first(&self.name).map(|text| Value::String(clean(text)))),
            ValueKind::Boolean => match first(&self.name) {
                None => Ok(None),
                Some("true" | "co" | "on") => Ok(Some(Value::Bool(true))),
                Some("false" | "khong") => Ok(Some(Value::Bool(false))),
                Some(_) => Err(wrong()),
            },
            ValueKind::Integer | ValueKind::Number => {
                first(&self.name).map(|text| number(text, self.kind).ok_or_else(wrong)).transpose()
            }
            ValueKind::Date => {
                let part = |end: &str| first(&format!("{}-{end}", self.name));
                match (part("ngay"), part("thang"), part("nam")) {
                    (None, None, None) => Ok(None),
                    (Some(day), Some(month), Some(year)) => {
                        date(day, month, year).map(Some).ok_or_else(wrong)
                    }
                    _ => {
                        let lacks =
                            ("Xin nhập đủ cả ngày, tháng và năm.", "Please enter day, month and year.");
                        Err(lacks.into())
                    }
                }
            }
            // Rows are many answers: see `rows_answer`.
            ValueKind::Rows => Ok(None),
            ValueKind::Choices => {
                let chosen = posted.iter().filter(|(key, value)| *key == self.name && !value.is_empty());
                let list: Vec<_> = chosen.map(|(_, value)| Value::String(value.clone())).collect();
                Ok((!list.is_empty()).then_some(Value::Array(list)))
            }
        }
    }

    /// The pairs that would post this answer, to fill the boxes of a page: the inverse of [`Field::answer`].
    #[must_use]
    pub fn posted(&self, answer: &Value) -> Vec<(String, String)> {
        let one = |text: String| vec![(self.name.clone(), text)];
        match (self.kind, answer) {
            (ValueKind::Date, Value::String(text)) => match text.parse::<Date>() {
                Ok(day) => vec![
                    (format!("{}-ngay", self.name), day.day().to_string()),
                    (format!("{}-thang", self.name), day.month().to_string()),
                    (format!("{}-nam", self.name), day.year().to_string()),
                ],
                Err(_) => Vec::new(),
            },
            (ValueKind::Number | ValueKind::Integer, Value::Number(n)) => {
                one(n.to_string().replace('.', ","))
            }
            (ValueKind::Rows, _) => self.rows_posted(answer),
            (_, Value::Array(list)) => list
                .iter()
                .filter_map(Value::as_str)
                .map(|text| (self.name.clone(), text.to_owned()))
                .collect(),
            (_, Value::String(text)) => one(text.clone()),
            (_, Value::Bool(yes)) => one(yes.to_string()),
            _ => Vec::new(),
        }
    }
}

/// Lines end in `\n`; control characters a keyboard does not type are dropped.
fn clean(text: &str) -> String {
    text.replace("\r\n", "\n").chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// A number as people type it here: `1.250` is 1250 and `85,5` is 85.5; `85.5` is read too.
pub(crate) fn number(text: &str, kind: ValueKind) -> Option<Value> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'));
    if !plain || text.len() > 30 {
        return None;
    }
    let groups: Vec<&str> = text.trim_start_matches('-').split(',').next()?.split('.').collect();
    let grouped = groups.len() > 1 && groups.first().is_some_and(|g| (1..=3).contains(&g.len()) && *g != "0");
    let grouped = grouped && groups.iter().skip(1).all(|g| g.len() == 3);
    let text = if grouped { text.replace('.', "") } else { text };
    if text.contains(',') && text.contains('.') {
        return None;
    }
    let text = text.replace(',', ".");
    if kind == ValueKind::Integer {
        return text.parse::<i64>().ok().map(|n| Value::Number(n.into()));
    }
    match text.parse::<i64>() {
        Ok(whole) => Some(Value::Number(whole.into())),
        Err(_) => text.parse::<f64>().ok().and_then(Number::from_f64).map(Value::Number),
    }
}

fn date(day: &str, month: &str, year: &str) -> Option<Value> {
    let year = year.parse::<i16>().ok().filter(|year| (1000..=9999).contains(year))?;
    let date = Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()?;
    Some(Value::String(date.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (text, expected) in [
            ("1.250", Some(json!(1250))),
            ("1.250,5", Some(json!(1250.5))),
            ("85,5", Some(json!(85.5))),
            ("85.5", Some(json!(85.5))),
            ("0.125", Some(json!(0.125))),
            (" 1 250 ", Some(json!(1250))),
            ("-3", Some(json!(-3))),
            ("1.2.3", None),
            ("1,2,3", None),
            ("mười", None),
            ("1e9", None),
            ("", None),
        ] {
            assert_eq!(number(text, ValueKind::Number), expected, "{text}");
        }
        assert_eq!(number("3,5", ValueKind::Integer), None);
        assert_eq!(number("12.000", ValueKind::Integer), Some(json!(12000)));
    }

    /// The offline counter reads numbers in the browser: both read the same file of cases.
    #[test]
    fn numbers_are_read_as_the_offline_counter_reads_them() {
        let cases: Value = serde_json::from_str(include_str!("../../tests/offline.json")).expect("JSON");
        for case in cases["numbers"].as_array().expect("numbers") {
            let text = case[0].as_str().expect("a text");
            let read = number(text, ValueKind::Number).and_then(|it| it.as_f64());
            assert_eq!(read, case[1].as_f64(), "{text:?}");
        }
        for case in cases["folded"].as_array().expect("words") {
            assert_eq!(base::fold(case[0].as_str().expect("a text")), case[1].as_str().expect("a text"));
        }
    }

    #[test]
    fn dates_are_real_days() {
        assert_eq!(date("5", "03", "1990"), Some(json!("1990-03-05")));
        assert_eq!(date("30", "2", "2024"), None);
        assert_eq!(date("1", "1", "90"), None);
    }
}
