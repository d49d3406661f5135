//! What is wrong with an export, by file, line and column, with what to do about it.

use serde::{Deserialize, Serialize};

base::coded! {
    /// What sort of mistake; the codes are those of `leave_out` in a map.
    MistakeKind {
        /// A line that cannot be read.
        BrokenRow = "broken-row", "Dòng không đọc được";
        /// A table or column of the map that is not in the export.
        MissingTable = "missing-table", "Thiếu bảng hoặc cột";
        /// A cell that must not be empty.
        MissingValue = "missing-value", "Thiếu nội dung";
        /// Two dossiers with one number, or one identifier.
        DuplicateNumber = "duplicate-number", "Trùng mã hồ sơ";
        /// A number that a dossier here bears.
        NumberTaken = "number-taken", "Mã hồ sơ đã có ở đây";
        /// A number that is none.
        BadNumber = "bad-number", "Mã hồ sơ sai dạng";
        /// A date that does not exist, or that cannot follow another.
        ImpossibleDate = "impossible-date", "Ngày không thể có";
        /// A body that the map does not know.
        UnknownUnit = "unknown-unit", "Cơ quan chưa khai báo";
        /// A procedure that is not here.
        UnknownProcedure = "unknown-procedure", "Thủ tục chưa có";
        /// A status that the map does not know.
        UnknownStatus = "unknown-status", "Trạng thái chưa khai báo";
        /// A step that the map or the process does not know.
        UnknownStep = "unknown-step", "Bước chưa khai báo";
        /// A part that the map or the procedure does not know.
        UnknownPart = "unknown-part", "Thành phần chưa khai báo";
        /// A person who is not here.
        UnknownStaff = "unknown-staff", "Cán bộ chưa có";
        /// A file that is not in the folder, or is of no kind that is taken.
        MissingFile = "missing-file", "Thiếu tệp";
        /// A line of a dossier that is not in the export.
        Orphan = "orphan", "Dòng không thuộc hồ sơ nào";
        /// What the rules here cannot carry: a linked dossier that is open.
        NotCarried = "not-carried", "Chưa chuyển được";
    }
}

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mistake {
    /// What sort.
    pub kind: MistakeKind,
    /// The file.
    pub file: String,
    /// The line, from 1; 0 is the whole file.
    pub line: u64,
    /// The column, by name; may be empty.
    pub column: String,
    /// What stands there; may be empty.
    pub value: String,
    /// What is wrong and what to do.
    pub sentence: String,
}

impl Mistake {
    /// `opencps_dossier.csv, dòng 12, cột dueDate`.
    #[must_use]
    pub fn place(&self) -> String {
        let mut out = self.file.clone();
        if self.line > 0 {
            out.push_str(&format!(", dòng {}", self.line));
        }
        if !self.column.is_empty() {
            out.push_str(&format!(", cột {}", self.column));
        }
        out
    }
}

/// A row that was left out, as it stood: nothing is lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The file.
    pub file: String,
    /// The line.
    pub line: u64,
    /// Its cells, by column.
    pub cells: Vec<(String, String)>,
    /// Why.
    pub why: String,
}
