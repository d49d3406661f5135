//! Reading cases, terms and results.

use crate::model::{Case, Channel, ProcedureResult, Term};
use crate::package::components::{Known, condition};
use crate::package::reader::{Table, slug};

pub(crate) const CHANNELS: &str = "online, counter, post, internal";
/// The kinds of templates a result may be made from.
const TEMPLATES: [&str; 4] = ["permit", "certificate", "confirmation", "refusal"];

pub(crate) fn cases(top: &Table<'_, '_>) -> Vec<Case> {
    let mut out: Vec<Case> = Vec::new();
    for table in top.tables("case", 100) {
        let case = Case {
            code: slug(&table, "code"),
            name: table.text("name", 500),
            hint: table.opt_text("hint", 1000),
        };
        if out.iter().any(|one| one.code == case.code) {
            table.fail("code", format!("mã trường hợp “{}” bị trùng", case.code));
        }
        table.done();
        out.push(case);
    }
    if out.is_empty() {
        top.fail(
            "case",
            "cần ít nhất một trường hợp [[case]]; thủ tục không chia trường hợp thì ghi một trường hợp chung",
        );
    }
    out
}

/// The cases and channels something is for; empty is all.
pub(crate) fn scope(table: &Table<'_, '_>, cases: &[Case]) -> (Vec<String>, Vec<Channel>) {
    let named = table.texts("cases", 100, 60);
    for code in named.iter().filter(|code| cases.iter().all(|case| case.code != **code)) {
        table.fail("cases", format!("không có trường hợp “{code}” trong [[case]]"));
    }
    (named, table.codes("channels", CHANNELS, Channel::parse))
}

pub(crate) fn terms(top: &Table<'_, '_>, known: &Known<'_>, channels: &[Channel]) -> Vec<Term> {
    let cases = known.cases;
    let mut out: Vec<Term> = Vec::new();
    for table in top.tables("term", 200) {
        let (for_cases, for_channels) = scope(&table, cases);
        let text = table.text("text", 60);
        if let Some(error) = (!text.is_empty()).then(|| text.parse::<worktime::Term>().err()).flatten() {
            table.fail("text", format!("thời hạn không hợp lệ: {error}"));
        }
        let term = Term {
            cases: for_cases,
            channels: for_channels,
            when: condition(&table, "when", known),
            text,
            citation: table.text("citation", 500),
            note: table.opt_text("note", 1000),
        };
        if term.when.is_some() && term.note.is_none() {
            table.fail(
                "note",
                "thời hạn có điều kiện cần `note`: lời ngắn nói cho người nộp biết khi nào áp dụng",
            );
        }
        let same =
            |one: &Term| (&one.cases, &one.channels, &one.when) == (&term.cases, &term.channels, &term.when);
        if out.iter().any(same) {
            table.fail("text", "đã có thời hạn khác cho cùng trường hợp, kênh và điều kiện này");
        }
        table.done();
        out.push(term);
    }
    for case in cases {
        for channel in channels {
            let fits = |term: &&Term| {
                term.when.is_none()
                    && (term.cases.is_empty() || term.cases.contains(&case.code))
                    && (term.channels.is_empty() || term.channels.contains(channel))
            };
            if !out.iter().any(|term| fits(&term)) {
                top.fail(
                    "term",
                    format!(
                        "trường hợp “{}” kênh {channel} chưa có thời hạn [[term]] không kèm điều kiện `when`",
                        case.code
                    ),
                );
            }
        }
    }
    out
}

pub(crate) fn results(top: &Table<'_, '_>) -> Vec<ProcedureResult> {
    let mut out: Vec<ProcedureResult> = Vec::new();
    for table in top.tables("result", 30) {
        let template = table.code("template", &TEMPLATES.join(", "), |text| {
            TEMPLATES.contains(&text).then(|| text.to_owned())
        });
        let result = ProcedureResult {
            code: table.text("code", 60),
            name: table.text("name", 500),
            template: template.unwrap_or_default(),
            grants: table.flag("grants", true),
        };
        if out.iter().any(|one| one.code == result.code) {
            table.fail("code", format!("mã kết quả “{}” bị trùng", result.code));
        }
        table.done();
        out.push(result);
    }
    if !out.iter().any(|result| result.grants) {
        top.fail("result", "cần ít nhất một kết quả [[result]] chấp thuận yêu cầu");
    }
    out
}
