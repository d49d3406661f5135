//! Completeness: the required components of the case must be there; nothing outside the published list is asked.

use std::collections::BTreeMap;

use base::{FieldError, Said};
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
            out.push(FieldError::new(field(&component.code), missing(&component.name)));
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
            (
                "Giấy tờ này không thuộc thành phần hồ sơ đã công bố của trường hợp đã chọn. Xin bỏ ra.",
                "This paper is none of those published for the case that was chosen. Please take it out.",
            ),
        ));
    }
    out
}

/// What is wrong with one paper of a component: paper on paper where nobody is at a counter, or a file it does not take.
fn paper_error(component: &Component, channel: Channel, paper: &Paper) -> Option<Said> {
    match paper.source {
        Source::Result => Some(needs_paper_or_file(&component.name)),
        Source::Paper if channel.is_electronic() => Some(needs_file(&component.name)),
        Source::Paper => None,
        Source::Upload => file_error(component, paper),
    }
}

/// What is wrong with a file for a component: its real type or its size. None if nothing is.
#[must_use]
pub fn file_error(component: &Component, paper: &Paper) -> Option<Said> {
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
        let said = (
            format!("“{name}”: mục này không nhận tệp. Xin bỏ ra."),
            format!("“{name}”: no files are taken here. Please take it out."),
        );
        return Some(said.into());
    }
    let types = component.file_types.join(", ").to_uppercase();
    let most = component.max_megabytes;
    let said = (
        format!("“{name}”: mục này nhận tệp {types}, mỗi tệp tối đa {most} MB."),
        format!("“{name}”: files taken here are {types}, at most {most} MB each."),
    );
    Some(said.into())
}

/// That a component has more files than it takes.
#[must_use]
pub fn too_many(component: &Component) -> Said {
    more_than(&component.name, usize::from(component.max_files))
}

/// That a paper has more files than it takes.
pub(crate) fn more_than(name: &str, most: usize) -> Said {
    (
        format!("Giấy tờ “{name}” nhận tối đa {most} tệp. Xin bỏ bớt tệp."),
        format!("The paper “{name}” takes {most} files at most. Please take some out."),
    )
        .into()
}

/// That a paper is not there.
pub(crate) fn missing(name: &str) -> Said {
    (format!("Còn thiếu giấy tờ: {name}."), format!("A paper is still missing: “{name}”.")).into()
}

/// That a paper needs a file online.
pub(crate) fn needs_file(name: &str) -> Said {
    (
        format!("Giấy tờ “{name}” cần tệp đính kèm khi nộp trực tuyến."),
        format!("The paper “{name}” needs a file when it is filed online."),
    )
        .into()
}

/// That a paper needs a file, or to be there on paper.
pub(crate) fn needs_paper_or_file(name: &str) -> Said {
    (
        format!("Giấy tờ “{name}” cần tệp đính kèm hoặc bản giấy."),
        format!("The paper “{name}” needs a file, or the paper itself."),
    )
        .into()
}

/// The name of the field that stands for a component.
#[must_use]
pub fn field(component: &str) -> String {
    format!("papers.{component}")
}
