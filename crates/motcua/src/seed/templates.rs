//! What is filed: for each case and channel of a procedure answers and papers that its own rules take, found by asking them.

use std::sync::Arc;

use anyhow::{Result, ensure};
use base::id::UnitId;
use catalogue::form::Scope;
use catalogue::process::Edge;
use catalogue::{Channel, LocalFee, ProcedureVersion, Situation};
use dossier::model::{Paper, Source};
use jiff::civil::Date;
use serde_json::{Map, Value, json};

/// In every text of a template: whoever files takes their place.
pub(super) const NAME: &str = "Nguyễn Thị Hồng Ánh";
pub(super) const NUMBER: &str = "025190001234";

/// The name of a file that a citizen attaches.
const FILE: &str = "giay-to.pdf";

/// Something that can be filed.
pub(super) struct Template {
    pub(super) version: Arc<ProcedureVersion>,
    pub(super) case: String,
    pub(super) channel: Channel,
    pub(super) answers: Arc<Value>,
    pub(super) text: String,
    pub(super) papers: Vec<Paper>,
    /// Fees as they were set locally.
    pub(super) local: Arc<Vec<LocalFee>>,
    /// What may be asked for: code and name of the components that hold in this case.
    pub(super) components: Vec<(String, String)>,
    /// The bodies that decide it and have everybody it needs.
    pub(super) bodies: Vec<UnitId>,
    /// Steps up to the result.
    pub(super) steps: i64,
}

/// Everything that can be filed of a version. `paper` is the hash and size of the file attached.
pub(super) fn of(
    version: &Arc<ProcedureVersion>,
    local: &Arc<Vec<LocalFee>>,
    bodies: &[UnitId],
    paper: (&str, i64),
    today: Date,
) -> Result<Vec<Template>> {
    let mut out = Vec::new();
    for case in &version.cases {
        for channel in version.channels.iter().copied() {
            let situation = Situation { case: &case.code, channel };
            let Some(answers) = answers(version, &situation, today) else { continue };
            let Some(papers) = papers(version, &situation, &answers, paper) else { continue };
            let components =
                version.components(&answers, &situation).map(|it| (it.code.clone(), it.name.clone()));
            out.push(Template {
                case: case.code.clone(),
                channel,
                text: serde_json::to_string(&answers)?,
                papers,
                local: Arc::clone(local),
                components: components.collect(),
                answers: Arc::new(answers),
                bodies: bodies.to_vec(),
                steps: steps(version),
                version: Arc::clone(version),
            });
        }
    }
    ensure!(!out.is_empty(), "nothing can be filed of {}: no answers fit its form", version.code);
    Ok(out)
}

/// Answers that the form takes: each field in turn is given what it has not refused yet.
fn answers(version: &ProcedureVersion, situation: &Situation<'_>, today: Date) -> Option<Value> {
    let mut tried: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    let mut answers = Value::Object(Map::new());
    for _ in 0..400 {
        let tidy = version.form.tidy(answers.clone(), situation);
        let errors = version.form.check(&tidy, Scope::Whole, situation, today);
        if errors.is_empty() {
            return Some(tidy);
        }
        answers = tidy;
        for error in errors {
            let field = version.form.field(&error.field)?;
            let at = tried.entry(error.field.clone()).or_insert(0);
            let mut offers: Vec<Value> = field.options.iter().map(|it| json!(it.value)).collect();
            offers.extend(field.options.iter().map(|it| json!([it.value])));
            offers.extend(CANDIDATES.iter().map(|text| json!(text)));
            offers.extend([
                json!(true),
                json!(false),
                json!(2),
                json!(1),
                json!(60),
                json!(2026),
                json!(1.5),
                json!(1000),
            ]);
            answers[error.field.as_str()] = offers.get(*at)?.clone();
            *at += 1;
        }
    }
    None
}

/// What people answer, for the first field that takes it.
const CANDIDATES: [&str; 14] = [
    NAME,
    NUMBER,
    "Tổ 5, phường Việt Trì, tỉnh Phú Thọ",
    "1990-04-12",
    "2026-01-12",
    "2026-12-15",
    "0912345678",
    "anh@example.vn",
    "25",
    "07900",
    "Phú Thọ",
    "2600123456",
    "12",
    "AB 123456",
];

/// Papers that the rules take: whatever they ask for, as a file from whoever files from afar, on paper otherwise.
fn papers(
    version: &ProcedureVersion,
    situation: &Situation<'_>,
    answers: &Value,
    (hash, size): (&str, i64),
) -> Option<Vec<Paper>> {
    let mut papers = Vec::new();
    for component in version.components(answers, situation) {
        let missing = dossier::rules::paper_errors(version, situation, answers, &papers);
        let field = dossier::rules::paper_field(&component.code);
        if missing.iter().any(|error| error.field == field) {
            papers.push(paper(&component.code, situation.channel, hash, size));
        }
    }
    dossier::rules::paper_errors(version, situation, answers, &papers).is_empty().then_some(papers)
}

/// One paper.
pub(super) fn paper(component: &str, channel: Channel, hash: &str, size: i64) -> Paper {
    let file = channel == Channel::Online;
    Paper {
        component: component.to_owned(),
        source: if file { Source::Upload } else { Source::Paper },
        file_hash: file.then(|| hash.to_owned()),
        file_name: file.then(|| FILE.to_owned()),
        media_type: file.then(|| "application/pdf".to_owned()),
        size: if file { size } else { 0 },
    }
}

/// The steps of the straight way up to the result, at least two.
fn steps(version: &ProcedureVersion) -> i64 {
    let (mut at, mut count) = (version.process.start.as_str(), 0);
    while let Some(edge) = version.process.from(at).find(|edge: &&Edge| !edge.back)
        && let Some(next) = edge.enters().first().copied()
        && count < 12
    {
        (at, count) = (next, count + 1);
    }
    count.max(2)
}
