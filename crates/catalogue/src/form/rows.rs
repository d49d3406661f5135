//! Repeatable rows: a list of persons or parcels, each row with the same questions. Posted as `name-1-question`, `name-2-…`; a
//! hidden box `name-1-hang` says that a row is on the page, also when nothing in it is chosen.

use base::{FieldError, Said};
use jiff::civil::Date;
use serde_json::{Map, Value};

use crate::form::answers::Posted;
use crate::form::field::{Field, Page, ValueKind};

/// The most rows a field may allow.
pub(super) const MOST: u64 = 50;
/// The last part of the name of the hidden box of a row.
const ROW: &str = "hang";

/// What a button under rows asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Edit<'a> {
    /// One more row.
    Add(&'a str),
    /// This row, from 1, is taken out.
    Remove(&'a str, usize),
}

impl<'a> Edit<'a> {
    /// Reads `them/name` and `bo/name/2`.
    fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.split('/');
        let read = match (parts.next()?, parts.next()?, parts.next()) {
            ("them", name, None) => Self::Add(name),
            ("bo", name, Some(row)) => Self::Remove(name, row.parse().ok().filter(|row| *row > 0)?),
            _ => return None,
        };
        parts.next().is_none().then_some(read)
    }
}

impl Page {
    /// What was posted, with a row added or taken out as the button `edit` asks (`them/name`, `bo/name/2`); none if the page
    /// has no such rows. No row is added beyond the most that are taken.
    #[must_use]
    pub fn edit_rows(&self, posted: &Posted, edit: &str) -> Option<Vec<(String, String)>> {
        let edit = Edit::parse(edit)?;
        let (Edit::Add(name) | Edit::Remove(name, _)) = edit;
        let field = self.fields.iter().find(|field| field.name == name && field.kind == ValueKind::Rows)?;
        let count = field.rows_on_page(posted);
        let mut out = Vec::new();
        match edit {
            Edit::Add(_) => {
                out.extend_from_slice(posted);
                if count < field.most_rows() {
                    out.push((field.row_name(count + 1, ROW), "1".to_owned()));
                }
            }
            Edit::Remove(_, gone) => {
                for (key, value) in posted {
                    match field.row_of(key) {
                        Some((row, _)) if row == gone => {}
                        Some((row, rest)) if row > gone => {
                            out.push((field.row_name(row - 1, rest), value.clone()));
                        }
                        _ => out.push((key.clone(), value.clone())),
                    }
                }
            }
        }
        Some(out)
    }
}

impl Field {
    /// The name of a question of a row, from 1: `cung_di-1-ho_ten`.
    #[must_use]
    pub fn row_name(&self, row: usize, question: &str) -> String {
        format!("{}-{row}-{question}", self.name)
    }

    /// The name of the hidden box of a row.
    #[must_use]
    pub fn row_mark(&self, row: usize) -> String {
        self.row_name(row, ROW)
    }

