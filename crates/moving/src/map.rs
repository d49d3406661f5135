//! The map: which table and column of another system is what here, and what its statuses, bodies, procedures, steps and papers are called here.
//! `docs/moving-in.md` says each entry; `maps/opencps.toml` is the whole example.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::model::MistakeKind;

/// What is read of a dossier; the first ones must be named.
const DOSSIER: (&[&str], &[&str]) = (
    &["reference", "procedure", "unit", "status", "submitted", "applicant_name"],
    &[
        "number",
        "received",
        "due",
        "closed",
        "returned",
        "applicant_kind",
        "applicant_number",
        "address",
        "phone",
        "email",
        "delegate_name",
        "channel",
        "step",
        "assignee",
        "result_number",
        "reason",
    ],
);
/// What is read of a file of a dossier.
const FILE: (&[&str], &[&str]) = (&["dossier", "part", "path"], &["name", "result_number"]);
/// What is read of a line of progress.
const ACTION: (&[&str], &[&str]) = (&["dossier", "at", "what"], &["who", "note", "step"]);
/// What is read of a payment.
const PAYMENT: (&[&str], &[&str]) = (&["dossier", "amount"], &["at", "what", "receipt"]);
/// What is read of a person's account.
const APPLICANT: (&[&str], &[&str]) =
    (&["reference", "name"], &["kind", "number", "phone", "email", "address"]);
/// What is read of the catalogue.
const PROCEDURE: (&[&str], &[&str]) = (&["code"], &["name"]);
/// What is read of a numbering book.
const BOOK: (&[&str], &[&str]) = (&["code", "last"], &["name"]);

/// One table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableMap {
    /// Its name in the export.
    pub name: String,
    /// Our field: its column.
    pub columns: BTreeMap<String, String>,
    /// Rows that the older system had deleted: column, and how such a value begins.
    #[serde(default)]
    pub skip: BTreeMap<String, Vec<String>>,
}

/// The tables.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tables {
    /// Dossiers.
    pub dossier: TableMap,
    /// Their files.
    pub file: Option<TableMap>,
    /// Their lines of progress.
    pub action: Option<TableMap>,
    /// What was paid for them.
    pub payment: Option<TableMap>,
    /// People with an account.
    pub applicant: Option<TableMap>,
    /// The catalogue.
    pub procedure: Option<TableMap>,
    /// The numbering books.
    pub book: Option<TableMap>,
}

/// What a status is here.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusMap {
    /// What it is.
    pub state: Stands,
    /// Whether what was asked for was granted, of one that has a result.
    #[serde(default = "granted")]
    pub granted: bool,
    /// What people call it there.
    #[serde(default)]
    pub label: String,
}

const fn granted() -> bool {
    true
}

/// How a dossier stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stands {
    /// A draft: not a dossier, not taken along.
    Draft,
    /// Sent, not received.
    Submitted,
    /// Goes on at a step.
    Open,
    /// Waits for papers.
    AwaitingSupplement,
    /// The result is there.
    Completed,
    /// The result was handed over.
    Returned,
    /// Not received.
    Refused,
    /// Taken back.
    Withdrawn,
    /// Stopped by the body.
    Stopped,
}

/// What a procedure is here.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcedureMap {
    /// Its code here.
    pub code: String,
    /// Its case; none takes the first.
    pub case: Option<String>,
    /// The result of what was granted; none takes the first that grants.
    pub result: Option<String>,
    /// The result of what was not; none takes the first that does not.
    pub refusal: Option<String>,
    /// Step there: step here.
    #[serde(default)]
    pub steps: BTreeMap<String, String>,
    /// Part there: component here.
    #[serde(default)]
    pub parts: BTreeMap<String, String>,
}

/// The whole.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Map {
    /// What people call the system.
    pub system: String,
    /// The folder of the export in which the files stand.
    #[serde(default)]
    pub folder: String,
    /// What may be left out without asking, by the codes of mistakes.
    #[serde(default)]
    pub leave_out: BTreeSet<String>,
    /// The tables.
    pub tables: Tables,
    /// Status there: what it is.
    pub statuses: BTreeMap<String, StatusMap>,
    /// Channel there: `online`, `counter` or `post`; what is not named came to the counter.
    #[serde(default)]
    pub channels: BTreeMap<String, String>,
    /// Body there: electronic identifier here. A body whose code is the same needs no line.
    #[serde(default)]
    pub units: BTreeMap<String, String>,
    /// Person there: number of the member of staff here.
    #[serde(default)]
    pub staff: BTreeMap<String, String>,
    /// What a kind of applicant is: `citizen` or `organisation`; what is not named is a citizen.
    #[serde(default)]
    pub applicants: BTreeMap<String, String>,
    /// Procedure there: what it is here.
    #[serde(default)]
    pub procedures: BTreeMap<String, ProcedureMap>,
}

