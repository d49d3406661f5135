//! SQL text stands in `store/` and `migrations/` of its context, in `db` and in `ledger`, and nowhere else: pages,
//! actions and rules speak through store functions.

use crate::tokens;
use crate::tree::{File, Finding, Tree};

/// How a statement begins.
const OPENINGS: [&str; 9] = [
    "SELECT ",
    "INSERT INTO ",
    "UPDATE ",
    "DELETE FROM ",
    "CREATE TABLE ",
    "CREATE INDEX ",
    "ALTER TABLE ",
    "DROP TABLE ",
    "WITH ",
];

fn allowed(file: &File) -> bool {
    file.path.starts_with("crates/db/")
        || file.path.starts_with("crates/ledger/")
        || file.path.starts_with("crates/motcua/src/bench/")
        || file.path.starts_with("xtask/")
        || file.within("store")
        || file.within("migrations")
        || file.path.ends_with("src/store.rs")
        // The guard reads migrations, and its test makes a change that no store would make.
        || file.path.starts_with("crates/testkit/") && file.path.ends_with("/guard.rs")
}

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust().filter(|file| !allowed(file)) {
        for token in tokens::of(&file.text) {
            if token.string().is_some_and(is_sql) {
                let message = "SQL outside store/; name it with db::statements! in the store of the context that owns the table";
                findings.push(Finding::new(&file.path, token.line, message));
            }
        }
    }
    for file in tree.under("", ".sql").filter(|file| !file.within("migrations") && !allowed(file)) {
        findings.push(Finding::new(&file.path, 0, "an .sql file belongs into migrations/ of its context"));
    }
    findings
}

fn is_sql(text: &str) -> bool {
    let text = text.trim_start();
    OPENINGS.iter().any(|opening| text.starts_with(opening)) && text.split_whitespace().count() > 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::sample;

    #[test]
    fn sql_in_a_page_is_found_and_in_a_store_is_not() {
        let text = "//! x\nconst A: &str = \"\n  SELECT id FROM unit\";";
        let tree = sample::files(&[
            ("crates/dossier/src/pages/queue.rs", text),
            ("crates/dossier/src/store/queue.rs", text),
            ("crates/dossier/src/queue.sql", "SELECT 1"),
        ]);
        let found = sample::text(&check(&tree));
        assert!(found.contains("pages/queue.rs:2: SQL outside store/"), "{found}");
        assert!(found.contains("queue.sql: an .sql file"), "{found}");
        assert_eq!(found.lines().count(), 2, "{found}");
    }

    #[test]
    fn prose_is_no_sql() {
        assert!(!is_sql("UPDATE it"));
        assert!(!is_sql("With every unit of the province"));
        assert!(is_sql("WITH a AS (SELECT 1) SELECT * FROM a"));
    }
}
