//! Linked procedures (thủ tục liên thông): the procedures that one submission opens at several bodies, one after the
//! other or side by side (NĐ 118/2025/NĐ-CP; NĐ 63/2024/NĐ-CP for the two groups around birth and death).

use std::collections::BTreeSet;

use base::code::ProcedureCode;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::model::{Condition, Situation};

/// One part of a linked procedure: a procedure of its own, settled by a body of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Linked {
    /// The code, unique among the parts.
    pub code: String,
    /// What people call this part.
    pub name: String,
    /// The procedure of the part.
    pub procedure: ProcedureCode,
    /// Its case.
    pub case: String,
    /// When the part belongs to a dossier; none is always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// The parts that must have ended with what was asked for; those that do not belong to the dossier do not count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<String>,
    /// The field of the form that names the commune whose body settles the part; none takes the body nearest to the
    /// one that decides the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_field: Option<String>,
    /// Where the answers of its form come from, by field.
    pub answers: Vec<Filled>,
    /// The papers it takes over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<Carried>,
    /// The term within the linked procedure, where it is another than that of the procedure filed alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<LinkedTerm>,
}

/// One field of a part's form and where its answer comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Filled {
    /// The field of the part's form.
    pub field: String,
    /// Where the answer comes from.
    pub from: Origin,
}

/// Where an answer comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The answer to this field of the whole's form; none when that was not answered.
    Field(String),
    /// Always this.
    Value(Value),
}

/// A paper that a part takes over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// The component of the part that it stands for.
    pub component: String,
    /// Where it comes from.
    pub from: PaperOrigin,
}

/// Where a paper comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperOrigin {
    /// The result of an earlier part.
    Result(String),
    /// The papers handed in for this component of the whole.
    Component(String),
}

/// A term of a part within the linked procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedTerm {
    /// The term as `worktime::Term` reads it.
    pub text: String,
    /// Where it stands in the law.
    pub citation: String,
}

impl Linked {
    /// Whether it belongs to a dossier with these answers in this situation.
    #[must_use]
    pub fn applies(&self, answers: &Value, situation: &Situation<'_>) -> bool {
        self.when.as_ref().is_none_or(|when| when.holds(answers, situation))
    }

    /// The answers of the part's form, before that form tidies and checks them.
    #[must_use]
    pub fn fill(&self, answers: &Value) -> Value {
        let mut out = Map::new();
        for filled in &self.answers {
            let value = match &filled.from {
                Origin::Field(name) => answers.get(name).cloned(),
                Origin::Value(value) => Some(value.clone()),
            };
            out.extend(value.map(|value| (filled.field.clone(), value)));
        }
        Value::Object(out)
    }

    /// The field of the whole's form that fills this field of the part's form.
    #[must_use]
    pub fn filled_by(&self, field: &str) -> Option<&str> {
        self.answers.iter().find(|filled| filled.field == field).and_then(|filled| match &filled.from {
            Origin::Field(name) => Some(name.as_str()),
            Origin::Value(_) => None,
        })
    }
}

/// A part that waits for itself, through however many others; none when the order has a beginning.
#[must_use]
pub fn looped(parts: &[Linked]) -> Option<&Linked> {
    let after = |code: &str| parts.iter().find(|part| part.code == code).map_or(&[][..], |part| &part.after);
    parts.iter().find(|part| {
        let (mut seen, mut open) = (BTreeSet::new(), part.after.iter().collect::<Vec<_>>());
        while let Some(code) = open.pop() {
            if *code == part.code {
                return true;
            }
            if seen.insert(code) {
                open.extend(after(code));
            }
        }
        false
    })
}
