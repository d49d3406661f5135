//! Conditions: on the case, on the channel, on what was answered. The same form stands in `procedure.toml`,
//! `process.toml` and `form.schema.json`. Pure: no dates, no clock.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// How a dossier reaches the State (Điều 6 NĐ 118/2025/NĐ-CP).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Trực tiếp, at a one-stop counter.
    Counter,
    /// Trực tuyến.
    Online,
    /// Dịch vụ bưu chính.
    Post,
}

impl Channel {
    /// Every channel, in the order screens list them.
    pub const ALL: [Self; 3] = [Self::Online, Self::Counter, Self::Post];

    /// The code kept in the database and in packages.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Online => "online",
            Self::Post => "post",
        }
    }

    /// The channel as people call it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Counter => "Trực tiếp tại Bộ phận Một cửa",
            Self::Online => "Trực tuyến",
            Self::Post => "Qua dịch vụ bưu chính",
        }
    }

    /// Reads a code written by [`Channel::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.code() == code)
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::str::FromStr for Channel {
    type Err = BadCondition;
    fn from_str(text: &str) -> Result<Self, BadCondition> {
        Self::parse(text).ok_or_else(|| {
            BadCondition(format!("kênh “{text}” không có; xin dùng online, counter hoặc post"))
        })
    }
}

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

/// How deep conditions may stand in one another.
const DEPTH: usize = 8;

impl Condition {
    /// Reads a condition from its table.
    ///
    /// # Errors
    /// [`BadCondition`] if a key is unknown, missing or of the wrong type, or it is nested deeper than 8.
    pub fn read(value: &Value) -> Result<Self, BadCondition> {
        read(value, 0)
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

fn read(value: &Value, depth: usize) -> Result<Condition, BadCondition> {
    let table = value
        .as_object()
        .ok_or_else(|| bad("điều kiện phải là một bảng, ví dụ { field = \"…\", is = [\"…\"] }"))?;
    if depth > DEPTH {
        return Err(bad("điều kiện lồng nhau quá 8 tầng"));
    }
    if let Some(field) = table.get("field") {
        let field = field
            .as_str()
            .filter(|name| !name.is_empty())
            .ok_or_else(|| bad("`field` phải là tên một trường"))?;
        return read_field(table, field.to_owned());
    }
    let (key, inner) = match (table.iter().next(), table.len()) {
        (Some(entry), 1) => entry,
        _ => return Err(bad("điều kiện phải có đúng một trong: field, case, channel, all, any, not")),
    };
    match key.as_str() {
        "case" => texts(inner, "case").map(Condition::Case),
        "channel" => texts(inner, "channel")?
            .iter()
            .map(|c| c.parse())
            .collect::<Result<_, _>>()
            .map(Condition::Channel),
        "all" => parts(inner, depth).map(Condition::All),
        "any" => parts(inner, depth).map(Condition::Any),
        "not" => Ok(Condition::Not(Box::new(read(inner, depth + 1)?))),
        other => Err(bad(&format!("không có phép so sánh “{other}” trong điều kiện"))),
    }
}

fn read_field(table: &Map<String, Value>, field: String) -> Result<Condition, BadCondition> {
    let mut others = table.iter().filter(|(key, _)| key.as_str() != "field");
    let (Some((key, value)), None) = (others.next(), others.next()) else {
        return Err(bad("bên cạnh `field` phải có đúng một trong: is, filled, at_least, at_most"));
    };
    let number = || value.as_f64().ok_or_else(|| bad(&format!("`{key}` phải là một số")));
    match key.as_str() {
        "is" => {
            let values = match value {
                Value::Array(list) => list.clone(),
                one => vec![one.clone()],
            };
            let plain = values.iter().all(|v| v.is_string() || v.is_boolean() || v.is_number());
            if values.is_empty() || !plain {
                return Err(bad("`is` phải là một giá trị hoặc danh sách giá trị"));
            }
            Ok(Condition::Is(field, values))
        }
        "filled" => match value.as_bool() {
            Some(true) => Ok(Condition::Filled(field)),
            Some(false) => Ok(Condition::Not(Box::new(Condition::Filled(field)))),
            None => Err(bad("`filled` phải là true hoặc false")),
        },
        "at_least" => Ok(Condition::AtLeast(field, number()?)),
        "at_most" => Ok(Condition::AtMost(field, number()?)),
        other => Err(bad(&format!("không có phép so sánh “{other}” trong điều kiện"))),
    }
}

fn texts(value: &Value, key: &str) -> Result<Vec<String>, BadCondition> {
    let list = match value {
        Value::String(one) => vec![one.clone()],
        Value::Array(many) => many.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect(),
        _ => Vec::new(),
    };
    if list.is_empty() || value.as_array().is_some_and(|many| many.len() != list.len()) {
        return Err(bad(&format!("`{key}` phải là danh sách mã, ít nhất một mã")));
    }
    Ok(list)
}

fn parts(value: &Value, depth: usize) -> Result<Vec<Condition>, BadCondition> {
    let list = value
        .as_array()
        .filter(|l| !l.is_empty())
        .ok_or_else(|| bad("`all` và `any` phải là danh sách điều kiện"))?;
    list.iter().map(|part| read(part, depth + 1)).collect()
}

fn bad(message: &str) -> BadCondition {
    BadCondition(message.to_owned())
}

impl TryFrom<Value> for Condition {
    type Error = BadCondition;
    fn try_from(value: Value) -> Result<Self, BadCondition> {
        Self::read(&value)
    }
}

impl From<Condition> for Value {
    fn from(condition: Condition) -> Self {
        match condition {
            Condition::Is(field, values) => json!({ "field": field, "is": values }),
            Condition::Filled(field) => json!({ "field": field, "filled": true }),
            Condition::AtLeast(field, n) => json!({ "field": field, "at_least": n }),
            Condition::AtMost(field, n) => json!({ "field": field, "at_most": n }),
            Condition::Case(cases) => json!({ "case": cases }),
            Condition::Channel(channels) => json!({ "channel": channels }),
            Condition::All(parts) => json!({ "all": parts.into_iter().map(Self::from).collect::<Vec<_>>() }),
            Condition::Any(parts) => json!({ "any": parts.into_iter().map(Self::from).collect::<Vec<_>>() }),
            Condition::Not(part) => json!({ "not": Self::from(*part) }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
