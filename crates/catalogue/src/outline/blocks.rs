//! Where the entries of a section stand in a text: from their head to before the next head. Pure.

use std::ops::Range;

use super::{Section, Shape};

/// An entry in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// Its bytes, head included; what stands after it up to the next head too, but for remarks right before that head.
    pub(crate) range: Range<usize>,
    /// The line of its head, from 1.
    pub(crate) line: usize,
}

/// A head of a table: where it begins, its line, its path, whether it is one of a list.
struct Head<'a> {
    at: usize,
    line: usize,
    path: &'a str,
    many: bool,
}

/// The entries of a section, in order. At the top there is always one.
pub(crate) fn blocks(text: &str, section: &Section) -> Vec<Block> {
    let heads = heads(text);
    if section.shape == Shape::Top {
        let end = heads.first().map_or(text.len(), |head| before_remarks(text, head.at));
        return vec![Block { range: 0..end, line: 1 }];
    }
    let mut out = Vec::new();
    for (i, head) in heads.iter().enumerate() {
        if head.path != section.key || head.many != (section.shape == Shape::Many) {
            continue;
        }
        let inner = format!("{}.", section.key);
        let next = heads.iter().skip(i + 1).find(|one| !one.path.starts_with(&inner));
        let end = next.map_or(text.len(), |next| before_remarks(text, next.at));
        out.push(Block { range: head.at..end, line: head.line });
    }
    out
}

/// The text with another entry in the place of one.
pub(crate) fn replaced(text: &str, block: &Block, entry: &str) -> String {
    let (before, after) = (&text[..block.range.start], &text[block.range.end..]);
    joined(before, entry, after)
}

/// The text without an entry.
pub(crate) fn removed(text: &str, block: &Block) -> String {
    joined(&text[..block.range.start], "", &text[block.range.end..])
}

/// The text with an entry after the last one of its section, else at the end; and the line of its head.
pub(crate) fn insert(text: &str, section: &Section, entry: &str) -> (String, usize) {
    let at = blocks(text, section).last().map_or(text.len(), |last| last.range.end);
    let whole = joined(&text[..at], entry, &text[at..]);
    let start = whole.len() - text[at..].trim_start_matches('\n').len();
    let head = whole[..start].rfind(entry.lines().next().unwrap_or_default()).unwrap_or(0);
    let line = whole[..head].matches('\n').count() + 1;
    (whole, line)
}

/// The text with two entries that follow each other exchanged.
pub(crate) fn moved(text: &str, first: &Block, second: &Block) -> String {
    let between = &text[first.range.end..second.range.start];
    let [one, two] = [first, second].map(|block| text[block.range.clone()].trim_end_matches('\n'));
    let head = joined(&text[..first.range.start], two, between);
    joined(&joined(&head, one, ""), "", &text[second.range.end..])
}

/// Parts with one line end between them, and an empty line before a head.
fn joined(before: &str, entry: &str, after: &str) -> String {
    let mut out = before.trim_end_matches('\n').to_owned();
    for part in [entry, after].into_iter().map(|part| part.trim_matches('\n')).filter(|part| !part.is_empty())
    {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str(part);
    }
    out.push('\n');
    out
}

/// The end of what stands before a head: remarks right before it belong to it.
fn before_remarks(text: &str, at: usize) -> usize {
    let mut end = at;
    for line in text[..at].lines().rev() {
        if !line.starts_with('#') {
            break;
        }
        end = end.saturating_sub(line.len() + 1);
    }
    end
}

/// Every head of a table. A line within a text of several lines (`"""`) or a list is none: the house writes those with spaces before
/// them, and whatever is misread is found when the package is read.
fn heads(text: &str) -> Vec<Head<'_>> {
    let mut out = Vec::new();
    let mut at = 0;
    for (i, line) in text.split_inclusive('\n').enumerate() {
        let bare = line.trim_end();
        let many = bare.strip_prefix("[[").and_then(|rest| rest.split_once("]]"));
        let one = bare.strip_prefix('[').and_then(|rest| rest.split_once(']'));
        let known = |path: &str| {
            !path.is_empty() && path.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c))
        };
        match (many, one) {
            (Some((path, _)), _) if known(path) => out.push(Head { at, line: i + 1, path, many: true }),
            (None, Some((path, _))) if known(path) => out.push(Head { at, line: i + 1, path, many: false }),
            _ => {}
        }
        at += line.len();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::section;
    use super::*;
    use crate::package::{BUILTIN, Texts, read};

    const TEXT: &str = "# Đầu\ncode = \"1\"\n\n[decision]\nnumber = \"x\"\n\n[[fee]]\ncode = \"a\"\n[fee.rate]\ncount = \"b\"\n\n# Về b\n[[fee]]\ncode = \"b\"\n\n[[component]]\ncode = \"c\"\n";

    fn text_of(text: &str, slug: &str) -> Vec<String> {
        let section = section(slug).expect("a section");
        blocks(text, section).into_iter().map(|block| text[block.range].trim_end().to_owned()).collect()
    }

    #[test]
    fn an_entry_goes_from_its_head_to_the_next() {
        assert_eq!(text_of(TEXT, "chung"), ["# Đầu\ncode = \"1\""]);
        assert_eq!(text_of(TEXT, "quyet-dinh"), ["[decision]\nnumber = \"x\""]);
        assert_eq!(
            text_of(TEXT, "phi"),
            ["[[fee]]\ncode = \"a\"\n[fee.rate]\ncount = \"b\"", "[[fee]]\ncode = \"b\""]
        );
        assert_eq!(text_of(TEXT, "thoi-han"), Vec::<String>::new());
    }

    #[test]
    fn what_stands_around_an_entry_stays() {
        let fees = section("phi").expect("a section");
        let found = blocks(TEXT, fees);
        let changed = replaced(TEXT, &found[0], "[[fee]]\ncode = \"z\"");
        assert_eq!(changed, TEXT.replace("code = \"a\"\n[fee.rate]\ncount = \"b\"", "code = \"z\""));
        let gone = removed(TEXT, &found[1]);
        assert!(gone.contains("# Về b") && !gone.contains("code = \"b\""), "{gone}");
        let (more, line) = insert(TEXT, fees, "[[fee]]\ncode = \"d\"");
        assert_eq!(more.lines().nth(line - 1), Some("[[fee]]"));
        assert_eq!(text_of(&more, "phi").last().map(String::as_str), Some("[[fee]]\ncode = \"d\""));
        let turned = moved(TEXT, &found[0], &found[1]);
        assert_eq!(text_of(&turned, "phi")[1], "[[fee]]\ncode = \"a\"\n[fee.rate]\ncount = \"b\"");
    }

    /// Every entry of every package of the house can be taken out and put back without changing what it says.
    #[test]
    fn every_entry_of_the_house_is_found() {
        for (code, texts) in BUILTIN {
            let whole = read(*texts).expect("a sound package");
            for section in super::super::SECTIONS {
                let text = match section.place {
                    super::super::Place::Procedure => texts.procedure,
                    super::super::Place::Process => texts.process,
                };
                for block in blocks(text, section) {
                    let same = replaced(text, &block, &text[block.range.clone()]);
                    let texts = match section.place {
                        super::super::Place::Procedure => Texts { procedure: &same, ..*texts },
                        super::super::Place::Process => Texts { process: &same, ..*texts },
                    };
                    assert_eq!(read(texts).as_ref(), Ok(&whole), "{code} {}", section.slug);
                }
            }
        }
    }
}
