//! One line of the catalogue of the national database, as it is written there. What may be missing is optional; what is
//! odd is kept and looked at by [`super::doubts()`].

use serde::{Deserialize, Deserializer};

/// A description of a procedure.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Record {
    /// The national code, as written: a few have no proper form.
    pub code: String,
    /// The name as published.
    pub name: String,
    /// The field (lĩnh vực).
    #[serde(default, deserialize_with = "or_default")]
    pub field: Label,
    /// The levels that decide: `xa`, `tinh`, `bo`, `khac`.
    #[serde(default, deserialize_with = "or_default")]
    pub levels: Vec<String>,
    /// The decision that published it.
    #[serde(default, deserialize_with = "or_default")]
    pub decision: Decision,
    /// Who issued that decision.
    #[serde(default, deserialize_with = "or_default")]
    pub promulgated_by: Label,
    /// Whether it is in use.
    #[serde(default, deserialize_with = "or_default")]
    pub procedure_type: State,
    /// Who carries it out.
    #[serde(default, deserialize_with = "or_default")]
    pub agencies: Agencies,
    /// Who may ask for it.
    #[serde(default, deserialize_with = "or_default")]
    pub subjects: Vec<Label>,
    /// How it can be filed, how long it takes and what it costs that way. A channel may stand there more than once.
    #[serde(default, deserialize_with = "or_default")]
    pub channels: Vec<Way>,
    /// The papers, by case.
    #[serde(default, deserialize_with = "or_default")]
    pub cases: Vec<Group>,
    /// Cases with a term of their own.
    #[serde(default, deserialize_with = "or_default")]
    pub service_cases: Vec<ServiceCase>,
    /// What is issued.
    #[serde(default, deserialize_with = "or_default")]
    pub results: Vec<Label>,
    /// The texts of law.
    #[serde(default, deserialize_with = "or_default")]
    pub legal_basis: Vec<Label>,
    /// The conditions to be met.
    #[serde(default)]
    pub conditions: Option<String>,
    /// What happens.
    #[serde(default, deserialize_with = "or_default")]
    pub steps: Vec<String>,
    /// `toan_trinh` or `mot_phan`, where it is said.
    #[serde(default)]
    pub online_level: Option<String>,
    /// Whether it can be filed anywhere (không phụ thuộc địa giới), where it is said.
    #[serde(default)]
    pub jurisdiction_independent: Option<bool>,
    /// Words people search with.
    #[serde(default)]
    pub keywords: Option<String>,
}

impl Record {
    /// The name to show: without the marks that some begin with at source (`. Cấp giấy phép`).
    #[must_use]
    pub fn title(&self) -> &str {
        let shown = self.name.trim().trim_start_matches(|c: char| c.is_whitespace() || ".,;:-–".contains(c));
        if shown.is_empty() { self.name.trim() } else { shown }
    }
}

/// A code with its name, either of which may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Label {
    /// The code.
    #[serde(default)]
    pub code: Option<String>,
    /// The name.
    #[serde(default)]
    pub name: Option<String>,
}

impl Label {
    /// The name; empty if there is none.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name.as_deref().unwrap_or_default().trim()
    }
}

/// The decision that published a description.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Decision {
    /// Its number.
    #[serde(default)]
    pub number: Option<String>,
    /// Its date, as written.
    #[serde(default)]
    pub date: Option<String>,
}

/// Whether a description is in use.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct State {
    /// `ACTIVE` and `UPDATED` are in use.
    #[serde(default)]
    pub state: Option<String>,
}

/// Who carries a procedure out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Agencies {
    /// Those that do the work.
    #[serde(default, deserialize_with = "or_default")]
    pub executing: Vec<String>,
    /// Those that are competent.
    #[serde(default, deserialize_with = "or_default")]
    pub authority: Vec<String>,
    /// Those that were authorised.
    #[serde(default, deserialize_with = "or_default")]
    pub authorized: Vec<String>,
    /// Those that help.
    #[serde(default, deserialize_with = "or_default")]
    pub coordinating: Vec<String>,
    /// Where it is handed in.
    #[serde(default)]
    pub receiving_address: Option<String>,
}

/// A way to file: its term and fees.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Way {
    /// `truc_tuyen`, `buu_chinh` or `truc_tiep`.
    pub channel: String,
    /// How long it takes.
    #[serde(default)]
    pub limit: Option<Limit>,
    /// What it costs.
    #[serde(default, deserialize_with = "or_default")]
    pub fees: Vec<Price>,
    /// What else is said.
    #[serde(default)]
    pub note: Option<String>,
}

/// How long it takes.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Limit {
    /// How many, decimals included.
    #[serde(default)]
    pub amount: Option<f64>,
    /// `ngay_lam_viec`, `ngay`, `gio`, `thang`, `nam` or `khac`: see the note.
    #[serde(default, deserialize_with = "or_default")]
    pub unit: String,
    /// The term in words, where it was read from them.
    #[serde(default)]
    pub text: Option<String>,
}

/// What it costs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Price {
    /// `FEE`, `SERVICE_FEE` or `PRICE_LEVEL`, where it is said.
    #[serde(default, rename = "type")]
    pub kind: Option<String>,
    /// The amount, in `currency`.
    #[serde(default)]
    pub amount: Option<i64>,
    /// The currency as written; `VND` also stands where the note says dollars.
    #[serde(default)]
    pub currency: Option<String>,
    /// The rule, or what the amount is for.
    #[serde(default)]
    pub note: Option<String>,
}

/// The papers of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Group {
    /// The case; none for all.
    #[serde(default)]
    pub name: Option<String>,
    /// Its papers.
    #[serde(default, deserialize_with = "or_default")]
    pub components: Vec<Piece>,
}

/// A paper, or a note that stands among the papers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Piece {
    /// The code of the kind of paper.
    #[serde(default)]
    pub code: Option<String>,
    /// What it is.
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    /// How many originals.
    #[serde(default, deserialize_with = "or_default")]
    pub originals: u32,
    /// How many copies.
    #[serde(default, deserialize_with = "or_default")]
    pub copies: u32,
    /// Whether it is owed, where it is said.
    #[serde(default)]
    pub required: Option<bool>,
    /// The forms to be used.
    #[serde(default, deserialize_with = "or_default")]
    pub forms: Vec<String>,
}

impl Piece {
    /// Whether it is handed in. With no original and no copy it is a note (one of the traps of the source).
    #[must_use]
    pub const fn is_paper(&self) -> bool {
        self.originals > 0 || self.copies > 0
    }
}

/// A case with a term of its own.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct ServiceCase {
    /// Its code.
    #[serde(default)]
    pub code: Option<String>,
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// How long it takes.
    #[serde(default)]
    pub limit: Option<Limit>,
}

/// What is missing or null is empty.
fn or_default<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(from: D) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(from)?.unwrap_or_default())
}
