//! The code map of ARCHITECTURE.md names every crate, so that a newcomer finds the door.

use crate::tree::{Finding, Tree};

const MAP: &str = "ARCHITECTURE.md";

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let Some(map) = tree.files.iter().find(|file| file.path == MAP) else {
        return vec![Finding::new(MAP, 0, "is missing; it holds the code map, one sentence per crate")];
    };
    tree.crates
        .iter()
        .filter(|krate| {
            let folder = krate.manifest.trim_end_matches("/Cargo.toml");
            !map.text.contains(&format!("`{folder}`")) && !map.text.contains(&format!("`{}`", krate.name))
        })
        .map(|krate| {
            let message =
                format!("the code map does not name `{}`; say in one sentence what it is for", krate.name);
            Finding::new(MAP, 0, message)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::sample;

    #[test]
    fn a_crate_outside_the_map_is_found() {
        let mut tree = sample::crates(&[("db", &[]), ("web", &[])]);
        assert!(sample::text(&check(&tree)).contains("is missing"));
        tree.files = sample::files(&[(MAP, "- `crates/db`: the door")]).files;
        let found = sample::text(&check(&tree));
        assert!(found.contains("does not name `web`"), "{found}");
        assert_eq!(found.lines().count(), 1);
    }
}
