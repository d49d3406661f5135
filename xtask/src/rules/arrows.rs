//! Arrows between crates point down only, never sideways within a level. What lies above is reached by an event, a
//! link, an opaque origin or an effect, never by a dependency.

use crate::tree::{Finding, Tree};

/// The levels. A crate may depend on crates of lower levels only. `None`: a tool that no crate depends on.
const LEVELS: &[(&str, Option<u8>)] = &[
    ("worktime", Some(0)),
    ("base", Some(0)),
    ("db", Some(1)),
    ("files", Some(1)),
    ("ledger", Some(2)),
    ("web", Some(3)),
    ("organisation", Some(4)),
    ("accounts", Some(5)),
    ("catalogue", Some(5)),
    ("payment", Some(6)),
    ("notice", Some(6)),
    ("dossier", Some(7)),
    ("steering", Some(10)),
    ("learning", Some(10)),
    ("moving", Some(10)),
    ("motcua", Some(11)),
    ("testkit", None),
    ("xtask", None),
];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for krate in &tree.crates {
        let Some(level) = level(&krate.name) else {
            let message = "has no level; give it one in LEVELS of xtask/src/rules/arrows.rs";
            findings.push(Finding::new(&krate.manifest, 0, format!("{} {message}", krate.name)));
            continue;
        };
        for need in &krate.needs {
            let why = match (level, self::level(need).flatten()) {
                (_, None) if need != &krate.name => "a tool that no crate may depend on",
                (Some(from), Some(to)) if to > from => "which lies above it",
                (Some(from), Some(to)) if to == from => "which lies on the same level",
                _ => continue,
            };
            let message = format!(
                "{} depends on {need}, {why}; use an event, a link, an opaque origin or an effect instead",
                krate.name
            );
            findings.push(Finding::new(&krate.manifest, 0, message));
        }
    }
    findings
}

fn level(name: &str) -> Option<Option<u8>> {
    LEVELS.iter().find(|(known, _)| *known == name).map(|(_, level)| *level)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::sample;

    #[test]
    fn up_sideways_tools_and_strangers_are_found() {
        let tree = sample::crates(&[
            ("db", &["base", "ledger"]),
            ("accounts", &["catalogue"]),
            ("dossier", &["testkit"]),
            ("stranger", &[]),
        ]);
        let text = sample::text(&check(&tree));
        assert!(text.contains("db depends on ledger, which lies above"), "{text}");
        assert!(text.contains("accounts depends on catalogue, which lies on the same level"), "{text}");
        assert!(text.contains("dossier depends on testkit, a tool"), "{text}");
        assert!(text.contains("stranger has no level"), "{text}");
        assert_eq!(text.lines().count(), 4, "{text}");
    }

    #[test]
    fn down_is_right() {
        let tree = sample::crates(&[("dossier", &["db", "accounts"]), ("testkit", &["motcua", "dossier"])]);
        assert!(check(&tree).is_empty());
    }
}