impl Map {
    /// Reads a map.
    ///
    /// # Errors
    /// Everything that is wrong with it, each a sentence.
    pub fn read(text: &str) -> Result<Self, Vec<String>> {
        let map: Self = toml::from_str(text).map_err(|error| {
            let line =
                error.span().map_or(0, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            vec![format!("dòng {line}: {}", error.message())]
        })?;
        let wrong = map.wrong();
        if wrong.is_empty() { Ok(map) } else { Err(wrong) }
    }

    fn wrong(&self) -> Vec<String> {
        let mut out = Vec::new();
        let tables = &self.tables;
        for (key, table, fields) in [
            ("dossier", Some(&tables.dossier), DOSSIER),
            ("file", tables.file.as_ref(), FILE),
            ("action", tables.action.as_ref(), ACTION),
            ("payment", tables.payment.as_ref(), PAYMENT),
            ("applicant", tables.applicant.as_ref(), APPLICANT),
            ("procedure", tables.procedure.as_ref(), PROCEDURE),
            ("book", tables.book.as_ref(), BOOK),
        ] {
            let Some(table) = table else { continue };
            let (needed, others) = fields;
            for field in needed.iter().filter(|field| !table.columns.contains_key(**field)) {
                out.push(format!("[tables.{key}.columns] thiếu “{field}”."));
            }
            let known =
                |field: &&String| needed.contains(&field.as_str()) || others.contains(&field.as_str());
            for field in table.columns.keys().filter(|field| !known(field)) {
                out.push(format!("[tables.{key}.columns] không có mục “{field}”. Xin bỏ hoặc sửa tên."));
            }
        }
        for code in self.leave_out.iter().filter(|code| MistakeKind::parse(code).is_none()) {
            out.push(format!("leave_out không có loại “{code}”. Các loại ghi ở docs/moving-in.md."));
        }
        for (there, here) in &self.channels {
            if !["online", "counter", "post"].contains(&here.as_str()) {
                out.push(format!("[channels] “{there}” là online, counter hoặc post, không phải “{here}”."));
            }
        }
        for (there, here) in &self.applicants {
            if !["citizen", "organisation"].contains(&here.as_str()) {
                out.push(format!(
                    "[applicants] “{there}” là citizen hoặc organisation, không phải “{here}”."
                ));
            }
        }
        if self.system.trim().is_empty() || self.system.chars().count() > 80 {
            out.push("system là tên hệ thống cũ, 1 đến 80 ký tự.".to_owned());
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LEAST: &str = "system = \"Cũ\"\n[statuses]\n[tables.dossier]\nname = \"d\"\n[tables.dossier.columns]\nreference = \"id\"\n\
        procedure = \"p\"\nunit = \"u\"\nstatus = \"s\"\nsubmitted = \"t\"\napplicant_name = \"n\"\n";

    #[test]
    fn the_example_of_opencps_reads() {
        let map = Map::read(include_str!("../../../maps/opencps.toml")).expect("the example is right");
        assert_eq!(map.tables.dossier.name, "opencps_dossier");
        assert_eq!(map.statuses["done"].state, Stands::Returned);
    }

    #[test]
    fn what_is_wrong_is_said_all_at_once() {
        assert!(Map::read(LEAST).is_ok());
        let bad = LEAST.replace("unit = ", "unitt = ").replace("system", "leave_out = [\"x\"]\nsystem");
        let wrong = Map::read(&bad).expect_err("three mistakes");
        assert_eq!(wrong.len(), 3, "{wrong:?}");
        let wrong = Map::read("system = 1").expect_err("not a text");
        assert!(wrong[0].starts_with("dòng 1:"), "{wrong:?}");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_fail(text in "\\PC{0,200}") {
            let _ = Map::read(&text);
        }
    }
}
