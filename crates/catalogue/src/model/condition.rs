//! Conditions: on the case, on the channel, on what was answered. The same form stands in `procedure.toml`,
//! `process.toml` and `form.schema.json`. Pure: no dates, no clock.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::{Channel, condition_read};

/// The circumstances of one dossier that conditions look at beside the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Situation<'a> {
    /// The code of the case chosen.
    pub case: &'a str,
    /// How the dossier came.
    pub channel: Channel,
}

/// When something applies. Written as a small table:
/// `{ field = "x", is = ["a", "b"] }`, `{ field = "x", filled = true }`, `{ field = "x", at_least = 3 }`,
/// `{ field = "x", at_most = 3 }`, `{ case = ["a"] }`, `{ channel = ["online"] }`, `{ all = […] }`,
/// `{ any = […] }`, `{ not = … }`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Value", into = "Value")]
pub enum Condition {
    /// The answer is one of these; for a list, at least one of its values is.
    Is(String, Vec<Value>),
    /// The field was answered.
    Filled(String),
    /// The answer is a number, at least this.
    AtLeast(String, f64),
    /// The answer is a number, at most this.
    AtMost(String, f64),
    /// The dossier is of one of these cases.
    Case(Vec<String>),
    /// The dossier came by one of these channels.
    Channel(Vec<Channel>),
    /// All of these hold.
    All(Vec<Condition>),
    /// One of these holds.
    Any(Vec<Condition>),
    /// This does not hold.
    Not(Box<Condition>),
}

/// A condition that cannot be read; the text says why, in Vietnamese.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadCondition(pub String);

impl Condition {
    /// Reads a condition from its table.
    ///
    /// # Errors
    /// [`BadCondition`] if a key is unknown, missing or of the wrong type, or it is nested deeper than 8.
    pub fn read(value: &Value) -> Result<Self, BadCondition> {
        condition_read::read(value, 0)
    }

    /// Whether it holds for these answers (an object of field name to value) in this situation. A field that
    /// was not answered makes `is`, `filled`, `at_least` and `at_most` false.
    #[must_use]
    pub fn holds(&self, answers: &Value, situation: &Situation<'_>) -> bool {
        match self {
            Self::Is(field, values) => match answers.get(field) {
                Some(Value::Array(chosen)) => chosen.iter().any(|one| values.contains(one)),
                Some(answer) => values.contains(answer),
                None => false,
            },
            Self::Filled(field) => answers.get(field).is_some_and(|answer| match answer {
                Value::Null => false,
                Value::String(text) => !text.trim().is_empty(),
                Value::Array(list) => !list.is_empty(),
                _ => true,
            }),
            Self::AtLeast(field, limit) => {
                answers.get(field).and_then(Value::as_f64).is_some_and(|n| n >= *limit)
            }
            Self::AtMost(field, limit) => {
                answers.get(field).and_then(Value::as_f64).is_some_and(|n| n <= *limit)
            }
            Self::Case(cases) => cases.iter().any(|case| case == situation.case),
            Self::Channel(channels) => channels.contains(&situation.channel),
            Self::All(parts) => parts.iter().all(|part| part.holds(answers, situation)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(answers, situation)),
            Self::Not(part) => !part.holds(answers, situation),
        }
    }

    /// Whether it holds in this situation whatever will be answered: none if the answers decide.
    #[must_use]
    pub fn holds_whatever(&self, situation: &Situation<'_>) -> Option<bool> {
        match self {
            Self::Is(..) | Self::Filled(_) | Self::AtLeast(..) | Self::AtMost(..) => None,
            Self::Case(_) | Self::Channel(_) => Some(self.holds(&Value::Null, situation)),
            Self::All(parts) => decided(parts, situation, false),
            Self::Any(parts) => decided(parts, situation, true),
            Self::Not(part) => part.holds_whatever(situation).map(|holds| !holds),
        }
    }

    /// The fields it looks at.
    #[must_use]
    pub fn fields(&self) -> Vec<&str> {
        let mut out = Vec::new();
        self.visit(&mut |part| {
            if let Self::Is(field, _)
            | Self::Filled(field)
            | Self::AtLeast(field, _)
            | Self::AtMost(field, _) = part
            {
                out.push(field.as_str());
            }
        });
        out
    }

    /// The cases it looks at.
    #[must_use]
    pub fn cases(&self) -> Vec<&str> {
        let mut out = Vec::new();
        self.visit(&mut |part| {
            if let Self::Case(cases) = part {
                out.extend(cases.iter().map(String::as_str));
            }
        });
        out
    }

    /// The values it compares each field with.
    #[must_use]
    pub fn compared(&self) -> Vec<(&str, &Value)> {
        let mut out = Vec::new();
        self.visit(&mut |part| {
            if let Self::Is(field, values) = part {
                out.extend(values.iter().map(|value| (field.as_str(), value)));
            }
        });
        out
    }