    /// The row that a posted name belongs to, and the rest of the name.
    fn row_of<'k>(&self, key: &'k str) -> Option<(usize, &'k str)> {
        let (row, rest) = key.strip_prefix(self.name.as_str())?.strip_prefix('-')?.split_once('-')?;
        Some((row.parse().ok().filter(|row| (1..=self.most_rows()).contains(row))?, rest))
    }

    /// How many rows there are on the page that was posted.
    #[must_use]
    pub fn rows_on_page(&self, posted: &Posted) -> usize {
        posted.iter().filter_map(|(key, _)| self.row_of(key)).map(|(row, _)| row).max().unwrap_or(0)
    }

    fn most_rows(&self) -> usize {
        usize::try_from(self.limits.max_items.unwrap_or(MOST).min(MOST)).unwrap_or(1)
    }

    /// A question of a row as a field of its own.
    fn in_row(&self, row: usize, question: &Self) -> Self {
        Self { name: self.row_name(row, &question.name), ..question.clone() }
    }

    /// A refusal with its row: `Người 2: mời nhập…` is told from that of the first one in the summary.
    fn in_words(&self, row: usize, message: &Said) -> Said {
        let mut letters = self.row.chars();
        let name: String =
            letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
        message.map(|text| format!("{name} {row}: {text}"), |text| format!("“{name}” {row}: {text}"))
    }

    /// The rows that were posted, without empty ones at the end; none if nothing was filled in.
    pub(super) fn rows_answer(&self, posted: &Posted, errors: &mut Vec<FieldError>) -> Option<Value> {
        let mut out = Vec::new();
        for row in 1..=self.rows_on_page(posted) {
            let mut answers = Map::new();
            for question in &self.rows {
                let asked = self.in_row(row, question);
                match asked.answer(posted) {
                    Ok(Some(value)) => _ = answers.insert(question.name.clone(), value),
                    Ok(None) => {}
                    Err(message) => {
                        errors.push(FieldError::new(&asked.name, self.in_words(row, &message)));
                    }
                }
            }
            out.push(Value::Object(answers));
        }
        while out.last().and_then(Value::as_object).is_some_and(Map::is_empty) {
            out.pop();
        }
        (!out.is_empty()).then_some(Value::Array(out))
    }

    /// The pairs that would post these rows.
    pub(super) fn rows_posted(&self, answer: &Value) -> Vec<(String, String)> {
        let mut out = Vec::new();
        for (row, answers) in (1..).zip(answer.as_array().into_iter().flatten()) {
            out.push((self.row_mark(row), "1".to_owned()));
            for question in &self.rows {
                if let Some(value) = answers.get(&question.name) {
                    out.extend(self.in_row(row, question).posted(value));
                }
            }
        }
        out
    }

    /// What is wrong with rows: each refusal tied to its question in its row.
    pub(super) fn refuse_rows(&self, answer: &Value, today: Date) -> Vec<FieldError> {
        let Some(rows) = answer.as_array() else {
            return vec![FieldError::new(&self.name, self.kind_message())];
        };
        let most = self.most_rows();
        if rows.len() > most {
            let said = (
                format!("Chỉ khai được tối đa {most} dòng."),
                format!("At most {most} rows may be filled in."),
            );
            return vec![FieldError::new(&self.name, said)];
        }
        let mut out = Vec::new();
        for (row, answers) in (1..).zip(rows) {
            let Some(given) = answers.as_object() else {
                let said = (
                    format!("Dòng {row} phải là một đối tượng JSON."),
                    format!("Row {row} must be a JSON object."),
                );
                out.push(FieldError::new(&self.name, said));
                continue;
            };
            for question in &self.rows {
                let given = given.get(&question.name);
                if given.is_none() && !question.required {
                    continue;
                }
                if let Some(message) = question.refuse(given, true, today) {
                    out.push(FieldError::new(
                        self.row_name(row, &question.name),
                        self.in_words(row, &message),
                    ));
                }
            }
            let strange = given.keys().find(|key| self.rows.iter().all(|question| question.name != **key));
            if let Some(key) = strange {
                let key: String = key.chars().take(60).collect();
                let said = (
                    format!("Dòng {row} không có trường “{key}”."),
                    format!("Row {row} has no field “{key}”."),
                );
                out.push(FieldError::new(&self.name, said));
            }
        }
        out
    }

    /// The rows as people read them: `1) Trần Văn Bình, 05/03/1990; 2) …`.
    pub(super) fn show_rows(&self, answer: &Value) -> String {
        let row = |answers: &Value| {
            let told =
                self.rows.iter().filter_map(|question| Some(question.show(answers.get(&question.name)?)));
            told.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
        };
        let rows = answer.as_array().into_iter().flatten();
        (1..).zip(rows).map(|(n, answers)| format!("{n}) {}", row(answers))).collect::<Vec<_>>().join("; ")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::form::Form;

    fn form() -> Form {
        let schema = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Tờ khai", "type": "object",
            "additionalProperties": false, "x-pages": [{ "code": "nguoi", "title": "Người cùng đi" }],
            "properties": { "nguoi": {
                "title": "Người cùng đi", "type": "array", "maxItems": 4, "x-row": "người", "x-page": "nguoi",
                "items": {
                    "type": "object", "additionalProperties": false, "required": ["ten"],
                    "properties": {
                        "ten": { "title": "Họ tên", "type": "string", "maxLength": 20 },
                        "sinh": { "title": "Ngày sinh", "type": "string", "format": "date", "x-not-before": "1900-01-01", "x-not-after": "today" },
                        "la": { "title": "Là", "type": "string", "oneOf": [{ "const": "con", "title": "Con" }, { "const": "vo", "title": "Vợ" }] }
                    }
                }
            } }
        });
        Form::read(schema).expect("a form")
    }

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    const TODAY: Date = jiff::civil::date(2026, 11, 18);

    #[test]
    fn rows_are_read_checked_shown_and_filled_in_again() {
        let form = form();
        let field = &form.pages[0].fields[0];
        let posted = pairs(&[
            ("nguoi-1-hang", "1"),
            ("nguoi-1-ten", "An"),
            ("nguoi-1-sinh-ngay", "5"),
            ("nguoi-1-sinh-thang", "3"),
            ("nguoi-1-sinh-nam", "1990"),
            ("nguoi-2-hang", "1"),
            ("nguoi-2-ten", ""),
            ("nguoi-2-la", "con"),
            ("nguoi-3-hang", "1"),
            ("nguoi-3-ten", " "),
        ]);
        let situation = crate::model::Situation { case: "a", channel: crate::model::Channel::Online };
        let (answers, errors) = form.pages[0].answers(&posted, &json!({}), &situation);
        assert_eq!(errors, []);
        let answers = Value::Object(answers);
        assert_eq!(answers, json!({ "nguoi": [{ "ten": "An", "sinh": "1990-03-05" }, { "la": "con" }] }));
        let wrong = form.check(&answers, crate::form::Scope::Whole, &situation, TODAY);
        assert_eq!(wrong.iter().map(|it| it.field.as_str()).collect::<Vec<_>>(), ["nguoi-2-ten"]);
        assert_eq!(field.show(&answers["nguoi"]), "1) An, 05/03/1990; 2) Con");
        let (again, _) = form.pages[0].answers(&field.posted(&answers["nguoi"]), &json!({}), &situation);
        assert_eq!(Value::Object(again), answers);
        for (bad, at) in [
            (json!([{ "ten": "An", "khac": 1 }]), "nguoi"),
            (json!([{ "ten": "An", "sinh": "2030-01-01" }]), "nguoi-1-sinh"),
            (json!([1]), "nguoi"),
            (json!({}), "nguoi"),
            (
                json!([{ "ten": "A" }, { "ten": "B" }, { "ten": "C" }, { "ten": "D" }, { "ten": "E" }]),
                "nguoi",
            ),
        ] {
            let wrong = form.check(&json!({ "nguoi": bad }), crate::form::Scope::Whole, &situation, TODAY);
            assert_eq!(wrong.first().map(|it| it.field.as_str()), Some(at), "{wrong:?}");
        }
    }

    #[test]
    fn a_row_that_asks_what_a_row_cannot_is_refused() {
        let mut schema = Value::from(form());
        for (pointer, key, value) in [
            ("/properties/nguoi", "maxItems", json!(500)),
            ("/properties/nguoi", "x-row", Value::Null),
            ("/properties/nguoi/items/properties/ten", "x-shown-if", json!({ "field": "la", "is": "con" })),
            ("/properties/nguoi/items/properties/ten", "type", json!("array")),
            ("/properties/nguoi/items", "additionalProperties", json!(true)),
        ] {
            let good = schema.clone();
            if let Some(table) = schema.pointer_mut(pointer).and_then(Value::as_object_mut) {
                table.insert(key.to_owned(), value);
            }
            let wrong = Form::read(schema.clone()).expect_err(key);
            assert!(wrong.0.iter().all(|flaw| flaw.pointer.starts_with("/properties/nguoi")), "{wrong}");
            schema = good;
        }
    }

    proptest! {
        /// Rows added and taken out in any order keep what was typed in the others, in their order, and never go beyond the most.
        #[test]
        fn rows_come_and_go_without_losing_what_was_typed(edits in prop::collection::vec((any::<bool>(), 1_usize..6), 0..12)) {
            let form = form();
            let (page, field) = (&form.pages[0], &form.pages[0].fields[0]);
            let mut posted = Vec::new();
            let mut model: Vec<String> = Vec::new();
            for (n, (add, row)) in edits.into_iter().enumerate() {
                if add {
                    posted = page.edit_rows(&posted, "them/nguoi").expect("it has rows");
                    if model.len() < 4 {
                        model.push(format!("n{n}"));
                        posted.push((field.row_name(model.len(), "ten"), format!("n{n}")));
                    }
                } else {
                    posted = page.edit_rows(&posted, &format!("bo/nguoi/{row}")).expect("it has rows");
                    if row <= model.len() {
                        model.remove(row - 1);
                    }
                }
                prop_assert_eq!(field.rows_on_page(&posted), model.len());
            }
            let typed = field.rows_answer(&posted, &mut Vec::new()).unwrap_or_else(|| json!([]));
            let names: Vec<_> = typed.as_array().into_iter().flatten().map(|row| row["ten"].as_str().unwrap_or_default().to_owned()).collect();
            prop_assert_eq!(names, model);
        }

        /// Whatever a button or a box says, nothing breaks, and what is no row of this page is left as it is.
        #[test]
        fn any_edit_is_taken_or_refused(edit in "(them|bo|xoa)?/?(nguoi|khac)?/?[0-9]{0,20}/?", key in "nguoi-[0-9]{1,20}-[a-z]{0,5}") {
            let form = form();
            let posted = vec![(key.clone(), "x".to_owned()), ("ben_ngoai".to_owned(), "y".to_owned())];
            if let Some(out) = form.pages[0].edit_rows(&posted, &edit) {
                prop_assert!(out.contains(&("ben_ngoai".to_owned(), "y".to_owned())));
                prop_assert!(edit.starts_with("them/nguoi") || edit.starts_with("bo/nguoi"));
            }
            prop_assert!(form.pages[0].fields[0].rows_on_page(&posted) <= 4);
        }
    }
}
