//! What operations answer about a procedure that is only described, and about a code that was replaced.

use serde::Serialize;
use utoipa::ToSchema;

use crate::api::shape::CodeName;
use crate::described::{Description, Replaced};
use crate::national::{Group, Label, Limit, Price, Tier, Way};

/// A procedure as the national database describes it. It is not filed here. What is doubtful stands in `notes`.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProcedureDescription {
    /// Always `description`.
    kind: &'static str,
    #[schema(example = "1.000005")]
    code: String,
    /// The version of the description here.
    version: i64,
    name: String,
    field: CodeName,
    levels: Vec<Tier>,
    executing: Vec<String>,
    competent: Vec<String>,
    subjects: Vec<CodeName>,
    ways: Vec<DescribedWay>,
    cases: Vec<DescribedCase>,
    results: Vec<CodeName>,
    legal_basis: Vec<CodeName>,
    conditions: Option<String>,
    steps: Vec<String>,
    notes: Vec<ReviewNote>,
}

/// A way to file, as written; a channel may stand there more than once.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DescribedWay {
    #[schema(example = "truc_tuyen")]
    channel: String,
    /// As written: decimals occur; with `khac` the note decides.
    amount: Option<f64>,
    #[schema(example = "ngay_lam_viec")]
    unit: Option<String>,
    fees: Vec<DescribedFee>,
    note: Option<String>,
}

/// A fee, as written.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DescribedFee {
    amount: Option<i64>,
    currency: Option<String>,
    note: Option<String>,
}

/// The papers of a case.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DescribedCase {
    /// None for all cases.
    name: Option<String>,
    papers: Vec<DescribedPaper>,
    /// What stands among the papers without an original or a copy.
    notes: Vec<String>,
}

/// A paper, as written.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DescribedPaper {
    code: Option<String>,
    name: String,
    originals: u32,
    copies: u32,
}

/// Something that is doubtful at source.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReviewNote {
    /// In Vietnamese.
    text: &'static str,
    /// Where, as paths; at most fifty.
    #[schema(example = json!(["channels[0].fees[1]"]))]
    places: Vec<String>,
    /// In how many places in all.
    count: usize,
}

/// A code that was repealed and replaced. Dossiers received under it go on.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProcedureReplaced {
    /// Always `replaced`.
    kind: &'static str,
    #[schema(example = "2.002622")]
    code: String,
    /// What it was called, where that is known.
    name: Option<String>,
    /// What replaced it.
    successor: CodeName,
    /// The decision it was read in.
    source: String,
    /// The address of the successor; none if it is not known here.
    href: Option<String>,
}

impl From<Replaced> for ProcedureReplaced {
    fn from(it: Replaced) -> Self {
        let to = it.successor;
        Self {
            kind: "replaced",
            successor: CodeName { code: to.code.clone(), name: to.name.clone() },
            source: to.source.clone(),
            href: it.leads_on.then(|| format!("/api/v1/procedures/{}", to.code)),
            code: it.code,
            name: it.name,
        }
    }
}

impl From<Description> for ProcedureDescription {
    fn from(it: Description) -> Self {
        let record = it.record;
        let note = |one: crate::national::Doubt| ReviewNote {
            text: one.kind.sentence(),
            places: one.places,
            count: one.count,
        };
        Self {
            kind: "description",
            code: record.code,
            version: it.version,
            name: record.name,
            field: label(record.field),
            levels: record.levels.iter().filter_map(|one| Tier::parse(one)).collect(),
            executing: record.agencies.executing,
            competent: record.agencies.authority,
            subjects: record.subjects.into_iter().map(label).collect(),
            ways: record.channels.into_iter().map(way).collect(),
            cases: record.cases.into_iter().map(case).collect(),
            results: record.results.into_iter().map(label).collect(),
            legal_basis: record.legal_basis.into_iter().map(label).collect(),
            conditions: record.conditions,
            steps: record.steps,
            notes: it.doubts.into_iter().map(note).collect(),
        }
    }
}

fn label(one: Label) -> CodeName {
    CodeName { code: one.code.unwrap_or_default(), name: one.name.unwrap_or_default() }
}

fn way(one: Way) -> DescribedWay {
    let limit = one.limit.unwrap_or_default();
    let Limit { amount, unit, text } = limit;
    let fee = |it: Price| DescribedFee { amount: it.amount, currency: it.currency, note: it.note };
    DescribedWay {
        channel: one.channel,
        amount,
        unit: (!unit.is_empty()).then_some(unit),
        fees: one.fees.into_iter().map(fee).collect(),
        note: one.note.or(text),
    }
}

fn case(one: Group) -> DescribedCase {
    let (papers, notes): (Vec<_>, Vec<_>) = one.components.into_iter().partition(|it| it.is_paper());
    let paper = |it: crate::national::Piece| DescribedPaper {
        code: it.code,
        name: it.name,
        originals: it.originals,
        copies: it.copies,
    };
    DescribedCase {
        name: one.name,
        papers: papers.into_iter().map(paper).collect(),
        notes: notes.into_iter().map(|it| it.name).collect(),
    }
}
