//! What an edition changes, in words: which part of the procedure, what stood there, what stands there.

use serde_json::Value;

use crate::model::ProcedureVersion;
use crate::national::difference;
use crate::outline::{SECTIONS, section};
use crate::package::toml_write::inline;

/// The longest value shown, in letters.
const LONGEST: usize = 400;

/// One change.
pub(super) struct Change {
    /// Where.
    pub(super) place: String,
    /// What stood there; empty if it was put in.
    pub(super) before: String,
    /// What stands there; empty if it was taken out.
    pub(super) after: String,
}

/// Parts of a version and the section they are edited in.
const PARTS: &[(&str, &str)] = &[
    ("decision", "quyet-dinh"),
    ("field", "linh-vuc"),
    ("subjects", "doi-tuong"),
    ("cases", "truong-hop"),
    ("terms", "thoi-han"),
    ("cutoff", "gio-nhan"),
    ("fees", "phi"),
    ("components", "thanh-phan"),
    ("results", "ket-qua"),
    ("jurisdiction", "tham-quyen"),
    ("retention", "luu-tru"),
    ("legal_basis", "can-cu"),
    ("linked", "lien-thong"),
    ("lane", "chung-thuc"),
    ("process.steps", "buoc"),
    ("process.ends", "ket-thuc"),
    ("process.edges", "thao-tac"),
    ("process", "phe-duyet"),
];

/// Everything that changes from `before` to `after`, but for number and days.
pub(super) fn changes(before: &ProcedureVersion, after: &ProcedureVersion) -> Vec<Change> {
    let bare = |version: &ProcedureVersion| {
        let mut value = serde_json::to_value(version).unwrap_or_default();
        for key in ["version", "valid_from", "valid_to", "falls_back"] {
            value.as_object_mut().and_then(|map| map.shift_remove(key));
        }
        value
    };
    difference(&bare(before), &bare(after))
        .into_iter()
        .map(|one| Change {
            place: place(&one.path),
            before: one.before.as_ref().map_or_else(String::new, said),
            after: one.after.as_ref().map_or_else(String::new, said),
        })
        .collect()
}

/// `terms[1].text` is `Thời hạn giải quyết, mục 2: Thời hạn`.
fn place(path: &str) -> String {
    let found = PARTS.iter().find_map(|(part, slug)| {
        let rest = path.strip_prefix(part)?;
        (rest.is_empty() || rest.starts_with(['.', '['])).then_some((section(slug)?, rest))
    });
    let Some((section, rest)) = found else {
        let head = path.split(['.', '[']).next().unwrap_or_default();
        let rest = &path[head.len()..];
        let top = SECTIONS.first().and_then(|top| top.columns.iter().find(|column| column.key == head));
        return match (head, top) {
            ("form", _) => format!("Tờ khai: {}", rest.trim_start_matches('.')),
            (_, Some(column)) => format!("{}{}", column.label, number(rest).0),
            _ => path.to_owned(),
        };
    };
    let (number, rest) = number(rest);
    let key = rest.trim_start_matches('.');
    let column =
        section.columns.iter().find(|column| column.key == key.split(['.', '[']).next().unwrap_or(key));
    let last = column.map_or_else(|| key.to_owned(), |column| column.label.to_owned());
    if last.is_empty() {
        format!("{}{number}", section.title)
    } else {
        format!("{}{number}: {last}", section.title)
    }
}

/// `[1].text` is `, mục 2` and `.text`.
fn number(rest: &str) -> (String, &str) {
    let inner = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    match inner.and_then(|(n, rest)| Some((n.parse::<usize>().ok()?, rest))) {
        Some((n, rest)) => (format!(", mục {}", n + 1), rest),
        None => (String::new(), rest),
    }
}

fn said(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "có".to_owned(),
        Value::Bool(false) => "không".to_owned(),
        Value::Null => "không có".to_owned(),
        Value::Object(map) if map.get("name").is_some_and(Value::is_string) => {
            map.get("name").and_then(Value::as_str).unwrap_or_default().to_owned()
        }
        other => inline(other),
    };
    if text.chars().count() <= LONGEST {
        return text;
    }
    let short: String = text.chars().take(LONGEST).collect();
    format!("{short}…")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::{BUILTIN, read};

    #[test]
    fn what_changed_is_said_in_the_words_of_the_pages() {
        let texts = BUILTIN.iter().find(|(code, _)| *code == "1.001193").expect("births").1;
        let before = read(texts).expect("a package").procedure;
        let mut after = before.clone();
        after.version = 9;
        assert!(changes(&before, &after).is_empty(), "the number is no change");
        after.terms[0].text = "1 ngày làm việc".to_owned();
        after.fees.remove(1);
        after.intro = "Khác".to_owned();
        after.process.steps[1].name = "Thẩm tra".to_owned();
        let said: Vec<_> =
            changes(&before, &after).into_iter().map(|one| (one.place, one.before, one.after)).collect();
        let place = |n: usize| said[n].0.as_str();
        assert_eq!(place(0), "Dùng để làm gì");
        assert_eq!(
            said[1],
            ("Thời hạn giải quyết, mục 1: Thời hạn".into(), "trong ngày".into(), "1 ngày làm việc".into())
        );
        assert_eq!((place(2), said[2].2.as_str()), ("Phí, lệ phí, mục 2", ""));
        assert_eq!(place(3), "Các bước xử lý, mục 2: Tên bước");
    }
}
