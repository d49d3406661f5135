//! No crate stands empty: a crate is made by the first work that needs it.

use crate::tokens;
use crate::tree::{Finding, Tree};

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    tree.crates
        .iter()
        .filter(|krate| {
            let folder = format!("{}src/", krate.manifest.trim_end_matches("Cargo.toml"));
            !tree
                .under(&folder, ".rs")
                .any(|file| tokens::of(&file.text).iter().any(|token| token.ident() == Some("fn")))
        })
        .map(|krate| Finding::new(&krate.manifest, 0, "an empty crate; fill it or remove it"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::sample;

    #[test]
    fn a_crate_without_a_function_is_found() {
        let mut tree = sample::crates(&[("full", &[]), ("hollow", &[])]);
        tree.files = sample::files(&[
            ("crates/full/src/lib.rs", "//! x\nfn f() {}"),
            ("crates/hollow/src/lib.rs", "//! fn in prose"),
        ])
        .files;
        assert_eq!(
            sample::text(&check(&tree)),
            "crates/hollow/Cargo.toml: an empty crate; fill it or remove it\n"
        );
    }
}
