//! Where things stand in a JSON text: the line of every JSON pointer, and the keys written twice.

use std::collections::BTreeMap;

/// The lines of a JSON text that is known to be well formed; a malformed one gives what was seen so far.
#[derive(Debug, Default)]
pub(crate) struct JsonLines {
    lines: BTreeMap<String, usize>,
    /// The pointers of keys that stand twice in one object, with the line of the second.
    pub(crate) doubled: Vec<(String, usize)>,
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
    out: JsonLines,
}

impl JsonLines {
    pub(crate) fn of(text: &str) -> Self {
        let mut walk = Walk { bytes: text.as_bytes(), at: 0, line: 1, out: Self::default() };
        walk.value("", 0);
        walk.out
    }

    /// The line of `pointer`, or of the nearest thing around it.
    pub(crate) fn line(&self, pointer: &str) -> usize {
        let mut pointer = pointer;
        loop {
            if let Some(line) = self.lines.get(pointer) {
                return *line;
            }
            match pointer.rsplit_once('/') {
                Some((around, _)) => pointer = around,
                None => return 1,
            }
        }
    }
}

impl Walk<'_> {
    fn peek(&mut self) -> Option<u8> {
        while let Some(byte) = self.bytes.get(self.at).copied() {
            match byte {
                b'\n' => self.line += 1,
                b' ' | b'\t' | b'\r' => {}
                _ => return Some(byte),
            }
            self.at += 1;
        }
        None
    }

    fn eat(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        if there {
            self.at += 1;
        }
        there
    }

    fn value(&mut self, pointer: &str, depth: usize) -> Option<()> {
        let first = self.peek()?;
        self.out.lines.entry(pointer.to_owned()).or_insert(self.line);
        if depth > 128 {
            return None;
        }
        match first {
            b'{' => self.object(pointer, depth),
            b'[' => self.array(pointer, depth),
            b'"' => self.string().map(|_| ()),
            _ => {
                let rest = self.bytes.get(self.at..)?;
                self.at += rest.iter().take_while(|b| !b",]} \t\r\n".contains(b)).count().max(1);
                Some(())
            }
        }
    }

    fn object(&mut self, pointer: &str, depth: usize) -> Option<()> {
        self.at += 1;
        let mut seen = std::collections::BTreeSet::new();
        while !self.eat(b'}') {
            self.peek()?;
            let line = self.line;
            let key = self.string()?;
            let inner = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
            if !seen.insert(key) {
                self.out.doubled.push((inner.clone(), line));
            }
            self.out.lines.insert(inner.clone(), line);
            if !self.eat(b':') {
                return None;
            }
            self.value(&inner, depth + 1)?;
            self.eat(b',');
        }
        Some(())
    }

    fn array(&mut self, pointer: &str, depth: usize) -> Option<()> {
        self.at += 1;
        let mut index = 0_usize;
        while !self.eat(b']') {
            self.value(&format!("{pointer}/{index}"), depth + 1)?;
            index += 1;
            self.eat(b',');
        }
        Some(())
    }

    /// A string, its escapes read by serde.
    fn string(&mut self) -> Option<String> {
        if self.bytes.get(self.at) != Some(&b'"') {
            return None;
        }
        let start = self.at;
        self.at += 1;
        loop {
            match self.bytes.get(self.at)? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        serde_json::from_slice(self.bytes.get(start..self.at)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::JsonLines;
    use proptest::prelude::*;

    #[test]
    fn every_pointer_has_its_line() {
        let lines = JsonLines::of("{\n \"a\": [1,\n  {\"b/c\":\n 2}],\n \"d\": \"x\\\"}\",\n \"a\": 3\n}");
        assert_eq!(lines.line(""), 1);
        assert_eq!(lines.line("/a/1"), 3);
        assert_eq!(lines.line("/a/1/b~1c"), 3);
        assert_eq!(lines.line("/d"), 5);
        assert_eq!(lines.line("/d/none"), 5);
        assert_eq!(lines.doubled, [("/a".to_owned(), 6)]);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_or_hang(text in "[\\[\\]{}\":,\\\\a1 \n]{0,60}") {
            prop_assert!(JsonLines::of(&text).line("/a/1") >= 1);
        }
    }
}
