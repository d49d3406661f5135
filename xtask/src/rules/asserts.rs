//! Every test asserts. A test counts as asserting when it, or a function of the same file that it calls, uses a name
//! that begins with `assert`, `prop_assert`, `expect`, `must` or `golden`, panics in words, or gives back a `Result` through `?`.

use std::collections::BTreeSet;

use crate::tokens::{self, Kind, Token};
use crate::tree::{Finding, Tree};

/// Macros whose functions are tests.
const TEST_MACROS: [&str; 2] = ["both_engines", "proptest"];

/// A function of a file, as far as this rule looks.
struct Function {
    name: String,
    line: usize,
    is_test: bool,
    asserts: bool,
    calls: BTreeSet<String>,
}

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust() {
        let functions = functions(&tokens::of(&file.text));
        let asserting = asserting(&functions);
        for test in
            functions.iter().filter(|function| function.is_test && !asserting.contains(&function.name))
        {
            let message = format!("the test {} asserts nothing; say what must hold", test.name);
            findings.push(Finding::new(&file.path, test.line, message));
        }
    }
    findings
}

/// The names of the functions that assert, themselves or by what they call.
fn asserting(functions: &[Function]) -> BTreeSet<String> {
    let mut names: BTreeSet<String> =
        functions.iter().filter(|function| function.asserts).map(|function| function.name.clone()).collect();
    loop {
        let more: Vec<String> = functions
            .iter()
            .filter(|function| !names.contains(&function.name) && !function.calls.is_disjoint(&names))
            .map(|function| function.name.clone())
            .collect();
        if more.is_empty() {
            return names;
        }
        names.extend(more);
    }
}

fn functions(tokens: &[Token]) -> Vec<Function> {
    let test_macros = macro_ranges(tokens);
    let mut found = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let Some(name) = tokens.get(index + 1).and_then(Token::ident) else { continue };
        if token.ident() != Some("fn") {
            continue;
        }
        // The body is the first brace after the name that is not inside another bracket.
        let mut open = index + 2;
        while open < tokens.len() && !tokens[open].is('{') && !tokens[open].is(';') {
            open = if tokens[open].is('(') || tokens[open].is('[') {
                tokens::close(tokens, open)
            } else {
                open + 1
            };
        }
        let end = if open < tokens.len() { tokens::close(tokens, open) } else { open };
        let signature = &tokens[index..open.min(tokens.len())];
        let body = &tokens[open.min(end)..end];
        let attributes = attributes_before(tokens, index);
        let has = |word: &str| attributes.iter().any(|token| token.ident() == Some(word));
        found.push(Function {
            name: name.to_owned(),
            line: token.line,
            is_test: has("test") || test_macros.iter().any(|range| range.contains(&index)),
            asserts: has("should_panic") || body_asserts(signature, body),
            calls: body.iter().filter_map(Token::ident).map(str::to_owned).collect(),
        });
    }
    found
}

fn body_asserts(signature: &[Token], body: &[Token]) -> bool {
    let words = ["assert", "golden", "prop_assert", "debug_assert", "expect", "must", "panic", "unwrap_err"];
    let speaks =
        body.iter().filter_map(Token::ident).any(|name| words.iter().any(|word| name.starts_with(word)));
    let gives_result = signature.iter().any(|token| token.ident() == Some("Result"));
    speaks || gives_result && body.iter().any(|token| token.is('?'))
}

/// The tokens of the attributes right before the `fn` at `index` (past `pub`, `async`).
fn attributes_before(tokens: &[Token], index: usize) -> &[Token] {
    let mut start = index;
    while start > 0 && tokens[start - 1].ident().is_some_and(|word| matches!(word, "pub" | "async" | "const"))
    {
        start -= 1;
    }
    let end = start;
    while start > 0 && tokens[start - 1].is(']') {
        let mut depth = 0_i32;
        let mut at = start;
        while at > 0 {
            at -= 1;
            match tokens[at].kind {
                Kind::Mark(']' | ')' | '}') => depth += 1,
                Kind::Mark('[' | '(' | '{') => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        if at == 0 || !tokens[at - 1].is('#') {
            break;
        }
        start = at - 1;
    }
    &tokens[start..end]
}

/// Where the bodies of the test macros are.
fn macro_ranges(tokens: &[Token]) -> Vec<std::ops::Range<usize>> {
    tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.ident().is_some_and(|name| TEST_MACROS.contains(&name)))
        .filter(|(index, _)| tokens.get(index + 1).is_some_and(|next| next.is('!')))
        .filter(|(index, _)| tokens.get(index + 2).is_some_and(|next| next.is('{') || next.is('(')))
        .map(|(index, _)| index + 2..tokens::close(tokens, index + 2))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::sample;

    fn found(text: &str) -> String {
        sample::text(&check(&sample::files(&[("a.rs", text)])))
    }

    #[test]
    fn a_test_that_only_runs_is_found() {
        let text = "#[test]\nfn runs() { work(); }\n#[tokio::test]\nasync fn waits() { work().await; }\n\
                    both_engines! {\n async fn stores(db) { db.go().await; }\n}\nfn work() {}";
        let found = found(text);
        assert!(found.contains("a.rs:2: the test runs asserts nothing"), "{found}");
        assert!(found.contains("a.rs:4: the test waits"), "{found}");
        assert!(found.contains("a.rs:6: the test stores"), "{found}");
        assert_eq!(found.lines().count(), 3, "{found}");
    }

    #[test]
    fn asserting_itself_through_a_helper_or_by_result_counts() {
        let text = "#[test] fn a() { assert_eq!(1, 1); }\n#[test] fn b() { same(1); }\nfn same(x: u8) { assert!(x > 0) }\n\
                    #[test] fn c() -> Result<(), E> { work()?; Ok(()) }\n#[test] #[should_panic(expected = \"x\")] fn d() { work(); }\n\
                    proptest! { #[test] fn e(x in 0..3) { prop_assert!(x < 3); } }\nfn helper() { work(); }";
        assert_eq!(found(text), "");
    }
}
