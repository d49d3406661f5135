//! What operations answer with.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::api::described::{ProcedureDescription, ProcedureReplaced};
use crate::described::Known;
use crate::index::{Entry, Origin};
use crate::model::{Bracket, Channel, Component, Fee, ProcedureVersion, Rate, Relief, Source, Term};
use crate::national::Tier;

/// A procedure in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProcedureSummary {
    /// The national code.
    #[schema(example = "1.013225")]
    code: String,
    /// `package`: it can be filed here. `description`: it is only described.
    kind: &'static str,
    /// The version of the package in force, or of the description.
    version: i64,
    /// The name, the short one of a package.
    name: String,
    /// The code of the field; empty where the source has none.
    field_code: String,
    /// The field.
    field: String,
    /// The levels that decide.
    levels: Vec<Tier>,
    /// `full`, `part` or `none`.
    online: &'static str,
    /// The life events it belongs to.
    life_events: Vec<String>,
    /// The code that replaced it, if it was replaced.
    replaced_by: Option<&'static str>,
}

impl From<&Entry> for ProcedureSummary {
    fn from(one: &Entry) -> Self {
        Self {
            code: one.code.clone(),
            kind: match one.origin {
                Origin::Package => "package",
                Origin::National => "description",
            },
            version: one.version,
            name: one.name.clone(),
            field_code: one.field.code.clone(),
            field: one.field.name.clone(),
            levels: one.levels.clone(),
            online: one.online.code(),
            life_events: one.life_events.clone(),
            replaced_by: one.successor.map(|to| to.code.as_str()),
        }
    }
}

/// A list of procedures.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProcedureList {
    /// How many were found.
    pub(crate) total: usize,
    /// A page of them, the best first: at most a hundred.
    pub(crate) items: Vec<ProcedureSummary>,
    /// What to send as `after` for the next page; none on the last.
    pub(crate) next: Option<String>,
}

/// A code with its name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CodeName {
    pub(crate) code: String,
    pub(crate) name: String,
}

/// A term, for cases and channels; an empty list is all of them.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProcedureTerm {
    cases: Vec<String>,
    #[schema(example = json!(["online"]))]
    channels: Vec<&'static str>,
    /// In Vietnamese: `7 ngày làm việc`, `trong ngày`.
    text: String,
    citation: String,
    /// When it stands instead of the ordinary term, as a condition on case, channel and answers; none is the ordinary one.
    #[schema(value_type = Option<Object>)]
    when: Option<Value>,
    note: Option<String>,
}

/// A fee, for cases and channels; an empty list is all of them.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProcedureFee {
    name: String,
    cases: Vec<String>,
    channels: Vec<&'static str>,
    /// The code by which a local amount names it.
    code: Option<String>,
    /// In đồng; none where it is counted by the unit, or where the provincial council sets it, as the note says.
    amount: Option<i64>,
    /// The price by the unit, in words, and the fields of the form it is counted from.
    rate: Option<ProcedureRate>,
    /// When it is owed, as a condition; none is always.
    #[schema(value_type = Option<Object>)]
    when: Option<Value>,
    /// Who pays nothing, or less.
    reliefs: Vec<ProcedureRelief>,
    note: Option<String>,
    citation: String,
}

/// A price by the unit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProcedureRate {
    /// The field with the number of units.
    #[schema(example = "so_trang")]
    count: String,
    /// The field with how many times that is owed.
    #[schema(example = "so_ban")]
    times: Option<String>,
    /// The prices, the first units first.
    brackets: Vec<ProcedureBracket>,
    /// The most that is owed each time, in đồng.
    cap: Option<i64>,
    /// The same in Vietnamese.
    text: String,
}

/// The price of some of the units.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProcedureBracket {
    /// Up to this unit, counted from 1; none is without end.
    upto: Option<u32>,
    /// In đồng.
    amount: i64,
}

/// An exemption or a reduction.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProcedureRelief {
    name: String,
    /// How much is taken off, in per cent; 100 is an exemption.
    percent: u8,
    #[schema(value_type = Object)]
    when: Value,
    citation: String,
}

/// A component of the dossier.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProcedureComponent {
    code: String,
    name: String,
    originals: u8,
    copies: u8,
    /// Owed whenever its condition holds.
    required: bool,
    /// Only shown, not handed in.
    shown_only: bool,
    /// When it applies, as a condition on case, channel and answers; none is always.
    #[schema(value_type = Option<Object>)]
    when: Option<Value>,
    file_types: Vec<String>,
    max_megabytes: u16,
    max_files: u8,
    /// `form`, `register`, `vault`, `earlier`, `upload`, the best first.
    sources: Vec<Source>,
    /// The channels beside online in which the e-form, printed and signed at the counter, stands for it.
    form_channels: Vec<&'static str>,
    register: Option<String>,
}

