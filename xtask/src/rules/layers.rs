//! `pages/` and `api/` never name a `store`, and `rules/` and `model/` name neither store, database nor web: a page
//! calls an action or a query, a rule is a pure function.

use crate::tokens::{self, Token};
use crate::tree::{File, Finding, Tree};

/// (folder, names it may not use, what to do instead).
const LAYERS: &[(&str, &[&str], &str)] = &[
    ("pages", &["store"], "call an action or a query of this context"),
    ("api", &["store"], "call the action the page calls"),
    ("rules", &["store", "db", "axum", "web", "ledger"], "a rule is a pure function: hand it data"),
    ("model", &["store", "axum", "web"], "the model knows neither its store nor the web"),
];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.under("crates/", ".rs") {
        for (layer, names, instead) in LAYERS {
            if is_in(file, layer) {
                for (name, line) in used(&tokens::of(&file.text), names) {
                    findings.push(Finding::new(
                        &file.path,
                        line,
                        format!("{layer}/ names {name}; {instead}"),
                    ));
                }
            }
        }
    }
    findings
}

fn is_in(file: &File, layer: &str) -> bool {
    let Some((_, inside)) = file.path.split_once("/src/") else { return false };
    inside.starts_with(&format!("{layer}/")) || inside == format!("{layer}.rs")
}

/// The names used as a part of a path (`store::…`, `…::store`).
fn used(tokens: &[Token], names: &[&str]) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let Some(name) = token.ident().filter(|name| names.contains(name)) else { continue };
        let path_follows = tokens.get(index + 1).is_some_and(|next| next.is(':'))
            && tokens.get(index + 2).is_some_and(|next| next.is(':'));
        let own = index >= 3
            && tokens[index - 1].is(':')
            && tokens[index - 2].is(':')
            && tokens[index - 3].ident().is_some_and(|before| matches!(before, "crate" | "super" | "self"));
        // A foreign crate is a path's first part; `store` is ours wherever it stands in a path.
        let first = index == 0 || !tokens[index - 1].is(':');
        if own && name == "store" || path_follows && (first || name == "store") {
            found.push((name.to_owned(), token.line));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::sample;

    #[test]
    fn a_page_with_a_store_and_a_rule_with_a_database_are_found() {
        let page = "use crate::store;\nfn f() { let store = 1; g(store) }\nuse crate::{store::dossier};";
        let tree = sample::files(&[
            ("crates/dossier/src/pages/queue.rs", page),
            ("crates/dossier/src/actions/submit.rs", page),
            ("crates/dossier/src/rules/due.rs", "fn due(tx: &mut db::Tx) {}"),
        ]);
        let found = sample::text(&check(&tree));
        assert!(found.contains("pages/queue.rs:1: pages/ names store"), "{found}");
        assert!(found.contains("pages/queue.rs:3: pages/ names store"), "{found}");
        assert!(found.contains("rules/due.rs:1: rules/ names db"), "{found}");
        assert_eq!(found.lines().count(), 3, "{found}");
    }
}
