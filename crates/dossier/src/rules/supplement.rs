//! Asking the citizen for papers (form 02): once and completely, from the published components; another paper needs an
//! article of law; once more only with the head's reasoned approval (NĐ 118/2025/NĐ-CP; NĐ 61/2018/NĐ-CP Điều 19).

use base::FieldError;
use catalogue::{Channel, ProcedureVersion, Situation};
use serde_json::Value;

use super::completeness::{missing, more_than, needs_file, needs_paper_or_file};
use super::{file_error, paper_field};
use crate::model::{Item, Paper, Source, Supplement};

/// Longest sentence, name and citation taken, in characters.
const WHAT_LIMIT: usize = 500;
const NAME_LIMIT: usize = 250;
const CITATION_LIMIT: usize = 300;
const APPROVAL_LIMIT: usize = 2000;
/// Most papers outside the list in one request.
const OTHERS: usize = 5;
/// Most files for one paper outside the list, and the largest of them in bytes.
const OTHER_FILES: usize = 10;
pub(crate) const OTHER_BYTES: i64 = 20_000_000;

/// A published component that is asked for, or asked for again.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Wanted {
    /// Its code.
    pub component: String,
    /// What is missing or wrong with it.
    pub what: String,
}

/// A paper outside the published list.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Other {
    /// What it is called.
    pub name: String,
    /// What it is needed for.
    pub what: String,
    /// The article that lets the body ask for it.
    pub citation: String,
}

/// Who asks, for which time.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    /// How many requests came before.
    pub before: usize,
    /// How many papers outside the list they asked for: the new ones are numbered on.
    pub outside: usize,
    /// Whether who asks may approve one more.
    pub approves: bool,
    /// The reasons of that approval.
    pub approval: &'a str,
}

/// What is asked for, if it may be asked for.
///
/// # Errors
/// One error for each field that cannot be taken: nothing asked for, a component the case does not have, a paper
/// outside the list without an article, one more request without the head.
pub fn items(
    version: &ProcedureVersion,
    situation: &Situation<'_>,
    answers: &Value,
    wanted: &[Wanted],
    others: &[Other],
    asking: Asking<'_>,
) -> Result<Vec<Item>, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut out: Vec<Item> = Vec::new();
    let published: Vec<_> = version.components(answers, situation).collect();
    for one in wanted {
        let field = format!("what-{}", one.component);
        let Some(component) = published.iter().find(|it| it.code == one.component) else {
            let message = "Giấy tờ này không thuộc thành phần hồ sơ của trường hợp đã nộp. Nếu thật cần, xin yêu cầu ở mục giấy tờ ngoài danh mục, kèm căn cứ.";
            errors.push(FieldError::new(field, message));
            continue;
        };
        let ask = "Ghi rõ thiếu gì, sai ở đâu, cần làm gì.";
        errors.extend(words(&field, &one.what, WHAT_LIMIT, ask));
        if out.iter().any(|it| it.component == one.component) {
            errors.push(FieldError::new(field, "Giấy tờ này đã có trong yêu cầu. Xin gộp làm một."));
        }
        out.push(Item {
            component: one.component.clone(),
            name: component.name.clone(),
            what: one.what.trim().to_owned(),
            citation: None,
        });
    }
    for (n, other) in others.iter().enumerate() {
        errors.extend(words("other_name", &other.name, NAME_LIMIT, "Ghi tên giấy tờ cần thêm."));
        errors.extend(words("other_what", &other.what, WHAT_LIMIT, "Ghi rõ giấy tờ này cần để làm gì."));
        let ask = "Giấy tờ ngoài danh mục đã công bố chỉ được yêu cầu khi có căn cứ. Xin ghi điều, khoản của văn bản.";
        errors.extend(words("other_citation", &other.citation, CITATION_LIMIT, ask));
        out.push(Item {
            component: format!("ngoai-danh-muc-{}", asking.outside + n + 1),
            name: other.name.trim().to_owned(),
            what: other.what.trim().to_owned(),
            citation: Some(other.citation.trim().to_owned()),
        });
    }
    if others.len() > OTHERS {
        let message = format!("Mỗi lần chỉ yêu cầu tối đa {OTHERS} giấy tờ ngoài danh mục.");
        errors.push(FieldError::new("other_name", message));
    }
    if out.is_empty() && errors.is_empty() {
        errors.push(FieldError::new("items", "Chọn ít nhất một giấy tờ cần bổ sung và ghi rõ nội dung."));
    }
    errors.extend(once_more(asking));
    if errors.is_empty() { Ok(out) } else { Err(errors) }
}

