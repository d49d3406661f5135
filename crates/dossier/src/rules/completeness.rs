//! Completeness: the required components of the case must be there; nothing outside the published list is asked.

use std::collections::BTreeMap;

use base::FieldError;
use catalogue::{ProcedureVersion, Situation};
use serde_json::Value;

use crate::model::Paper;

/// What is wrong with the papers of a submission: a required component without a paper, a paper for a component
/// that the case does not have, too many files. Empty if nothing is. The field is `papers.<component>`.
#[must_use]
pub fn paper_errors(
    version: &ProcedureVersion,
    situation: &Situation<'_>,
    answers: &Value,
    papers: &[Paper],
) -> Vec<FieldError> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for paper in papers {
        *counts.entry(&paper.component).or_default() += 1;
    }
    let mut out = Vec::new();
    for component in version.components(answers, situation) {
        let count = counts.remove(component.code.as_str()).unwrap_or(0);
        if component.required && count == 0 && !component.is_the_form(situation.channel) {
            out.push(FieldError::new(
                field(&component.code),
                format!("Còn thiếu giấy tờ: {}.", component.name),
            ));
        }
        if count > usize::from(component.max_files) {
            let message = format!(
                "Giấy tờ “{}” nhận tối đa {} tệp; hiện có {count}. Xin bỏ bớt.",
                component.name, component.max_files
            );
            out.push(FieldError::new(field(&component.code), message));
        }
    }
    for code in counts.into_keys() {
        out.push(FieldError::new(
            field(code),
            "Giấy tờ này không thuộc thành phần hồ sơ đã công bố của trường hợp đã chọn. Xin bỏ ra.",
        ));
    }
    out
}

/// The name of the field that stands for a component.
#[must_use]
pub fn field(component: &str) -> String {
    format!("papers.{component}")
}
