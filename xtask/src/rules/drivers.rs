//! Only `db` names a database driver. The raw half of `motcua bench`, which measures what the house costs above
//! the bare engine, is the one exception.

use crate::tokens;
use crate::tree::{Finding, Tree};

const DRIVERS: [&str; 2] = ["rusqlite", "tokio_postgres"];

/// Where a driver may be named.
const ALLOWED: [&str; 3] = ["crates/db/", "crates/motcua/src/bench/", "xtask/"];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust().filter(|file| !ALLOWED.iter().any(|place| file.path.starts_with(place))) {
        for token in tokens::of(&file.text) {
            if let Some(driver) = token.ident().filter(|name| DRIVERS.contains(name)) {
                let message = format!("names {driver}; go through db (Tx, Read, db::dialect)");
                findings.push(Finding::new(&file.path, token.line, message));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::sample;

    #[test]
    fn a_driver_outside_db_is_found() {
        let text = "//! rusqlite in prose is no matter\nfn f(c: &rusqlite::Connection) {}";
        let tree = sample::files(&[("crates/dossier/src/lib.rs", text), ("crates/db/src/sqlite.rs", text)]);
        let found = sample::text(&check(&tree));
        assert_eq!(found.lines().count(), 1, "{found}");
        assert!(found.contains("crates/dossier/src/lib.rs:2: names rusqlite"), "{found}");
    }
}
