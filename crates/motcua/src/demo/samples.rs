//! Submissions made up in advance, one for each procedure that ships with the program: for the demonstration, the
//! benches and the kill drill.

use anyhow::{Context as _, Result, ensure};
use base::id::UnitId;
use db::Db;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::load::http::Client;

const FILE: &str = include_str!("../../../../demo/dossiers.json");

/// A page that says that it is a sample; what every paper of a sample consists of.
const PAPER: &[u8] = include_bytes!("../../../../demo/paper.pdf");

/// One submission.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sample {
    /// The code of the procedure.
    pub(crate) procedure: String,
    case: String,
    /// The electronic identifier of the body that decides.
    body: String,
    /// The components that need a paper.
    papers: Vec<String>,
    applicant: Value,
    answers: Value,
}

/// The samples; the first is the construction permit.
pub(crate) fn samples() -> Result<Vec<Sample>> {
    serde_json::from_str(FILE).context("reading demo/dossiers.json")
}

/// The hash of the sample paper.
pub(crate) fn paper_hash() -> String {
    files::hash(PAPER).to_string()
}

/// Uploads the sample paper, which only its uploader may file.
pub(crate) async fn upload_paper(client: &mut Client) -> Result<()> {
    let text = std::str::from_utf8(PAPER).context("the sample paper is plain text")?;
    let answer = client.post_json("/api/v1/files", text, None).await?;
    ensure!(answer.status == 201, "the sample paper was answered with {}: {}", answer.status, answer.text());
    Ok(())
}

impl Sample {
    /// The body that decides, as it stands on a day.
    pub(crate) async fn competent(&self, db: &Db, on: Date) -> Result<UnitId> {
        let code = self.body.parse().with_context(|| format!("the body {}", self.body))?;
        let unit = db.read(move |rx| organisation::unit_by_code(rx, &code, on)).await?;
        Ok(unit.with_context(|| format!("no unit {} in the demonstration data", self.body))?.id)
    }

    /// What `POST /api/v1/dossiers` takes, in the name of `applicant` if one is given.
    pub(crate) fn submission(&self, competent: UnitId, paper: &str, applicant: Option<&str>) -> String {
        let papers: Vec<Value> = self
            .papers
            .iter()
            .map(|component| json!({ "component": component, "file": paper, "name": "giay-to.pdf" }))
            .collect();
        let applicant = applicant.map_or_else(|| self.applicant.clone(), |name| json!({ "name": name }));
        let body = json!({
            "procedure": self.procedure, "case": self.case, "competent": competent.to_string(),
            "applicant": applicant, "answers": self.answers, "papers": papers,
        });
        body.to_string()
    }
}
