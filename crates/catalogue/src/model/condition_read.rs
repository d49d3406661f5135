//! Reading conditions from their tables, and writing them back.

use serde_json::{Map, Value, json};

use crate::model::{BadCondition, Condition};

/// How deep conditions may stand in one another.
const DEPTH: usize = 8;

pub(super) fn read(value: &Value, depth: usize) -> Result<Condition, BadCondition> {
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
