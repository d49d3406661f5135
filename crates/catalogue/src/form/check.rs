//! Checking answers: every refusal tied to a field, in the order of the form.

use base::{FieldError, Locale, Said};
use jiff::civil::Date;
use serde_json::Value;

use crate::form::field::{Field, Form, ValueKind};
use crate::model::Situation;

/// How much of the form is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope<'a> {
    /// One page, by code.
    Page(&'a str),
    /// All of it, unknown fields too.
    Whole,
}

impl Form {
    /// What is wrong with these answers on `today`; empty if nothing is. Hidden fields are not asked for, and an
    /// answer to one is refused: see [`Form::tidy`].
    #[must_use]
    pub fn check(
        &self,
        answers: &Value,
        scope: Scope<'_>,
        situation: &Situation<'_>,
        today: Date,
    ) -> Vec<FieldError> {
        let Some(given) = answers.as_object() else {
            return vec![FieldError::new(
                "answers",
                (
                    "Nội dung tờ khai phải là một đối tượng JSON: tên trường và giá trị.",
                    "The answers must be a JSON object: names of fields and values.",
                ),
            )];
        };
        let mut out = Vec::new();
        let pages = self.pages.iter().filter(|page| match scope {
            Scope::Page(code) => page.code == code,
            Scope::Whole => true,
        });
        for page in pages {
            let page_shown = page.is_shown(answers, situation);
            for field in &page.fields {
                let answer = given.get(&field.name);
                if answer.is_none() && !field.required {
                    continue;
                }
                let shown = page_shown && field.is_shown(answers, situation);
                if let Some(message) = field.refuse(answer, shown, today) {
                    out.push(FieldError::new(&field.name, message));
                } else if let (ValueKind::Rows, Some(answer)) = (field.kind, answer) {
                    out.extend(field.refuse_rows(answer, today));
                }
            }
        }
        if scope == Scope::Whole {
            for name in given.keys().filter(|name| self.field(name).is_none()).take(20) {
                let name: String = name.chars().take(60).collect();
                let said = (
                    format!("Tờ khai không có trường “{name}”."),
                    format!("The form has no field “{name}”."),
                );
                out.push(FieldError::new(&name, said));
            }
        }
        out
    }
}

impl Field {
    /// What is wrong with an answer, if something is.
    pub(super) fn refuse(&self, answer: Option<&Value>, shown: bool, today: Date) -> Option<Said> {
        let Some(answer) = answer else {
            return (shown && self.required).then(|| self.missing_message());
        };
        if !shown {
            let said = (
                "Trường này không áp dụng cho trường hợp đã chọn. Xin bỏ trống.",
                "This is not asked in the case that was chosen. Please leave it empty.",
            );
            return Some(said.into());
        }
        let blank = answer.as_str().is_some_and(|text| text.trim().is_empty())
            || answer.as_array().is_some_and(Vec::is_empty);
        if blank && self.required {
            return Some(self.missing_message());
        }
        if self.kind == ValueKind::Rows {
            return None;
        }
        if let Err(error) = self.validator.validate(answer) {
            return Some(self.refusal_message(error.kind(), answer));
        }
        if self.kind == ValueKind::Date { self.refuse_day(answer.as_str()?, today) } else { None }
    }

    fn refuse_day(&self, answer: &str, today: Date) -> Option<Said> {
        let Ok(day) = answer.parse::<Date>() else { return Some(self.kind_message()) };
        if let Some(first) = self.limits.not_before.map(|limit| limit.day(today)).filter(|first| day < *first)
        {
            let said = (
                format!("Ngày phải từ {} trở đi.", base::words::date(first)),
                format!("The date must not be before {}.", Locale::En.date(first)),
            );
            return Some(self.own_or("x-not-before", said.into()));
        }
        let last = self.limits.not_after.map(|limit| limit.day(today)).filter(|last| day > *last)?;
        let said = if last == today {
            ("Ngày không được sau hôm nay.", "The date must not be after today.").into()
        } else {
            let vietnamese = format!("Ngày phải đến {} trở về trước.", base::words::date(last));
            (vietnamese, format!("The date must not be after {}.", Locale::En.date(last))).into()
        };
        Some(self.own_or("x-not-after", said))
    }
}
