//! Submissions made up in advance, one for each procedure that ships with the program, and people to file them: for
//! the demonstration, the benches and the kill drill.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};
use base::id::UnitId;
use db::Db;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::load::http::Client;

const FILE: &str = include_str!("../../../../demo/dossiers.json");
const PEOPLE: &str = include_str!("../../../../demo/people.json");

/// A page that says that it is a sample; what every paper of a sample consists of.
const PAPER: &[u8] = include_bytes!("../../../../demo/paper.pdf");

/// One submission.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sample {
    /// The code of the procedure.
    pub(crate) procedure: String,
    case: String,
    /// What stands after the number of its result.
    pub(crate) mark: String,
    /// The electronic identifier of the body that decides.
    body: String,
    /// The components that need a paper.
    papers: Vec<String>,
    /// The name of the file of each.
    files: BTreeMap<String, String>,
    /// The components that are handed in at the counter on top of those, on paper.
    counter: Vec<String>,
    applicant: Applicant,
    answers: Value,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
struct Applicant {
    name: String,
    number: String,
    address: String,
    phone: String,
}

/// The samples; the first is the construction permit.
pub(crate) fn samples() -> Result<Vec<Sample>> {
    serde_json::from_str(FILE).context("reading demo/dossiers.json")
}

/// Somebody a sample can be about: each text of the sample that is different for them, with what stands there instead.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Person {
    /// The name that stories use.
    pub(crate) key: String,
    #[serde(flatten)]
    texts: BTreeMap<String, String>,
}

/// Everybody but the person the samples are written for.
pub(crate) fn people() -> Result<Vec<Person>> {
    serde_json::from_str(PEOPLE).context("reading demo/people.json")
}

/// The hash of the sample paper.
pub(crate) fn paper_hash() -> String {
    files::hash(PAPER).to_string()
}

/// The sample paper itself.
pub(crate) const fn paper() -> &'static [u8] {
    PAPER
}

/// Uploads the sample paper, which only its uploader may file.
pub(crate) async fn upload_paper(client: &mut Client) -> Result<()> {
    let text = std::str::from_utf8(PAPER).context("the sample paper is plain text")?;
    let answer = client.post_json("/api/v1/files", text, None).await?;
    ensure!(answer.status == 201, "the sample paper was answered with {}: {}", answer.status, answer.text());
    Ok(())
}

impl Sample {
    /// The applicant's name when it is about `person`.
    pub(crate) fn name<'a>(&'a self, person: Option<&'a Person>) -> &'a str {
        let name = &self.applicant.name;
        person.and_then(|person| person.texts.get(name)).unwrap_or(name)
    }

    /// The body that decides, as it stands on a day.
    pub(crate) async fn competent(&self, db: &Db, on: Date) -> Result<UnitId> {
        let code = self.body.parse().with_context(|| format!("the body {}", self.body))?;
        let unit = db.read(move |rx| organisation::unit_by_code(rx, &code, on)).await?;
        Ok(unit.with_context(|| format!("no unit {} in the demonstration data", self.body))?.id)
    }

    /// What `POST /api/v1/dossiers` takes, about `person` if one is given, with `paper` as every file.
    pub(crate) fn submission(&self, competent: UnitId, paper: &str, person: Option<&Person>) -> String {
        let name = |component| self.files.get(component).map_or("giay-to.pdf", String::as_str);
        let file = |it| json!({ "component": it, "file": paper, "name": name(it) });
        self.body(competent, self.papers.iter().map(file).collect(), person)
    }

    /// What `POST /api/v1/counter/dossiers` takes: the papers are paper.
    pub(crate) fn at_counter(&self, competent: UnitId, person: Option<&Person>) -> String {
        let papers =
            self.counter.iter().chain(&self.papers).map(|component| json!({ "component": component }));
        self.body(competent, papers.collect(), person)
    }

    fn body(&self, competent: UnitId, papers: Vec<Value>, person: Option<&Person>) -> String {
        let body = json!({
            "procedure": self.procedure, "case": self.case, "competent": competent.to_string(),
            "applicant": self.applicant, "answers": self.answers, "papers": papers,
        });
        let texts = person.map(|person| &person.texts).into_iter().flatten();
        texts.fold(body.to_string(), |body, (from, to)| body.replace(from, to))
    }
}
