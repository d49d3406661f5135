//! The lane of a procedure that is done while the person waits: what is asked there, in which book it is numbered.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A lane (làn chứng thực; NĐ 23/2015/NĐ-CP, TT 01/2020/TT-BTP on the book): one page, one step, a running number in the
/// year's book. Which field of the form takes what is asked; everything else is answered beforehand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lane {
    /// The sign of the book, as it stands behind the number: `SCT/BS`.
    pub book: String,
    /// The name of the book.
    pub book_name: String,
    /// The case.
    pub case: String,
    /// The result it gives.
    pub result: String,
    /// The field with the name of who asks.
    pub person: String,
    /// The field with their day of birth, where the form must know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<String>,
    /// The field with their number, where the form has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The field with what the paper is.
    pub document: String,
    /// The field with how many pages or sheets it has.
    pub pages: String,
    /// What a page is called: `trang`, `tờ`.
    pub per: String,
    /// The field with how many copies are certified.
    pub copies: String,
    /// The components that are shown and given back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<String>,
    /// The papers that come most often; at the counter each is chosen by its place in the list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
    /// What is answered beforehand.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, Value>,
}

/// What is asked in a lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneAsked<'a> {
    /// Who asks.
    pub person: &'a str,
    /// Their day of birth, `YYYY-MM-DD`; may be empty.
    pub born: &'a str,
    /// Their number; may be empty.
    pub number: &'a str,
    /// What the paper is.
    pub document: &'a str,
    /// How many pages.
    pub pages: i64,
    /// How many copies.
    pub copies: i64,
}

impl Lane {
    /// What a text for the paper means: a place in the list, or the text itself.
    #[must_use]
    pub fn document_of<'a>(&'a self, typed: &'a str) -> &'a str {
        let typed = typed.trim();
        let place = typed.parse::<usize>().ok().and_then(|place| place.checked_sub(1));
        place.and_then(|place| self.documents.get(place)).map_or(typed, String::as_str)
    }

    /// The answers of the form.
    #[must_use]
    pub fn answers(&self, asked: &LaneAsked<'_>) -> Value {
        let mut all: Map<String, Value> = self.values.clone().into_iter().collect();
        all.insert(self.person.clone(), asked.person.into());
        all.insert(self.document.clone(), self.document_of(asked.document).into());
        all.insert(self.pages.clone(), asked.pages.into());
        all.insert(self.copies.clone(), asked.copies.into());
        for (field, text) in [(&self.born, asked.born), (&self.number, asked.number)] {
            if let (Some(field), false) = (field, text.is_empty()) {
                all.insert(field.clone(), text.into());
            }
        }
        Value::Object(all)
    }
}
