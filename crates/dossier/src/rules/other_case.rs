//! Whether what was filled in carries another case of the procedure.

use base::FieldError;
use catalogue::form::Scope;
use catalogue::{ProcedureVersion, Situation};
use jiff::civil::Date;

use crate::model::Dossier;

/// What stands against handling `dossier` as `case`: no such case, or answers that its form would not take. Papers that the case
/// needs beside are asked for as a supplement.
#[must_use]
pub fn other_case(version: &ProcedureVersion, case: &str, dossier: &Dossier, today: Date) -> Vec<FieldError> {
    if version.case(case).is_none() {
        return vec![FieldError::new("case", "Thủ tục không có trường hợp này. Xin chọn trong danh sách.")];
    }
    let situation = Situation { case, channel: dossier.channel };
    let wrong = version.form.check(&dossier.answers, Scope::Whole, &situation, today);
    let Some(first) = wrong.first() else { return Vec::new() };
    let message = format!(
        "Tờ khai chưa có đủ nội dung cho trường hợp này: {} Nếu trường hợp này đúng, xin từ chối hoặc hướng dẫn nộp hồ sơ mới.",
        first.message
    );
    vec![FieldError::new("case", message)]
}