/// What stands against asking once more.
fn once_more(asking: Asking<'_>) -> Option<FieldError> {
    if asking.before == 0 {
        return None;
    }
    if !asking.approves {
        let message = "Hồ sơ đã được yêu cầu bổ sung một lần. Yêu cầu thêm phải do lãnh đạo phòng quyết định, có nêu lý do.";
        return Some(FieldError::new("approval", message));
    }
    let ask = "Ghi lý do vì sao phải yêu cầu bổ sung thêm một lần; hồ sơ sẽ được tính là quá hạn.";
    words("approval", asking.approval, APPROVAL_LIMIT, ask)
}

/// What is wrong with the papers that answer a request: each item needs one, and nothing else is taken.
#[must_use]
pub fn answer_errors(
    version: &ProcedureVersion,
    request: &Supplement,
    papers: &[Paper],
    channel: Channel,
) -> Vec<FieldError> {
    let mut out = Vec::new();
    for item in &request.items {
        let field = paper_field(&item.component);
        let mine: Vec<_> = papers.iter().filter(|paper| paper.component == item.component).collect();
        if mine.is_empty() {
            out.push(FieldError::new(&field, missing(&item.name)));
        }
        let component = version.component(&item.component);
        let most = component.map_or(OTHER_FILES, |it| usize::from(it.max_files));
        if mine.len() > most {
            out.push(FieldError::new(&field, more_than(&item.name, most)));
        }
        for paper in mine {
            let wrong = match (paper.source, component) {
                (Source::Paper, _) if channel.is_electronic() => Some(needs_file(&item.name)),
                (Source::Result, _) => Some(needs_paper_or_file(&item.name)),
                (Source::Paper, _) => None,
                (Source::Upload, Some(component)) if !component.file_types.is_empty() => {
                    file_error(component, paper)
                }
                (Source::Upload, _) => (paper.size > OTHER_BYTES).then(|| {
                    let most = OTHER_BYTES / 1_000_000;
                    let vi = format!("Mỗi tệp tối đa {most} MB. Xin chia nhỏ hoặc nén tệp.");
                    (vi, format!("A file may have {most} MB at most. Please divide or compress it.")).into()
                }),
            };
            out.extend(wrong.map(|message| FieldError::new(&field, message)));
        }
    }
    let asked = |paper: &&Paper| request.items.iter().any(|item| item.component == paper.component);
    for stray in papers.iter().filter(|paper| !asked(paper)) {
        let message = (
            "Giấy tờ này không nằm trong yêu cầu bổ sung. Xin bỏ ra.",
            "This paper was not asked for. Please take it out.",
        );
        out.push(FieldError::new(paper_field(&stray.component), message));
    }
    out
}

/// Words that may be left out, trimmed.
///
/// # Errors
/// The field if they are too long.
pub(crate) fn words_up_to(field: &str, text: &str, limit: usize) -> Result<String, Vec<FieldError>> {
    let given = text.trim();
    if given.is_empty() {
        return Ok(String::new());
    }
    words(field, given, limit, "").map_or_else(|| Ok(given.to_owned()), |wrong| Err(vec![wrong]))
}

/// What is missing or too long in words that are owed.
pub(crate) fn words(field: &str, text: &str, limit: usize, ask: &str) -> Option<FieldError> {
    if text.trim().is_empty() {
        return Some(FieldError::new(field, ask));
    }
    let long = text.trim().chars().count() > limit;
    long.then(|| {
        let vi = format!("Nội dung dài tối đa {limit} ký tự. Xin rút gọn.");
        FieldError::new(field, (vi, format!("This may have {limit} characters at most. Please shorten it.")))
    })
}
