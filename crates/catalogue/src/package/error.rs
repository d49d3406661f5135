//! What is wrong with a package: file, line, field, and what to do.

use std::fmt;

/// One thing wrong with a package.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct PackageError {
    /// The file, without the folder.
    pub file: &'static str,
    /// The line, from 1.
    pub line: usize,
    /// The field, `component[2].max_megabytes`, or a JSON pointer; empty where the whole file is meant.
    pub field: String,
    /// What is wrong and what to do, in Vietnamese.
    pub message: String,
}

impl PackageError {
    pub(crate) fn new(
        file: &'static str,
        line: usize,
        field: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self { file, line, field: field.into(), message: message.into() }
    }
}

impl fmt::Display for PackageError {
    /// `procedure.toml, dòng 12, component[2].max_megabytes: phải từ 1 đến 100`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, dòng {}", self.file, self.line)?;
        if !self.field.is_empty() {
            write!(f, ", {}", self.field)?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for PackageError {}

/// The errors as lines of text, with their number at the end.
#[must_use]
pub fn report(errors: &[PackageError]) -> String {
    let mut out: String = errors.iter().map(|error| format!("{error}\n")).collect();
    out.push_str(&format!("Gói thủ tục có {} lỗi; chưa có gì được nhập.\n", errors.len()));
    out
}