    fn visit<'a>(&'a self, see: &mut impl FnMut(&'a Self)) {
        see(self);
        match self {
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.visit(see);
                }
            }
            Self::Not(part) => part.visit(see),
            _ => {}
        }
    }
}

/// `settles` if one part is that already, else its opposite if all parts are known.
fn decided(parts: &[Condition], situation: &Situation<'_>, settles: bool) -> Option<bool> {
    let known: Vec<_> = parts.iter().map(|part| part.holds_whatever(situation)).collect();
    if known.contains(&Some(settles)) {
        return Some(settles);
    }
    if known.contains(&None) { None } else { Some(!settles) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const HOUSE: Situation<'static> = Situation { case: "nha-o", channel: Channel::Online };

    fn holds(condition: &Value, answers: &Value) -> bool {
        Condition::read(condition).expect("a condition").holds(answers, &HOUSE)
    }

    #[test]
    fn each_form_holds_and_fails() {
        let answers = json!({ "loai": "a", "tang": 3, "chon": ["x", "y"], "trong": " " });
        for (condition, expected) in [
            (json!({ "field": "loai", "is": "a" }), true),
            (json!({ "field": "loai", "is": ["b", "c"] }), false),
            (json!({ "field": "chon", "is": ["y"] }), true),
            (json!({ "field": "khong_co", "is": ["y"] }), false),
            (json!({ "field": "trong", "filled": true }), false),
            (json!({ "field": "khong_co", "filled": false }), true),
            (json!({ "field": "tang", "at_least": 3 }), true),
            (json!({ "field": "tang", "at_most": 2.5 }), false),
            (json!({ "case": ["nha-o"] }), true),
            (json!({ "channel": ["post", "counter"] }), false),
            (json!({ "all": [{ "case": "nha-o" }, { "field": "tang", "at_least": 9 }] }), false),
            (json!({ "any": [{ "case": "nha-o" }, { "field": "tang", "at_least": 9 }] }), true),
            (json!({ "not": { "case": "nha-o" } }), false),
        ] {
            assert_eq!(holds(&condition, &answers), expected, "{condition}");
        }
    }

    /// The offline counter decides them in the browser: both read the same file of cases.
    #[test]
    fn each_holds_as_the_offline_counter_decides() {
        let cases: Value = serde_json::from_str(include_str!("../../tests/offline.json")).expect("JSON");
        let situation = Situation {
            case: cases["case"].as_str().expect("a case"),
            channel: Channel::parse(cases["channel"].as_str().expect("a channel")).expect("a channel"),
        };
        for case in cases["conditions"].as_array().expect("conditions") {
            let condition = Condition::read(&case[0]).expect("a condition");
            assert_eq!(
                Some(condition.holds(&cases["answers"], &situation)),
                case[1].as_bool(),
                "{}",
                case[0]
            );
        }
    }

    #[test]
    fn what_the_answers_decide_is_left_open() {
        let open = json!({ "field": "x", "filled": true });
        for (condition, expected) in [
            (open.clone(), None),
            (json!({ "case": "nha-o" }), Some(true)),
            (json!({ "all": [{ "case": "khac" }, open] }), Some(false)),
            (json!({ "all": [{ "case": "nha-o" }, open] }), None),
            (json!({ "any": [{ "case": "nha-o" }, open] }), Some(true)),
            (json!({ "any": [{ "case": "khac" }, open] }), None),
            (json!({ "not": { "channel": "post" } }), Some(true)),
        ] {
            let read = Condition::read(&condition).expect("a condition");
            assert_eq!(read.holds_whatever(&HOUSE), expected, "{condition}");
        }
    }

    #[test]
    fn what_is_written_reads_back() {
        let text = json!({ "any": [{ "field": "a", "is": [1] }, { "not": { "channel": ["post"] } }, { "field": "b", "at_most": 2.0 }] });
        let condition = Condition::read(&text).expect("a condition");
        assert_eq!(Value::from(condition.clone()), text);
        assert_eq!(condition.fields(), ["a", "b"]);
    }

    #[test]
    fn a_condition_that_says_nothing_is_refused() {
        for wrong in [
            json!([]),
            json!({}),
            json!({ "field": "a" }),
            json!({ "field": "a", "is": [] }),
            json!({ "field": "a", "is": ["x"], "filled": true }),
            json!({ "case": [] }),
            json!({ "case": ["a", 1] }),
            json!({ "channel": ["fax"] }),
            json!({ "case": ["a"], "all": [] }),
            json!({ "field": "a", "near": 1 }),
        ] {
            assert!(Condition::read(&wrong).is_err(), "{wrong}");
        }
        let mut deep = json!({ "case": ["a"] });
        for _ in 0..20 {
            deep = json!({ "not": deep });
        }
        assert!(Condition::read(&deep).is_err());
    }
}
