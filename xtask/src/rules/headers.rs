//! Every Rust file opens with `//!`: one sentence that says what it is for.

use crate::tree::{Finding, Tree};

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    tree.rust()
        .filter(|file| !file.text.starts_with("//! "))
        .map(|file| {
            Finding::new(&file.path, 1, "open the file with `//!` and a sentence that says what it is for")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::sample;

    #[test]
    fn a_file_without_a_head_is_found() {
        let tree =
            sample::files(&[("crates/a/src/b.rs", "fn f() {}"), ("crates/a/src/c.rs", "//! Words.\n")]);
        let found = sample::text(&check(&tree));
        assert!(found.starts_with("crates/a/src/b.rs:1: open the file"), "{found}");
        assert_eq!(found.lines().count(), 1);
    }
}