/// A procedure as it is in force.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProcedureDetail {
    /// Always `package`: it can be filed here.
    kind: &'static str,
    #[schema(example = "1.013225")]
    code: String,
    version: i64,
    name: String,
    short_name: String,
    intro: String,
    #[schema(example = "2026-07-01")]
    valid_from: String,
    valid_to: Option<String>,
    decision: String,
    field: CodeName,
    executing: Vec<String>,
    subjects: Vec<CodeName>,
    online: &'static str,
    channels: Vec<&'static str>,
    cases: Vec<CodeName>,
    terms: Vec<ProcedureTerm>,
    fees: Vec<ProcedureFee>,
    components: Vec<ProcedureComponent>,
    results: Vec<CodeName>,
    legal_basis: Vec<CodeName>,
    steps: Vec<String>,
    /// JSON Schema 2020-12 of the answers; `x-…` keys say how they are asked.
    #[schema(value_type = Object)]
    form: Value,
}

/// What is known of a code.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum ProcedureAnswer {
    /// It can be filed here.
    Package(Box<ProcedureDetail>),
    /// It is only described.
    Description(Box<ProcedureDescription>),
    /// It was replaced.
    Replaced(ProcedureReplaced),
}

impl From<Known> for ProcedureAnswer {
    fn from(known: Known) -> Self {
        match known {
            Known::Package(version) => Self::Package(Box::new(ProcedureDetail::from(version.as_ref()))),
            Known::Description(it) => Self::Description(Box::new(ProcedureDescription::from(*it))),
            Known::Replaced(it) => Self::Replaced(ProcedureReplaced::from(*it)),
        }
    }
}

fn pair(code: &str, name: &str) -> CodeName {
    CodeName { code: code.to_owned(), name: name.to_owned() }
}

fn codes(channels: &[Channel]) -> Vec<&'static str> {
    channels.iter().map(|channel| channel.code()).collect()
}

impl From<&ProcedureVersion> for ProcedureDetail {
    fn from(it: &ProcedureVersion) -> Self {
        Self {
            kind: "package",
            code: it.code.to_string(),
            version: it.version,
            name: it.name.clone(),
            short_name: it.short_name.clone(),
            intro: it.intro.clone(),
            valid_from: it.valid_from.to_string(),
            valid_to: it.valid_to.map(|day| day.to_string()),
            decision: it.decision.number.clone(),
            field: pair(&it.field.code, &it.field.name),
            executing: it.executing.clone(),
            subjects: it.subjects.iter().map(|one| pair(&one.code, &one.name)).collect(),
            online: it.online.code(),
            channels: codes(&it.channels),
            cases: it.cases.iter().map(|one| pair(&one.code, &one.name)).collect(),
            terms: it.terms.iter().map(term).collect(),
            fees: it.fees.iter().map(fee).collect(),
            components: it.components.iter().map(component).collect(),
            results: it.results.iter().map(|one| pair(&one.code, &one.name)).collect(),
            legal_basis: it.legal_basis.iter().map(|one| pair(&one.number, &one.name)).collect(),
            steps: it.steps.clone(),
            form: (*it.form.schema).clone(),
        }
    }
}

fn term(one: &Term) -> ProcedureTerm {
    ProcedureTerm {
        cases: one.cases.clone(),
        channels: codes(&one.channels),
        text: one.text.clone(),
        citation: one.citation.clone(),
        when: one.when.clone().map(Value::from),
        note: one.note.clone(),
    }
}

fn fee(one: &Fee) -> ProcedureFee {
    ProcedureFee {
        name: one.name.clone(),
        cases: one.cases.clone(),
        channels: codes(&one.channels),
        code: one.code.clone(),
        amount: one.amount.map(|amount| amount.0),
        rate: one.rate.as_ref().map(rate),
        when: one.when.clone().map(Value::from),
        reliefs: one.reliefs.iter().map(relief).collect(),
        note: one.note.clone(),
        citation: one.citation.clone(),
    }
}

fn rate(one: &Rate) -> ProcedureRate {
    let bracket = |it: &Bracket| ProcedureBracket { upto: it.upto, amount: it.amount.0 };
    ProcedureRate {
        count: one.count.clone(),
        times: one.times.clone(),
        brackets: one.brackets.iter().map(bracket).collect(),
        cap: one.cap.map(|cap| cap.0),
        text: one.said(),
    }
}

fn relief(one: &Relief) -> ProcedureRelief {
    ProcedureRelief {
        name: one.name.clone(),
        percent: one.percent,
        when: Value::from(one.when.clone()),
        citation: one.citation.clone(),
    }
}

fn component(one: &Component) -> ProcedureComponent {
    ProcedureComponent {
        code: one.code.clone(),
        name: one.name.clone(),
        originals: one.originals,
        copies: one.copies,
        required: one.required,
        shown_only: one.shown_only,
        when: one.when.clone().map(Value::from),
        file_types: one.file_types.clone(),
        max_megabytes: one.max_megabytes,
        max_files: one.max_files,
        sources: one.sources.clone(),
        form_channels: codes(&one.form_channels),
        register: one.register.clone(),
    }
}
