//! Where a source can be changed: comparison, arithmetic and logic operators, `true` and `false`, whole numbers.
//! Test modules are left alone.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, BinOp, Item};

/// One possible change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Point {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// What stands there.
    pub from: String,
    /// What is put there.
    pub to: String,
}

impl Point {
    /// The text with the change made.
    pub(super) fn apply(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 2);
        for (index, line) in text.split_inclusive('\n').enumerate() {
            if index + 1 == self.line {
                let at = line.char_indices().nth(self.column - 1).map_or(line.len(), |(at, _)| at);
                let rest = &line[at..];
                out.push_str(&line[..at]);
                out.push_str(&self.to);
                out.push_str(rest.strip_prefix(self.from.as_str()).unwrap_or(rest));
            } else {
                out.push_str(line);
            }
        }
        out
    }
}

/// Every possible change of a source, in its order.
pub(super) fn find(text: &str) -> Vec<Point> {
    let mut finder = Finder(Vec::new());
    if let Ok(file) = syn::parse_file(text) {
        finder.visit_file(&file);
    }
    finder.0.sort_by_key(|point| (point.line, point.column));
    finder.0
}

struct Finder(Vec<Point>);

impl Finder {
    fn add(&mut self, span: Span, from: &str, to: impl Into<String>) {
        let start = span.start();
        let point =
            Point { line: start.line, column: start.column + 1, from: from.to_owned(), to: to.into() };
        self.0.push(point);
    }
}

impl<'ast> Visit<'ast> for Finder {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes: &[Attribute] = match item {
            Item::Mod(item) => &item.attrs,
            Item::Fn(item) => &item.attrs,
            Item::Impl(item) => &item.attrs,
            _ => &[],
        };
        let is_test = |attribute: &Attribute| match &attribute.meta {
            syn::Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
            _ => false,
        };
        if !attributes.iter().any(is_test) {
            visit::visit_item(self, item);
        }
    }

    fn visit_attribute(&mut self, _attribute: &'ast Attribute) {}

    fn visit_bin_op(&mut self, op: &'ast BinOp) {
        let change = match op {
            BinOp::Eq(_) => ("==", "!="),
            BinOp::Ne(_) => ("!=", "=="),
            BinOp::Lt(_) => ("<", "<="),
            BinOp::Le(_) => ("<=", "<"),
            BinOp::Gt(_) => (">", ">="),
            BinOp::Ge(_) => (">=", ">"),
            BinOp::Add(_) => ("+", "-"),
            BinOp::Sub(_) => ("-", "+"),
            BinOp::AddAssign(_) => ("+=", "-="),
            BinOp::SubAssign(_) => ("-=", "+="),
            BinOp::And(_) => ("&&", "||"),
            BinOp::Or(_) => ("||", "&&"),
            _ => return,
        };
        self.add(op.span(), change.0, change.1);
    }

    fn visit_lit_bool(&mut self, lit: &'ast syn::LitBool) {
        self.add(
            lit.span,
            if lit.value { "true" } else { "false" },
            if lit.value { "false" } else { "true" },
        );
    }

    fn visit_lit_int(&mut self, lit: &'ast syn::LitInt) {
        let Ok(value) = lit.base10_parse::<u64>() else { return };
        let from = lit.to_string();
        self.add(lit.span(), &from, format!("{}{}", value.saturating_add(1), lit.suffix()));
        if value > 0 {
            self.add(lit.span(), &from, format!("{}{}", value - 1, lit.suffix()));
        }
    }

    // `x.0` is a name, not a number.
    fn visit_member(&mut self, _member: &'ast syn::Member) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_and_constants_are_found_and_tests_left_alone() {
        let text = "fn due(a: Vec<u8>, b: (u8,)) -> bool {\n    let đ = 1_000_u32; b.0 < 2 && !true || a == -x\n}\n\
                    #[cfg(test)]\nmod tests { fn f() { assert!(1 < 2); let a = 1 < 2; } }";
        let found: Vec<String> = find(text).iter().map(|p| format!("{}>{}", p.from, p.to)).collect();
        assert_eq!(
            found,
            [
                "1_000_u32>1001u32",
                "1_000_u32>999u32",
                "<><=",
                "2>3",
                "2>1",
                "&&>||",
                "true>false",
                "||>&&",
                "==>!="
            ]
        );
    }

    #[test]
    fn a_change_is_made_in_its_place_only() {
        let text = "fn f() {\n    đ < 2 && b < 2;\n}\n";
        let changed: Vec<String> = find(text).iter().map(|point| point.apply(text)).collect();
        assert_eq!(changed[0], "fn f() {\n    đ <= 2 && b < 2;\n}\n");
        assert_eq!(changed[1], "fn f() {\n    đ < 3 && b < 2;\n}\n");
        assert_eq!(changed[3], "fn f() {\n    đ < 2 || b < 2;\n}\n");
    }
}
