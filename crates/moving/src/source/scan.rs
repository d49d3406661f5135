//! Walks through the text of a dump: words, names, strings and comments, with the line on which each begins.

/// Where the reading stands.
pub(super) struct Scan<'a> {
    text: &'a str,
    at: usize,
    line: u64,
    /// Whether a backslash within a string says that the next letter is another, as mysqldump writes it.
    pub(super) backslash: bool,
}

/// A value of a row.
pub(super) type Value = Option<String>;

impl<'a> Scan<'a> {
    pub(super) const fn new(text: &'a str, backslash: bool) -> Self {
        Self { text, at: 0, line: 1, backslash }
    }

    pub(super) const fn line(&self) -> u64 {
        self.line
    }

    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// The text from a place up to here.
    pub(super) fn since(&self, from: usize) -> &'a str {
        &self.text[from..self.at]
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let letter = self.peek()?;
        self.at += letter.len_utf8();
        self.line += u64::from(letter == '\n');
        Some(letter)
    }

    /// Takes `letter`, if it comes next.
    pub(super) fn takes(&mut self, letter: char) -> bool {
        let there = self.peek() == Some(letter);
        if there {
            self.next();
        }
        there
    }

    /// Takes a line with its end.
    pub(super) fn take_line(&mut self) -> &'a str {
        let from = self.at;
        while let Some(letter) = self.next() {
            if letter == '\n' {
                break;
            }
        }
        self.since(from).trim_end_matches('\n').trim_end_matches('\r')
    }

    /// Goes past white space and comments.
    pub(super) fn skip_space(&mut self) {
        loop {
            let rest = self.rest();
            if rest.starts_with("--") || rest.starts_with('#') {
                self.take_line();
            } else if rest.starts_with("/*") {
                let end = rest.find("*/").map_or(rest.len(), |end| end + 2);
                let to = self.at + end;
                while self.at < to && self.next().is_some() {}
            } else if self.peek().is_some_and(char::is_whitespace) {
                self.next();
            } else {
                return;
            }
        }
    }

    /// The next word of letters, digits and underscores; empty if none comes.
    pub(super) fn word(&mut self) -> &'a str {
        self.skip_space();
        let from = self.at;
        while self.peek().is_some_and(|it| it.is_alphanumeric() || it == '_') {
            self.next();
        }
        self.since(from)
    }

    /// A name, quoted or not, without the schema before it.
    pub(super) fn name(&mut self) -> Option<String> {
        loop {
            self.skip_space();
            let name = match self.peek()? {
                quote @ ('`' | '"') => {
                    self.next();
                    self.until(quote)?
                }
                _ => self.word().to_owned(),
            };
            self.skip_space();
            if !self.takes('.') {
                return Some(name).filter(|name| !name.is_empty());
            }
        }
    }

    /// The text up to a quote, which is taken; two of them are one.
    fn until(&mut self, quote: char) -> Option<String> {
        let mut out = String::new();
        loop {
            let letter = self.next()?;
            if letter != quote {
                out.push(letter);
            } else if self.takes(quote) {
                out.push(quote);
            } else {
                return Some(out);
            }
        }
    }

    /// A string after its first quote.
    fn string(&mut self, backslash: bool) -> Option<String> {
        let mut out = String::new();
        loop {
            match self.next()? {
                '\\' if backslash => out.push(match self.next()? {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    '0' => '\0',
                    'Z' => '\u{1a}',
                    'b' => '\u{8}',
                    other => other,
                }),
                '\'' if self.takes('\'') => out.push('\''),
                '\'' => return Some(out),
                letter => out.push(letter),
            }
        }
    }

    /// A value; nothing where none can be read.
    pub(super) fn value(&mut self) -> Option<Value> {
        self.skip_space();
        if self.takes('\'') {
            let backslash = self.backslash;
            return self.string(backslash).map(Some);
        }
        let from = self.at;
        while self.peek().is_some_and(|it| !matches!(it, ',' | ')' | '\'' | ';') && !it.is_whitespace()) {
            self.next();
        }
        let word = self.since(from);
        // A mark before a string: E'…' and _utf8mb4'…'.
        self.skip_space();
        if self.peek() == Some('\'') && !word.is_empty() {
            self.next();
            let backslash = self.backslash || word.eq_ignore_ascii_case("e");
            return self.string(backslash).map(Some);
        }
        match word {
            "" => None,
            null if null.eq_ignore_ascii_case("null") => Some(None),
            other => Some(Some(other.to_owned())),
        }
    }

    /// Goes behind the end of a statement, past strings and what stands between two marks with dollars.
    pub(super) fn skip_statement(&mut self) {
        while let Some(letter) = self.next() {
            match letter {
                ';' => return,
                '\'' => drop(self.string(self.backslash)),
                '`' | '"' => drop(self.until(letter)),
                '$' => self.skip_dollars(),
                '-' if self.peek() == Some('-') => {
                    let _ = self.take_line();
                }
                _ => {}
            }
        }
    }

    /// After a dollar: `$body$ … $body$`.
    fn skip_dollars(&mut self) {
        let rest = self.rest();
        let Some(end) = rest.find('$') else { return };
        let tag = &rest[..end];
        if !tag.chars().all(|it| it.is_alphanumeric() || it == '_') {
            return;
        }
        let mark = format!("${tag}$");
        let behind = self.at + end + 1;
        let to = self.text[behind..].find(&mark).map_or(self.text.len(), |at| behind + at + mark.len());
        while self.at < to && self.next().is_some() {}
    }
}
