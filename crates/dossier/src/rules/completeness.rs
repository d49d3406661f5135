//! Completeness: the required components of the case must be there; nothing outside the published list is asked.

use std::collections::BTreeMap;

use base::FieldError;
use catalogue::{Channel, Component, ProcedureVersion, Situation};
use serde_json::Value;

use crate::model::{Paper, Source};

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
            out.push(FieldError::new(field(&component.code), too_many(component)));
        }
        let mine = papers.iter().filter(|paper| paper.component == component.code);
        let wrong = mine.filter_map(|paper| paper_error(component, situation.channel, paper));
        out.extend(wrong.map(|message| FieldError::new(field(&component.code), message)));
    }
    for code in counts.into_keys() {
        out.push(FieldError::new(
            field(code),
            "Giấy tờ này không thuộc thành phần hồ sơ đã công bố của trường hợp đã chọn. Xin bỏ ra.",
        ));
    }
    out
}

/// What is wrong with one paper of a component: paper on paper where nobody is at a counter, or a file it does not take.
fn paper_error(component: &Component, channel: Channel, paper: &Paper) -> Option<String> {
    match paper.source {
        Source::Result => Some(format!("Giấy tờ “{}” cần tệp đính kèm hoặc bản giấy.", component.name)),
        Source::Paper if channel.is_electronic() => {
            Some(format!("Giấy tờ “{}” cần tệp đính kèm khi nộp trực tuyến.", component.name))
        }
        Source::Paper => None,
        Source::Upload => file_error(component, paper),
    }
}

/// What is wrong with a file for a component: its real type or its size. None if nothing is.
#[must_use]
pub fn file_error(component: &Component, paper: &Paper) -> Option<String> {
    let kind = paper.media_type.as_deref().and_then(files::Kind::parse);
    let takes = kind.is_some_and(|kind| {
        let names = |t: &String| t == kind.extension() || (t == "jpeg" && kind == files::Kind::Jpeg);
        component.file_types.iter().any(names)
    });
    let room = i64::from(component.max_megabytes) * 1_000_000;
    if takes && paper.size <= room {
        return None;
    }
    let name = paper.file_name.as_deref().unwrap_or("Tệp");
    if component.file_types.is_empty() {
        return Some(format!("“{name}”: mục này không nhận tệp. Xin bỏ ra."));
    }
    let types = component.file_types.join(", ").to_uppercase();
    Some(format!("“{name}”: mục này nhận tệp {types}, mỗi tệp tối đa {} MB.", component.max_megabytes))
}

/// That a component has more files than it takes.
#[must_use]
pub fn too_many(component: &Component) -> String {
    format!("Giấy tờ “{}” nhận tối đa {} tệp. Xin bỏ bớt tệp.", component.name, component.max_files)
}

/// The name of the field that stands for a component.
#[must_use]
pub fn field(component: &str) -> String {
    format!("papers.{component}")
}
