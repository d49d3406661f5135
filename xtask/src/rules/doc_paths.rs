//! Every path that the documentation names exists: what stands in `code marks` and looks like a path of this
//! repository, and every relative link.

use crate::tree::{File, Finding, Tree};

/// How a path of this repository begins.
const ROOTS: [&str; 5] = ["crates/", "docs/", "xtask/", "tests/", ".ci/"];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.under("", ".md") {
        for (line, text) in file.lines() {
            let missing = named(text).into_iter().filter(|path| !tree.has(path));
            let missing = missing.chain(linked(file, text).into_iter().filter(|path| !tree.has(path)));
            for path in missing {
                findings.push(Finding::new(
                    &file.path,
                    line,
                    format!("{path} does not exist; correct the path"),
                ));
            }
        }
    }
    findings
}

/// Paths in code marks. A placeholder (`<name>`, `*`, `…`, `{code}`) makes it a pattern, not a path.
fn named(text: &str) -> Vec<String> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .flat_map(str::split_whitespace)
        .filter(|word| ROOTS.iter().any(|root| word.starts_with(root)))
        .filter(|word| !word.contains(['<', '*', '…', '{', '$']))
        .map(|word| word.split(':').next().unwrap_or_default().trim_end_matches([',', '.', ')']).to_owned())
        .collect()
}

/// Relative links, resolved from the folder of the file.
fn linked(file: &File, text: &str) -> Vec<String> {
    let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    text.split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .map(|target| target.split('#').next().unwrap_or_default())
        .filter(|target| !target.is_empty() && !target.contains("://") && !target.starts_with("mailto:"))
        .map(|target| resolve(folder, target))
        .collect()
}

fn resolve(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::sample;

    #[test]
    fn paths_and_links_that_lead_nowhere_are_found() {
        let doc = "See `crates/db/src/lib.rs`, `crates/gone/src/lib.rs:12` and `crates/<name>/src`.\n\
                   [here](../ARCHITECTURE.md#map) [there](nowhere.md) [out](https://example.org/a)";
        let tree =
            sample::files(&[("docs/a.md", doc), ("crates/db/src/lib.rs", ""), ("ARCHITECTURE.md", "")]);
        let found = sample::text(&check(&tree));
        assert!(found.contains("docs/a.md:1: crates/gone/src/lib.rs does not exist"), "{found}");
        assert!(found.contains("docs/a.md:2: docs/nowhere.md does not exist"), "{found}");
        assert_eq!(found.lines().count(), 2, "{found}");
    }
}
