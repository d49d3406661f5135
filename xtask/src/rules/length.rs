//! No Rust file is longer than 600 lines; two rooms are easier to live in.

use crate::tree::{Finding, Tree};

const LIMIT: usize = 600;

/// Files that may be longer, each with its reason.
const EXCEPTIONS: &[(&str, &str)] = &[];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    tree.rust()
        .filter(|file| !EXCEPTIONS.iter().any(|(path, _)| *path == file.path))
        .map(|file| (file, file.text.lines().count()))
        .filter(|(_, lines)| *lines > LIMIT)
        .map(|(file, lines)| {
            Finding::new(&file.path, 0, format!("{lines} lines; split it by idea (limit {LIMIT})"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::sample;

    #[test]
    fn a_long_file_is_found() {
        let long = "// x\n".repeat(LIMIT + 1);
        let tree = sample::files(&[("a.rs", &long), ("b.rs", "// x\n")]);
        assert_eq!(sample::text(&check(&tree)), "a.rs: 601 lines; split it by idea (limit 600)\n");
    }
}
