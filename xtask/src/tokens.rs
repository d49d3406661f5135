//! Rust sources as flat tokens. Comments are gone, macros are open, so a rule sees what the compiler sees without
//! understanding the grammar.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// One token and the line it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// What it is.
    pub kind: Kind,
    /// From 1.
    pub line: usize,
}

/// The kinds of token the rules tell apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A name or keyword.
    Ident(String),
    /// A string literal, without its quotes.
    Text(String),
    /// A number, character or byte literal.
    Other,
    /// One punctuation mark, an opening or a closing bracket.
    Mark(char),
}

impl Token {
    /// The name, for a name or keyword.
    pub(crate) fn ident(&self) -> Option<&str> {
        match &self.kind {
            Kind::Ident(name) => Some(name),
            _ => None,
        }
    }

    /// The text of a string literal.
    pub(crate) fn string(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// True for this mark.
    pub(crate) fn is(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }
}

/// The tokens of a file in order; none when it does not parse (the compiler will say so).
pub(crate) fn of(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    if let Ok(stream) = text.parse::<TokenStream>() {
        flatten(stream, &mut tokens);
    }
    tokens
}

fn flatten(stream: TokenStream, out: &mut Vec<Token>) {
    for tree in stream {
        let line = tree.span().start().line;
        match tree {
            TokenTree::Group(group) => {
                // A doc comment arrives as `#[doc = "…"]`: prose, not code.
                let doc = group.delimiter() == Delimiter::Bracket
                    && group.stream().into_iter().next().is_some_and(|first| first.to_string() == "doc");
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ('(', ')'),
                    Delimiter::Brace => ('{', '}'),
                    Delimiter::Bracket => ('[', ']'),
                    Delimiter::None => (' ', ' '),
                };
                out.push(Token { kind: Kind::Mark(open), line });
                if !doc {
                    flatten(group.stream(), out);
                }
                out.push(Token { kind: Kind::Mark(close), line: group.span_close().start().line });
            }
            TokenTree::Ident(ident) => out.push(Token { kind: Kind::Ident(ident.to_string()), line }),
            TokenTree::Punct(punct) => out.push(Token { kind: Kind::Mark(punct.as_char()), line }),
            TokenTree::Literal(literal) => {
                let kind = match syn::Lit::new(literal) {
                    syn::Lit::Str(text) => Kind::Text(text.value()),
                    _ => Kind::Other,
                };
                out.push(Token { kind, line });
            }
        }
    }
}

/// The index just past the bracket that closes the one at `open`.
pub(crate) fn close(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate().skip(open) {
        match token.kind {
            Kind::Mark('(' | '[' | '{') => depth += 1,
            Kind::Mark(')' | ']' | '}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return index + 1;
                }
            }
            _ => {}
        }
    }
    tokens.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_macros_open_and_lines_stay() {
        let tokens = of("/// store::x\n// store\nfn a() {\n  vec![\"SELECT\", store::b()]\n}");
        assert_eq!(tokens.iter().filter(|token| token.ident() == Some("store")).count(), 1);
        let text = tokens.iter().find(|token| token.string().is_some()).expect("a string");
        assert_eq!((text.string(), text.line), (Some("SELECT"), 4));
    }

    #[test]
    fn a_bracket_finds_its_end() {
        let tokens = of("f(a, (b), [c]) d");
        assert_eq!(tokens[close(&tokens, 1)].ident(), Some("d"));
    }
}
