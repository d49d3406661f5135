//! The file format of an import of units and staff (TOML), read with the line of every mistake.
//! The format is described in `demo/organisation.toml`.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::ops::Range;
use std::str::FromStr;

use base::Role;
use base::code::AgencyCode;
use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use crate::model::{AreaCode, PersonName, StaffNumber, UnitKind, UnitName, Word};

/// One mistake in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportProblem {
    /// The line, from 1.
    pub line: usize,
    /// The field; empty where the file cannot be read at all.
    pub field: String,
    /// What is wrong and what to do, in Vietnamese.
    pub message: String,
}

impl ImportProblem {
    /// `dòng 12, name`.
    #[must_use]
    pub fn place(&self) -> String {
        if self.field.is_empty() {
            format!("dòng {}", self.line)
        } else {
            format!("dòng {}, {}", self.line, self.field)
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    from: Spanned<String>,
    #[serde(default)]
    unit: Vec<RawUnit>,
    #[serde(default)]
    staff: Vec<RawStaff>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawUnit {
    key: Spanned<String>,
    name: Spanned<String>,
    kind: Spanned<String>,
    under: Option<Spanned<String>>,
    code: Option<Spanned<String>>,
    duty: Option<Spanned<String>>,
    area: Option<Spanned<String>>,
    from: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStaff {
    number: Spanned<String>,
    name: Spanned<String>,
    posts: Spanned<Vec<RawPost>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPost {
    unit: Spanned<String>,
    role: Spanned<String>,
    from: Option<Spanned<String>>,
}

/// A file in which every text has its form and every reference its target.
#[derive(Debug)]
pub(super) struct File {
    pub(super) units: Vec<FileUnit>,
    pub(super) staff: Vec<FileStaff>,
}

#[derive(Debug)]
pub(super) struct FileUnit {
    pub(super) line: usize,
    pub(super) name: UnitName,
    pub(super) kind: UnitKind,
    /// The place in `units` of the unit above.
    pub(super) under: Option<usize>,
    pub(super) code: Option<AgencyCode>,
    pub(super) duty: Option<Word>,
    pub(super) area: Option<AreaCode>,
    pub(super) from: Date,
}

#[derive(Debug)]
pub(super) struct FileStaff {
    pub(super) line: usize,
    pub(super) number: StaffNumber,
    pub(super) name: PersonName,
    pub(super) posts: Vec<FilePost>,
}

#[derive(Debug)]
pub(super) struct FilePost {
    pub(super) line: usize,
    /// The place in `units`.
    pub(super) unit: usize,
    pub(super) role: Role,
    pub(super) from: Date,
}

/// Reads a file; all its mistakes at once, or the first one if it is no TOML of this form.
pub(super) fn read(text: &str) -> Result<File, Vec<ImportProblem>> {
    let raw: RawFile = toml::from_str(text).map_err(|error| vec![malformed(text, &error)])?;
    let mut reader = Reader { text, keys: BTreeMap::new(), problems: Vec::new() };
    let from = reader.parse("from", &raw.from, DATE).unwrap_or(Date::MIN);
    let units: Vec<_> =
        raw.unit.iter().enumerate().filter_map(|(at, unit)| reader.unit(at, unit, from)).collect();
    let staff: Vec<_> = raw.staff.iter().filter_map(|person| reader.person(person, from)).collect();
    if reader.problems.is_empty() { Ok(File { units, staff }) } else { Err(reader.problems) }
}

const DATE: &str = "Ngày phải có dạng 2025-07-01.";

fn line_of(text: &str, span: Range<usize>) -> usize {
    let before = text.as_bytes().get(..span.start).unwrap_or_default();
    before.iter().filter(|byte| **byte == b'\n').count() + 1
}

fn malformed(text: &str, error: &toml::de::Error) -> ImportProblem {
    let line = error.span().map_or(1, |span| line_of(text, span));
    let reason = error.message();
    let field = reason.split('`').nth(1).unwrap_or_default().to_owned();
    let message = if reason.starts_with("unknown field") {
        "Mục này không có trong khuôn dạng tệp. Xin sửa tên mục hoặc xóa đi.".to_owned()
    } else if reason.starts_with("missing field") {
        "Thiếu mục này. Xin bổ sung.".to_owned()
    } else {
        format!("Không đọc được tệp ở dòng này ({reason}).")
    };
    ImportProblem { line, field, message }
}

struct Reader<'a> {
    text: &'a str,
    keys: BTreeMap<String, usize>,
    problems: Vec<ImportProblem>,
}

impl Reader<'_> {
    fn unit(&mut self, at: usize, raw: &RawUnit, from: Date) -> Option<FileUnit> {
        let under = match &raw.under {
            Some(key) => Some(self.key("under", key)?),
            None => None,
        };
        if self.keys.insert(raw.key.get_ref().clone(), at).is_some() {
            self.refuse("key", &raw.key, "Khóa này đã dùng cho đơn vị khác trong tệp. Xin đặt khóa khác.");
        }
        let name = self.typed("name", &raw.name);
        let kind = self.parse("kind", &raw.kind, "Loại đơn vị không có trong danh mục.");
        let code = self.optional("code", raw.code.as_ref(), "Mã định danh có dạng như H44.12.03.")?;
        let duty = self.optional("duty", raw.duty.as_ref(), "Mã việc có dạng như mot-cua.")?;
        let area = self.optional("area", raw.area.as_ref(), "Mã đơn vị hành chính gồm 2 hoặc 5 chữ số.")?;
        let from = self.optional("from", raw.from.as_ref(), DATE)?.unwrap_or(from);
        let line = self.line(&raw.key);
        Some(FileUnit { line, name: name?, kind: kind?, under, code, duty, area, from })
    }

    fn person(&mut self, raw: &RawStaff, from: Date) -> Option<FileStaff> {
        let number = self.typed("number", &raw.number);
        let name = self.typed("name", &raw.name);
        if raw.posts.get_ref().is_empty() {
            self.refuse("posts", &raw.posts, "Mỗi cán bộ cần ít nhất một vị trí.");
        }
        let posts: Vec<_> = raw.posts.get_ref().iter().filter_map(|post| self.post(post, from)).collect();
        Some(FileStaff { line: self.line(&raw.number), number: number?, name: name?, posts })
    }

    fn post(&mut self, raw: &RawPost, from: Date) -> Option<FilePost> {
        let unit = self.key("unit", &raw.unit);
        let role = Role::parse(raw.role.get_ref());
        if role.is_none() {
            self.refuse("role", &raw.role, "Vai trò không có trong danh mục.");
        }
        let from = self.optional("from", raw.from.as_ref(), DATE)?.unwrap_or(from);
        Some(FilePost { line: self.line(&raw.unit), unit: unit?, role: role?, from })
    }

    fn key(&mut self, field: &str, key: &Spanned<String>) -> Option<usize> {
        let found = self.keys.get(key.get_ref()).copied();
        if found.is_none() {
            self.refuse(
                field,
                key,
                "Chưa có đơn vị nào mang khóa này ở các dòng trên. Xin khai đơn vị đó trước.",
            );
        }
        found
    }

    /// A text whose type says in Vietnamese what is wrong.
    fn typed<T: FromStr<Err: Display>>(&mut self, field: &str, raw: &Spanned<String>) -> Option<T> {
        match raw.get_ref().parse() {
            Ok(value) => Some(value),
            Err(error) => {
                self.refuse(field, raw, &error.to_string());
                None
            }
        }
    }

    /// A text whose type has no sentence of its own.
    fn parse<T: FromStr>(&mut self, field: &str, raw: &Spanned<String>, sentence: &str) -> Option<T> {
        let value = raw.get_ref().parse().ok();
        if value.is_none() {
            self.refuse(field, raw, sentence);
        }
        value
    }

    /// The same for a field that may be missing; the outer `None` is a refusal.
    #[expect(clippy::option_option, reason = "missing and refused are two things")]
    fn optional<T: FromStr>(
        &mut self,
        field: &str,
        raw: Option<&Spanned<String>>,
        sentence: &str,
    ) -> Option<Option<T>> {
        raw.map_or(Some(None), |raw| self.parse(field, raw, sentence).map(Some))
    }

    fn refuse<T>(&mut self, field: &str, raw: &Spanned<T>, message: &str) {
        let line = self.line(raw);
        self.problems.push(ImportProblem { line, field: field.to_owned(), message: message.to_owned() });
    }

    fn line<T>(&self, raw: &Spanned<T>) -> usize {
        line_of(self.text, raw.span())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<(usize, String)> {
        read(text).expect_err("has mistakes").into_iter().map(|it| (it.line, it.field)).collect()
    }

    #[test]
    fn every_mistake_is_told_with_its_line_and_field() {
        let text = "from = \"2025-07-01\"\n\n[[unit]]\nkey = \"a\"\nname = \"\"\nkind = \"district\"\n\n\
            [[unit]]\nkey = \"a\"\nname = \"Phòng Kinh tế\"\nkind = \"division\"\nunder = \"z\"\n\n\
            [[staff]]\nnumber = \"S 1\"\nname = \"Lan\"\nposts = [\n  { unit = \"a\", role = \"boss\" },\n]\n";
        let expected = [(5, "name"), (6, "kind"), (12, "under"), (15, "number"), (18, "role")];
        assert_eq!(problems(text), expected.map(|(line, field)| (line, field.to_owned())));
    }

    #[test]
    fn an_unknown_or_missing_field_is_named() {
        assert_eq!(problems("from = \"2025-07-01\"\ncolour = \"red\"\n"), [(2, "colour".to_owned())]);
        let missing = "from = \"2025-07-01\"\n[[unit]]\nkey = \"a\"\nname = \"Tỉnh\"\n";
        assert_eq!(problems(missing), [(2, "kind".to_owned())]);
        assert_eq!(problems("from = [").len(), 1);
        let late = read("from = \"1/7/2025\"\n").expect_err("no such date");
        assert_eq!(late.first().map(ImportProblem::place), Some("dòng 1, from".to_owned()));
    }
}
