//! Codes that were repealed and replaced (`data/replacements.toml`). A code may be replaced again: the last one counts.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// What replaces a code.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Successor {
    /// The code that counts now.
    #[serde(rename = "new")]
    pub code: String,
    /// Its name.
    pub name: String,
    /// The decision it was read in.
    pub source: String,
}

#[derive(Deserialize)]
struct Table {
    replaced: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    old: String,
    #[serde(flatten)]
    successor: Successor,
}

static REPLACED: LazyLock<BTreeMap<String, Successor>> = LazyLock::new(|| {
    let table = toml::from_str::<Table>(include_str!("../../data/replacements.toml"));
    table
        .map(|table| table.replaced.into_iter().map(|row| (row.old, row.successor)).collect())
        .unwrap_or_default()
});

/// What replaces `code` in the end; none if it was not replaced.
#[must_use]
pub fn successor(code: &str) -> Option<&'static Successor> {
    last(&REPLACED, code)
}

fn last<'a>(table: &'a BTreeMap<String, Successor>, code: &str) -> Option<&'a Successor> {
    let mut found = table.get(code)?;
    // As many steps as there are rows: a circle ends somewhere.
    for _ in 0..table.len() {
        match table.get(&found.code) {
            Some(next) if next.code != code => found = next,
            _ => break,
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[(&str, &str)]) -> BTreeMap<String, Successor> {
        let to = |new: &str| Successor { code: new.to_owned(), name: String::new(), source: String::new() };
        rows.iter().map(|(old, new)| ((*old).to_owned(), to(new))).collect()
    }

    #[test]
    fn every_row_is_read_and_leads_from_one_code_to_another() {
        assert_eq!(REPLACED.len(), 4);
        for (old, new) in REPLACED.iter() {
            assert!(old.parse::<base::code::ProcedureCode>().is_ok() && *old != new.code, "{old}");
            assert!(new.code.parse::<base::code::ProcedureCode>().is_ok() && !new.name.is_empty());
        }
        assert_eq!(successor("2.002622").map(|to| to.code.as_str()), Some("2.002913"));
        assert_eq!(successor("1.013225"), None);
    }

    #[test]
    fn a_chain_is_followed_and_a_circle_ends() {
        let code =
            |table: &BTreeMap<String, Successor>, old: &str| last(table, old).map(|to| to.code.clone());
        assert_eq!(code(&table(&[("a", "b"), ("b", "c")]), "a"), Some("c".to_owned()));
        assert_eq!(code(&table(&[("a", "b"), ("b", "a")]), "a"), Some("b".to_owned()));
        assert!(code(&table(&[("a", "b"), ("b", "c"), ("c", "b")]), "a").is_some());
    }
}
