//! The parts of a form: pages, fields, choices, limits.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use jsonschema::Validator;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::form::read::BadForm;
use crate::model::{Condition, Situation};

/// An e-form. Serialises as its schema and is read from it, validators compiled once.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "Value", into = "Value")]
pub struct Form {
    /// The schema as it stands in the package.
    pub schema: Arc<Value>,
    /// The title of the declaration.
    pub title: String,
    /// The pages, one group of questions each, in order.
    pub pages: Vec<Page>,
}

/// One page of questions.
#[derive(Clone, Debug)]
pub struct Page {
    /// The code, unique in the form; the last part of its address.
    pub code: String,
    /// The heading.
    pub title: String,
    /// What to know before answering.
    pub intro: Option<String>,
    /// When the page is asked; none is always.
    pub shown_if: Option<Condition>,
    /// The fields, in order.
    pub fields: Vec<Field>,
}

/// One question.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name in answers and in posted forms.
    pub name: String,
    /// The label.
    pub label: String,
    /// The hint under the label.
    pub hint: Option<String>,
    /// How it is asked.
    pub widget: Widget,
    /// What an answer is in JSON.
    pub kind: ValueKind,
    /// Whether an answer is owed when the field is shown.
    pub required: bool,
    /// When the field is shown; none is always. It looks only at fields that come before.
    pub shown_if: Option<Condition>,
    /// The choices, for radios, checkboxes and selects.
    pub options: Vec<Choice>,
    /// The questions of one row, for rows.
    pub rows: Vec<Self>,
    /// What one row is, for the buttons: `người`, `thửa đất`; empty without rows.
    pub row: String,
    /// The limits of an answer.
    pub limits: Limits,
    /// The unit written after the box: `m²`.
    pub unit: Option<String>,
    /// The HTML autocomplete token, for what a browser may know.
    pub autocomplete: Option<String>,
    /// What the State holds already and fills in: `citizen.name`, `citizen.number`, `citizen.birth_date`…
    pub prefill: Option<String>,
    /// Texts that stand instead of the common error messages, by keyword (`required`, `pattern`, `maxLength`…).
    pub errors: BTreeMap<String, String>,
    pub(crate) validator: Arc<Validator>,
}

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The value kept.
    pub value: String,
    /// The words shown.
    pub label: String,
    /// What helps to choose.
    pub hint: Option<String>,
}

/// The limits of an answer, for the page to state and the browser to help with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limits {
    /// The fewest letters.
    pub min_length: Option<u64>,
    /// The most letters.
    pub max_length: Option<u64>,
    /// The smallest number.
    pub minimum: Option<f64>,
    /// The largest number.
    pub maximum: Option<f64>,
    /// The most choices of a list.
    pub max_items: Option<u64>,
    /// The earliest date.
    pub not_before: Option<DayLimit>,
    /// The latest date.
    pub not_after: Option<DayLimit>,
}

/// A limit of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayLimit {
    /// The day of answering, so much earlier or later: `today - 18 years`.
    Today(Shift),
    /// This day.
    On(Date),
}

/// So many years, months or days from today; negative is earlier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shift {
    /// Years.
    pub years: i16,
    /// Months.
    pub months: i16,
    /// Days.
    pub days: i32,
}

impl Shift {
    /// The day so far from `today`; where a month is too short, its last day (Điều 147 BLDS 2015). The first or last day
    /// there is where the calendar ends.
    #[must_use]
    pub fn from(self, today: Date) -> Date {
        let span = jiff::Span::new().years(self.years).months(self.months).days(self.days);
        today.saturating_add(span)
    }
}

impl std::str::FromStr for DayLimit {
    type Err = &'static str;

    /// Reads `2026-07-01`, `today`, `today - 18 years`, `today + 30 days`.
    fn from_str(text: &str) -> Result<Self, &'static str> {
        const HELP: &str = "phải là một ngày YYYY-MM-DD, hoặc today, hoặc today cộng trừ một khoảng: today - 18 years, today + 30 days";
        let Some(rest) = text.strip_prefix("today") else {
            return text.parse().map(Self::On).map_err(|_| HELP);
        };
        let words: Vec<&str> = rest.split_whitespace().collect();
        let (sign, number, unit) = match words.as_slice() {
            [] => return Ok(Self::Today(Shift::default())),
            [sign, number, unit] => (*sign, number.parse::<i16>().ok(), *unit),
            _ => return Err(HELP),
        };
        let number = number.filter(|n| (0..=1000).contains(n)).ok_or(HELP)?;
        let number = match sign {
            "+" => number,
            "-" => -number,
            _ => return Err(HELP),
        };
        Ok(Self::Today(match unit {
            "year" | "years" => Shift { years: number, ..Shift::default() },
            "month" | "months" => Shift { months: number, ..Shift::default() },
            "day" | "days" => Shift { days: number.into(), ..Shift::default() },
            _ => return Err(HELP),
        }))
    }
}

impl DayLimit {
    /// The day it means when today is `today`.
    #[must_use]
    pub fn day(self, today: Date) -> Date {
        match self {
            Self::Today(shift) => shift.from(today),
            Self::On(day) => day,
        }
    }
}

