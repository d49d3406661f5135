//! Nothing unfinished is in the tree: no marks of work left over, no test switched off.

use crate::tree::{Finding, Tree};

/// Split so that this file does not find itself.
const MARKS: [&str; 5] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("#[", "ignore"),
    concat!("todo", "!("),
    concat!("test", ".skip("),
];

const SUFFIXES: [&str; 6] = [".rs", ".html", ".sql", ".js", ".mjs", ".css"];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files.iter().filter(|file| SUFFIXES.iter().any(|suffix| file.path.ends_with(suffix))) {
        for (line, text) in file.lines() {
            if let Some(mark) = MARKS.iter().find(|mark| text.contains(*mark)) {
                findings.push(Finding::new(
                    &file.path,
                    line,
                    format!("{mark}: finish it now or take it out"),
                ));
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
    fn a_mark_is_found() {
        let text = format!("//! x\n// {}: later", MARKS[0]);
        let found = sample::text(&check(&sample::files(&[("a.rs", &text), ("a.md", &text)])));
        assert!(found.starts_with("a.rs:2: "), "{found}");
        assert_eq!(found.lines().count(), 1);
    }
}
