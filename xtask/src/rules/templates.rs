//! Templates hold no inline style or script (the content security policy refuses them), no handler attributes, and no
//! link to nowhere: everything works without JavaScript.

use crate::tree::{Finding, Tree};

/// (what is looked for, in lower case; what to do).
const REFUSED: &[(&str, &str)] = &[
    ("href=\"#\"", "a link to nowhere; link to a page, or use a button in a form"),
    ("href=\"\"", "a link to nowhere; link to a page"),
    ("javascript:", "script in an address; everything works without JavaScript"),
    (" style=\"", "inline style; use a class of the design system"),
    ("<style", "inline style; use the style sheet"),
    ("<script>", "inline script; put it into a file of its own"),
    (" onclick=", "a handler attribute; listen from a script file"),
    (" onchange=", "a handler attribute; listen from a script file"),
    (" onsubmit=", "a handler attribute; listen from a script file"),
    (" onload=", "a handler attribute; listen from a script file"),
];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.under("crates/", ".html") {
        for (line, text) in file.lines() {
            // A parameter of a macro (`href=""`) is no attribute.
            let text = text.to_lowercase();
            for (refused, instead) in REFUSED {
                if text.contains(refused) && !text.contains("macro ") {
                    findings.push(Finding::new(&file.path, line, format!("{}: {instead}", refused.trim())));
                }
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
    fn links_to_nowhere_styles_and_scripts_are_found() {
        let html = "<a href=\"#\">x</a>\n<p style=\"color:red\">\n<script>go()</script>\n<script src=\"/a.js\"></script><a href=\"#main\">";
        let found = sample::text(&check(&sample::files(&[("crates/web/templates/a.html", html)])));
        assert!(found.contains("a.html:1: href=\"#\""), "{found}");
        assert!(found.contains("a.html:2: style="), "{found}");
        assert!(found.contains("a.html:3: <script>"), "{found}");
        assert_eq!(found.lines().count(), 3, "{found}");
    }
}