/// What an answer is in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// A string.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// true or false.
    Boolean,
    /// A string `YYYY-MM-DD`.
    Date,
    /// A list of values of the choices.
    Choices,
    /// A list of objects, one for each row.
    Rows,
}

/// How a question is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Widget {
    /// One line.
    Text,
    /// Several lines.
    Textarea,
    /// A number box.
    Number,
    /// Day, month and year: posted as `name-ngay`, `name-thang`, `name-nam`.
    Date,
    /// One of a few.
    Radios,
    /// One of many.
    Select,
    /// Any of a few; posted once for each.
    Checkboxes,
    /// Yes or no as radios; posted as `true` or `false`.
    YesNo,
    /// One box to tick (a declaration); posted as `co` or `true`.
    Checkbox,
    /// A telephone number.
    Tel,
    /// A mail address.
    Email,
    /// The same questions once for each row.
    Rows,
}

impl Widget {
    /// Every widget with its code in `x-widget`.
    pub const ALL: [(Self, &'static str); 12] = [
        (Self::Text, "text"),
        (Self::Textarea, "textarea"),
        (Self::Number, "number"),
        (Self::Date, "date"),
        (Self::Radios, "radios"),
        (Self::Select, "select"),
        (Self::Checkboxes, "checkboxes"),
        (Self::YesNo, "yes-no"),
        (Self::Checkbox, "checkbox"),
        (Self::Tel, "tel"),
        (Self::Email, "email"),
        (Self::Rows, "rows"),
    ];

    /// The code in `x-widget`.
    #[must_use]
    pub fn code(self) -> &'static str {
        Self::ALL.iter().find(|(one, _)| *one == self).map_or("text", |(_, code)| code)
    }

    /// Reads a code of `x-widget`.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, one)| *one == code).map(|(widget, _)| *widget)
    }
}

impl Form {
    /// The page of this code.
    #[must_use]
    pub fn page(&self, code: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.code == code)
    }

    /// The field of this name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields().find(|field| field.name == name)
    }

    /// Every field, in order.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.pages.iter().flat_map(|page| &page.fields)
    }

    /// The pages to ask with these answers: shown, and with at least one field that is shown.
    pub fn shown_pages<'a>(
        &'a self,
        answers: &'a Value,
        situation: &'a Situation<'a>,
    ) -> impl Iterator<Item = &'a Page> {
        self.pages.iter().filter(move |page| page.shown_fields(answers, situation).next().is_some())
    }
}

impl Page {
    /// Whether its own condition lets it be asked.
    #[must_use]
    pub fn is_shown(&self, answers: &Value, situation: &Situation<'_>) -> bool {
        self.shown_if.as_ref().is_none_or(|condition| condition.holds(answers, situation))
    }

    /// The fields to ask with these answers.
    pub fn shown_fields<'a>(
        &'a self,
        answers: &'a Value,
        situation: &'a Situation<'a>,
    ) -> impl Iterator<Item = &'a Field> {
        let shown = self.is_shown(answers, situation);
        self.fields.iter().filter(move |field| shown && field.is_shown(answers, situation))
    }
}

impl Field {
    /// Whether its own condition lets it be asked.
    #[must_use]
    pub fn is_shown(&self, answers: &Value, situation: &Situation<'_>) -> bool {
        self.shown_if.as_ref().is_none_or(|condition| condition.holds(answers, situation))
    }

    /// The choice of this value.
    #[must_use]
    pub fn choice(&self, value: &str) -> Option<&Choice> {
        self.options.iter().find(|choice| choice.value == value)
    }
}

impl TryFrom<Value> for Form {
    type Error = BadForm;
    fn try_from(schema: Value) -> Result<Self, BadForm> {
        Self::read(schema)
    }
}

impl From<Form> for Value {
    fn from(form: Form) -> Self {
        Arc::unwrap_or_clone(form.schema)
    }
}

impl PartialEq for Form {
    fn eq(&self, other: &Self) -> bool {
        self.schema == other.schema
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn limits_of_days_are_read_and_counted() {
        let today = date(2028, 2, 29);
        for (text, day) in [
            ("2026-07-01", Some(date(2026, 7, 1))),
            ("today", Some(today)),
            ("today - 18 years", Some(date(2010, 2, 28))),
            ("today + 1 month", Some(date(2028, 3, 29))),
            ("today - 15 days", Some(date(2028, 2, 14))),
            ("today-18 years", None),
            ("today - 18", None),
            ("today - 18 weeks", None),
            ("today - -1 days", None),
            ("today - 9999 years", None),
            ("hôm nay", None),
        ] {
            assert_eq!(text.parse::<DayLimit>().ok().map(|limit| limit.day(today)), day, "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read_or_refused(text in "today ?[-+]? ?[0-9]{0,5} ?(years|months|days|x)?", y in 1_i16..9999) {
            let today = date(y, 1, 31);
            if let Ok(limit) = text.parse::<DayLimit>() {
                let (day, back) = (limit.day(today), text.contains('-'));
                prop_assert!(if back { day <= today } else { day >= today }, "{text}: {day}");
            }
        }
    }
}
