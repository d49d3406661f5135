//! What people read is Vietnamese with its accents. Templates and the strings of `pages/` and `error.rs` are searched
//! for the commonest words of the trade written without them; addresses (`/thu-tuc`) have hyphens and are not words.

use crate::tokens;
use crate::tree::{Finding, Tree};

const WORDS: &[&str] = &[
    "ho so",
    "thu tuc",
    "hanh chinh",
    "mot cua",
    "tiep nhan",
    "dang nhap",
    "dang xuat",
    "can bo",
    "ket qua",
    "giay to",
    "nguoi dan",
    "nguoi nop",
    "cong dan",
    "don vi",
    "ngay hen",
    "lanh dao",
    "tra cuu",
    "xin loi",
    "khong tim thay",
    "vui long",
    "dang xu ly",
    "tai khoan",
    "mat khau",
    "ho ten",
    "so dien thoai",
    "dia chi",
    "quay lai",
    "tiep tuc",
    "le phi",
    "nop ho",
];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.under("crates/", ".html") {
        for (line, text) in file.lines() {
            findings.extend(first_word(text).map(|word| finding(&file.path, line, word)));
        }
    }
    for file in tree.under("crates/", ".rs") {
        if file.within("pages") || file.path.ends_with("/error.rs") {
            for token in tokens::of(&file.text) {
                let word = token.string().and_then(first_word);
                findings.extend(word.map(|word| finding(&file.path, token.line, word)));
            }
        }
    }
    findings
}

fn finding(path: &str, line: usize, word: &str) -> Finding {
    Finding::new(path, line, format!("\"{word}\" lacks its accents; write Vietnamese as people read it"))
}

/// The first word of the list that stands in the text as whole words.
fn first_word(text: &str) -> Option<&'static str> {
    let text = format!(
        " {} ",
        text.to_lowercase().replace(|c: char| !c.is_alphanumeric() && c != '-' && c != '_', " ")
    );
    WORDS.iter().copied().find(|word| text.contains(&format!(" {word} ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::sample;

    #[test]
    fn words_without_accents_are_found_and_addresses_are_not() {
        let html = "<h1>Ho so cua toi</h1>\n<a href=\"/tra-cuu\">Tra cứu hồ sơ</a>\n<p>Hồ sơ</p>";
        let tree = sample::files(&[
            ("crates/web/templates/a.html", html),
            ("crates/dossier/src/pages/a.rs", "//! x\nconst A: &str = \"Thu tuc moi\";"),
        ]);
        let found = sample::text(&check(&tree));
        assert!(found.contains("a.html:1: \"ho so\""), "{found}");
        assert!(found.contains("a.rs:2: \"thu tuc\""), "{found}");
        assert_eq!(found.lines().count(), 2, "{found}");
    }
}
