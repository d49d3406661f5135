//! `/thu-tuc/{code}` of a procedure that is only described, and of a code that was replaced.

use askama::Template;
use base::{Actor, Ctx, words};
use web::{Answer, Form, page};

use crate::described::{Description, Replaced};
use crate::national::{Difference, Doubt, Label, Record, Tier, in_words};
use crate::pages::told::{CaseTold, WayLine, cases, joined, ways};

/// The longest value of a change that is shown, in letters.
const SHOWN: usize = 160;
/// The most changes that are shown.
const CHANGES: usize = 40;

#[derive(Template)]
#[template(path = "national.html")]
struct View<'a> {
    it: &'a Record,
    form: &'a Form,
    levels: String,
    subjects: String,
    bodies: String,
    competent: String,
    results: Vec<&'a Label>,
    ways: Vec<WayLine>,
    cases: Vec<CaseTold>,
    steps: Vec<&'a str>,
    conditions: &'a str,
    source: String,
    /// For staff only.
    notes: Vec<NoteLine>,
    changes: Vec<ChangeLine>,
    more_changes: usize,
    version: i64,
    staff: bool,
}

struct NoteLine {
    sentence: &'static str,
    places: String,
    quote: String,
}

struct ChangeLine {
    place: String,
    before: String,
    after: String,
}

#[derive(Template)]
#[template(path = "replaced.html")]
struct ReplacedView<'a> {
    it: &'a Replaced,
    form: &'a Form,
    href: String,
}

/// Shows a description.
pub(crate) fn described(ctx: &Ctx, it: &Description) -> Answer {
    let form = Form::empty(ctx).spoken(ctx.locale);
    let staff = matches!(ctx.actor, Actor::Staff(_));
    let record = &it.record;
    let view = View {
        levels: joined(
            record.levels.iter().map(|one| Tier::parse(one).map_or(one.as_str(), |tier| tier.label())),
        ),
        subjects: joined(record.subjects.iter().map(Label::name)),
        bodies: joined(record.agencies.executing.iter().map(String::as_str)),
        competent: joined(record.agencies.authority.iter().map(String::as_str)),
        results: record.results.iter().filter(|one| !one.name().is_empty()).collect(),
        ways: ways(record),
        cases: cases(record),
        steps: record.steps.iter().map(|step| step.trim()).filter(|step| !step.is_empty()).collect(),
        conditions: record.conditions.as_deref().unwrap_or_default().trim(),
        source: source(it),
        notes: if staff { it.doubts.iter().map(note).collect() } else { Vec::new() },
        changes: if staff { it.difference.iter().take(CHANGES).map(change).collect() } else { Vec::new() },
        more_changes: it.difference.len().saturating_sub(CHANGES),
        version: it.version,
        staff,
        it: record,
        form: &form,
    };
    page(record.title(), &view).named().form(&form).back("/thu-tuc", form.t("Thủ tục", "Procedures")).answer()
}

/// Says what replaced a code.
pub(crate) fn replaced(ctx: &Ctx, it: &Replaced) -> Answer {
    let form = Form::empty(ctx).spoken(ctx.locale);
    let view = ReplacedView { it, form: &form, href: format!("/thu-tuc/{}", it.successor.code) };
    let title = form.t("Thủ tục đã được thay thế", "This procedure was replaced");
    page(title, &view).form(&form).narrow().back("/thu-tuc", form.t("Thủ tục", "Procedures")).answer()
}

fn source(it: &Description) -> String {
    let record = &it.record;
    let decided = match (record.decision.number.as_deref(), record.promulgated_by.name()) {
        (Some(number), "") => format!("Công bố theo {number}. "),
        (Some(number), issuer) => format!("Công bố theo {number} của {issuer}. "),
        (None, _) => String::new(),
    };
    let day = words::date(it.described_at.date());
    format!("{decided}Mã thủ tục: {}. Mô tả phiên bản {}, nhập ngày {day}.", record.code, it.version)
}

fn note(doubt: &Doubt) -> NoteLine {
    let mut places: Vec<String> = doubt.places.iter().take(5).map(|place| in_words(place)).collect();
    if doubt.count > places.len() {
        places.push(format!("và {} chỗ khác", doubt.count - places.len()));
    }
    NoteLine { sentence: doubt.kind.sentence(), places: places.join("; "), quote: doubt.quote.clone() }
}

fn change(one: &Difference) -> ChangeLine {
    let said = |value: &Option<serde_json::Value>| match value {
        None => "(không có)".to_owned(),
        Some(serde_json::Value::String(text)) => short(text),
        Some(other) => short(&other.to_string()),
    };
    ChangeLine { place: in_words(&one.path), before: said(&one.before), after: said(&one.after) }
}

fn short(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
