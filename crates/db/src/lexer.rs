//! Cuts SQL of the common dialect into pieces, just far enough to tell parameters, words and `;` from what
//! stands inside quotes and comments. It does not parse SQL.

/// One piece of a text; the pieces put together are the text again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// A keyword or a bare name.
    Word(&'a str),
    /// `$1`, with the dollar sign.
    Param(&'a str),
    /// `'text'` or `"name"`, with the quotes.
    Quoted(&'a str),
    /// `-- …` without its line end, or `/* … */`.
    Comment(&'a str),
    /// A run of white space.
    Space(&'a str),
    /// Any other single character.
    Symbol(&'a str),
}

impl<'a> Piece<'a> {
    /// The text of the piece.
    pub(crate) const fn text(self) -> &'a str {
        match self {
            Self::Word(it)
            | Self::Param(it)
            | Self::Quoted(it)
            | Self::Comment(it)
            | Self::Space(it)
            | Self::Symbol(it) => it,
        }
    }
}

/// Cuts `sql` into pieces.
pub(crate) fn pieces(sql: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = sql;
    std::iter::from_fn(move || {
        let piece = first(rest)?;
        rest = &rest[piece.text().len()..];
        Some(piece)
    })
}

fn first(rest: &str) -> Option<Piece<'_>> {
    let head = rest.chars().next()?;
    Some(match head {
        '\'' | '"' => Piece::Quoted(&rest[..quoted(rest, head)]),
        '-' if rest.starts_with("--") => Piece::Comment(&rest[..rest.find('\n').unwrap_or(rest.len())]),
        '/' if rest.starts_with("/*") => {
            Piece::Comment(&rest[..rest[2..].find("*/").map_or(rest.len(), |end| end + 4)])
        }
        '$' if rest[1..].starts_with(|c: char| c.is_ascii_digit()) => {
            Piece::Param(&rest[..1 + run(&rest[1..], |c| c.is_ascii_digit())])
        }
        _ if head.is_whitespace() => Piece::Space(&rest[..run(rest, char::is_whitespace)]),
        _ if is_word(head) => Piece::Word(&rest[..run(rest, is_word)]),
        _ => Piece::Symbol(&rest[..head.len_utf8()]),
    })
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The length of the longest prefix whose characters all fit.
fn run(text: &str, fits: impl Fn(char) -> bool) -> usize {
    text.find(|c| !fits(c)).unwrap_or(text.len())
}

/// The length of a quoted piece; a doubled quote stands for itself.
fn quoted(text: &str, quote: char) -> usize {
    let mut at = 1;
    while let Some(end) = text[at..].find(quote) {
        at += end + 1;
        if !text[at..].starts_with(quote) {
            return at;
        }
        at += 1;
    }
    text.len()
}

/// Splits a script at its `;`, leaving out parts with nothing but space and comments.
pub(crate) fn script(sql: &str) -> Vec<&str> {
    let (mut parts, mut start, mut at, mut empty) = (Vec::new(), 0, 0, true);
    for piece in pieces(sql) {
        if piece == Piece::Symbol(";") {
            if !empty {
                parts.push(sql[start..at].trim());
            }
            start = at + 1;
            empty = true;
        } else if !matches!(piece, Piece::Space(_) | Piece::Comment(_)) {
            empty = false;
        }
        at += piece.text().len();
    }
    if !empty {
        parts.push(sql[start..].trim());
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn semicolons_in_quotes_and_comments_do_not_split() {
        let parts =
            script("INSERT INTO a VALUES ('x;''y'); -- no; \n ; /* ; */ CREATE TABLE \"b;c\" (d TEXT)\n;");
        assert_eq!(parts, ["INSERT INTO a VALUES ('x;''y')", "/* ; */ CREATE TABLE \"b;c\" (d TEXT)"]);
        assert!(script(" -- nothing").is_empty());
    }

    #[test]
    fn unfinished_quotes_and_comments_end_with_the_text() {
        assert_eq!(pieces("'a;").last(), Some(Piece::Quoted("'a;")));
        assert_eq!(pieces("/* a").last(), Some(Piece::Comment("/* a")));
        assert_eq!(pieces("'").last(), Some(Piece::Quoted("'")));
    }

    proptest! {
        #[test]
        fn pieces_put_together_are_the_text(sql in "[a-zđ$0-9'\"/*;\\- \n]{0,60}") {
            let together: String = pieces(&sql).map(Piece::text).collect();
            prop_assert_eq!(together, sql);
        }
    }
}
