//! One line made ready for the store: read, checked, put into one order of keys, with its digest and its notes. A line
//! that cannot be read or kept is refused with its number, its code where it has one, and the reason.

use base::fold;
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::doubt::{Doubt, Weight};
use super::doubts::doubts;
use super::record::Record;

/// The longest code, in bytes.
const CODE: usize = 32;
/// The longest name, in letters.
const NAME: usize = 4000;

/// A line that was read and can be stored. Only [`prepare`] makes one.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// Its number, from 1.
    pub line: usize,
    /// What it says.
    pub record: Record,
    /// What is doubtful about it.
    pub doubts: Vec<Doubt>,
    /// SHA-256 of `body`, in hexadecimal.
    pub(crate) digest: String,
    /// All of it as JSON, keys in order; also what this program does not know.
    pub(crate) body: String,
    /// What a search looks at.
    pub(crate) folded: String,
}

impl Prepared {
    /// Whether somebody must look at it.
    #[must_use]
    pub fn for_review(&self) -> bool {
        self.doubts.iter().any(|doubt| doubt.kind.weight() == Weight::Review)
    }
}

/// A line that was refused; the others are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rejected {
    /// Its number, from 1.
    pub line: usize,
    /// The code, where one could be read.
    pub code: Option<String>,
    /// Why.
    pub reason: String,
}

/// Reads line number `line`.
///
/// # Errors
/// Why it was refused.
pub fn prepare(line: usize, text: &[u8]) -> Result<Prepared, Rejected> {
    let refused = |code: Option<String>, reason: String| Rejected { line, code, reason };
    let mut value: Value = serde_json::from_slice(text.trim_ascii_end()).map_err(|error| {
        let what = if error.is_eof() { "the line is cut off in the middle" } else { "the line is no JSON" };
        let said = error.to_string();
        let said = said.split(" at line ").next().unwrap_or_default();
        refused(code_in(text), format!("{what}, column {}: {said}", error.column()))
    })?;
    if !value.is_object() {
        return Err(refused(None, "the line is no JSON object".to_owned()));
    }
    value.sort_all_objects();
    let code = value.get("code").and_then(Value::as_str).map(str::to_owned);
    let record: Record = serde_path_to_error::deserialize(&value).map_err(|error| {
        let place = error.path().to_string();
        refused(code.clone(), format!("{place}: {}", error.into_inner()))
    })?;
    if let Some(reason) = cannot_be_kept(&record) {
        return Err(refused(code, reason.to_owned()));
    }
    let body = value.to_string();
    if body.contains("\\u0000") {
        return Err(refused(code, "a zero byte stands in a text; the database cannot keep it".to_owned()));
    }
    let digest = hex::encode(Sha256::digest(body.as_bytes()));
    Ok(Prepared { line, doubts: doubts(&record), folded: folded(&record), digest, body, record })
}

/// Why a description cannot be found again by code and name.
fn cannot_be_kept(record: &Record) -> Option<&'static str> {
    let sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    if record.code.is_empty() || record.code.len() > CODE || !record.code.chars().all(sound) {
        return Some("code: letters, digits, dots and hyphens are expected, at most 32, such as 1.013225");
    }
    if record.name.trim().is_empty() {
        return Some("name: there is none");
    }
    (record.name.chars().count() > NAME).then_some("name: longer than 4,000 letters")
}

/// The first code written in a line that is no JSON, so that its owner can find it.
fn code_in(text: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(text.get(..text.len().min(400))?).into_owned();
    let (_, rest) = text.split_once("\"code\"")?;
    let rest = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    let (code, _) = rest.split_once('"')?;
    (!code.is_empty() && code.len() <= CODE).then(|| code.to_owned())
}

fn folded(it: &Record) -> String {
    let keywords = it.keywords.as_deref().filter(|words| !words.contains("Không có thông tin"));
    let one = [it.title(), it.code.as_str(), it.field.name()];
    let rest = keywords.into_iter().chain(it.agencies.executing.iter().map(String::as_str));
    one.into_iter().chain(rest).map(fold).collect::<Vec<_>>().join(" | ")
}
