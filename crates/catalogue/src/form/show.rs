//! Answers as people read them: on the page that checks them, on the dossier, on the printed declaration.

use jiff::civil::Date;
use serde_json::Value;

use crate::form::field::{Field, Page, ValueKind};
use crate::form::messages::number;
use crate::model::Situation;

impl Field {
    /// An answer as people read it: labels of choices, `05/03/1990`, `1.250,5 m²`, `Có`.
    #[must_use]
    pub fn show(&self, answer: &Value) -> String {
        let label =
            |value: &str| self.choice(value).map_or_else(|| value.to_owned(), |choice| choice.label.clone());
        match (self.kind, answer) {
            (ValueKind::Date, Value::String(text)) => {
                text.parse::<Date>().map_or_else(|_| text.clone(), base::words::date)
            }
            (_, Value::String(text)) => label(text),
            (ValueKind::Rows, _) => self.show_rows(answer),
            (_, Value::Array(list)) => {
                list.iter().filter_map(Value::as_str).map(label).collect::<Vec<_>>().join("; ")
            }
            (_, Value::Bool(yes)) => if *yes { "Có" } else { "Không" }.to_owned(),
            (_, Value::Number(_)) => match &self.unit {
                Some(unit) => format!("{} {unit}", number(answer)),
                None => number(answer),
            },
            _ => String::new(),
        }
    }
}

impl Page {
    /// The shown fields with their answers as people read them; an empty text where there is none.
    #[must_use]
    pub fn lines<'a>(&'a self, answers: &Value, situation: &Situation<'_>) -> Vec<(&'a Field, String)> {
        if !self.is_shown(answers, situation) {
            return Vec::new();
        }
        let shown = self.fields.iter().filter(|field| field.is_shown(answers, situation));
        shown
            .map(|field| {
                (field, answers.get(&field.name).map(|answer| field.show(answer)).unwrap_or_default())
            })
            .collect()
    }
}
