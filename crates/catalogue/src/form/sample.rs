//! Answers made up to try a form with: something for every question that is shown, so that one sees what follows. Pure.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use crate::form::field::{Field, Form, ValueKind};
use crate::model::Situation;

/// What a line of text may want, from plain words to numbers of identity; the first that fits is taken.
const TEXTS: [&str; 8] = [
    "Ví dụ",
    "Nguyễn Văn An",
    "0912345678",
    "001190000001",
    "nguyen.van.an@vidu.vn",
    "2600123456",
    "19A-123.45",
    "1",
];

impl Form {
    /// Answers to every question that is shown with them: the first choice, yes, the smallest number.
    #[must_use]
    pub fn sample(&self, situation: &Situation<'_>, today: Date) -> Value {
        let mut out = Value::Object(Map::new());
        for page in &self.pages {
            for field in &page.fields {
                let shown = page.is_shown(&out, situation) && field.is_shown(&out, situation);
                if let Some(answer) = field.sample(today).filter(|_| shown) {
                    out[&field.name] = answer;
                }
            }
        }
        out
    }
}

impl Field {
    /// An answer that is taken; none where none can be made up.
    fn sample(&self, today: Date) -> Option<Value> {
        let first = self.options.first().map(|choice| choice.value.clone());
        let number = self.limits.minimum.unwrap_or(1.0).max(1.0);
        let all: Vec<Value> = match (self.kind, first) {
            (ValueKind::Choices, first) => vec![json!([first?])],
            (_, Some(first)) => vec![first.into()],
            (ValueKind::Text, None) => TEXTS.iter().map(|text| Value::from(*text)).collect(),
            (ValueKind::Integer, None) => vec![json!(number.ceil() as i64)],
            (ValueKind::Number, None) => vec![json!(number)],
            (ValueKind::Boolean, None) => vec![true.into(), false.into()],
            (ValueKind::Date, None) => {
                let last = self.limits.not_after.map_or(today, |limit| limit.day(today).min(today));
                let first = self.limits.not_before.map_or(last, |limit| limit.day(today));
                vec![last.max(first).to_string().into()]
            }
            (ValueKind::Rows, None) => {
                let questions = self.rows.iter();
                let row: Map<String, Value> =
                    questions.filter_map(|it| Some((it.name.clone(), it.sample(today)?))).collect();
                vec![json!([row])]
            }
        };
        all.into_iter().find(|answer| self.refuse(Some(answer), true, today).is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Scope;
    use crate::package::{BUILTIN, read};

    #[test]
    fn every_form_of_the_house_takes_its_sample_in_every_case() {
        let today = jiff::civil::date(2026, 11, 18);
        for (code, texts) in BUILTIN {
            let version = read(*texts).expect("a sound package").procedure;
            for case in &version.cases {
                for channel in &version.channels {
                    let situation = Situation { case: &case.code, channel: *channel };
                    let answers = version.form.sample(&situation, today);
                    let wrong = version.form.check(&answers, Scope::Whole, &situation, today);
                    assert!(wrong.is_empty(), "{code} {}: {wrong:?}\n{answers}", case.code);
                }
            }
        }
    }
}
