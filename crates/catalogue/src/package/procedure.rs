//! Reading `procedure.toml`.

use organisation::UnitKind;

use crate::form::{Form, ValueKind};
use crate::model::{
    Case, Channel, Component, Cutoff, Fee, Jurisdiction, Lane, LegalText, Linked, ProcedureResult,
    ProcedureVersion, Retention, SupplementClock, Term,
};
use crate::package::PROCEDURE;
use crate::package::components::{Known, components};
use crate::package::error::PackageError;
use crate::package::fees::fees;
use crate::package::head::{Head, head};
use crate::package::lane::{Ground, lane};
use crate::package::linked::linked;
use crate::package::reader::{Errors, Table, slug};
use crate::package::terms::{CHANNELS, cases, results, terms};
use crate::package::toml_text::parse;
use crate::process::Process;

/// All of a procedure but its form and process.
pub(crate) struct Draft {
    pub(crate) cases: Vec<Case>,
    pub(crate) channels: Vec<Channel>,
    pub(crate) terms: Vec<Term>,
    pub(crate) results: Vec<ProcedureResult>,
    pub(crate) linked: Vec<Linked>,
    lane: Option<Lane>,
    head: Head,
    rest: Rest,
}

/// The rest.
struct Rest {
    intro: String,
    steps: Vec<String>,
    life_events: Vec<String>,
    search_words: Vec<String>,
    cutoff: Option<Cutoff>,
    fees: Vec<Fee>,
    components: Vec<Component>,
    legal_basis: Vec<LegalText>,
    jurisdiction: Jurisdiction,
    supplement_clock: SupplementClock,
    retention: Retention,
    notes: Vec<String>,
}

impl Draft {
    pub(crate) fn finish(self, form: Form, process: Process) -> ProcedureVersion {
        let Self { cases, channels, terms, results, linked, lane, head, mut rest } = self;
        // What a controller must look into is a note; the day itself is published as not known.
        rest.notes.extend(head.decision.date.is_none().then(|| undated(&head.decision.number)));
        ProcedureVersion {
            code: head.code,
            version: head.version,
            name: head.name,
            short_name: head.short_name,
            valid_from: head.valid_from,
            valid_to: head.valid_to,
            falls_back: head.falls_back,
            decision: head.decision,
            field: head.field,
            levels: head.levels,
            executing: head.executing,
            subjects: head.subjects,
            online: head.online,
            online_reason: head.online_reason,
            intro: rest.intro,
            steps: rest.steps,
            life_events: rest.life_events,
            search_words: rest.search_words,
            channels,
            cases,
            terms,
            cutoff: rest.cutoff,
            fees: rest.fees,
            components: rest.components,
            results,
            legal_basis: rest.legal_basis,
            jurisdiction: rest.jurisdiction,
            supplement_clock: rest.supplement_clock,
            retention: rest.retention,
            notes: rest.notes,
            linked,
            lane,
            form,
            process,
        }
    }
}

/// The note for review on a decision without a day.
pub(crate) fn undated(number: &str) -> String {
    format!("Chưa rõ ngày ký quyết định {number}: nguồn không ghi. Cần cán bộ kiểm soát thủ tục bổ sung.")
}

pub(crate) fn read(text: &str, form: Option<&Form>, out: &mut Vec<PackageError>) -> Option<Draft> {
    let errors = Errors::new(PROCEDURE, text);
    let (parsed, whole) = parse(&errors, text);
    let draft = if whole { draft(&Table::top(&errors, &parsed), form) } else { None };
    out.extend(errors.into_list());
    draft
}

fn draft(top: &Table<'_, '_>, form: Option<&Form>) -> Option<Draft> {
    let head = head(top);
    let channels = top.codes("channels", CHANNELS, Channel::parse);
    if channels.is_empty() {
        top.fail("channels", "cần ít nhất một kênh nộp hồ sơ: online, counter, post hoặc internal");
    }
    let cases = cases(top);
    let known = Known { cases: &cases, form };
    let terms = terms(top, &known, &channels);
    let results = results(top);
    let rest = rest(top, &known, &channels);
    let components = rest.as_ref().map_or(&[][..], |rest| &rest.components);
    let linked = linked(top, &known, components);
    let ground = Ground { cases: &cases, results: &results, components, form };
    let lane = lane(top, &ground);
    if channels.contains(&Channel::Internal) {
        internal(top, &channels);
    }
    top.done();
    Some(Draft { head: head?, rest: rest?, cases, channels, terms, results, linked, lane })
}

/// What a procedure between bodies cannot be: open to people, for money, a chain of other procedures or a lane of the counter.
fn internal(top: &Table<'_, '_>, channels: &[Channel]) {
    if channels.len() > 1 {
        let message = "thủ tục nội bộ (internal) chỉ có một kênh; người dân nộp thì cần một thủ tục khác";
        top.fail("channels", message);
    }
    for (key, what) in
        [("fee", "không thu phí"), ("linked", "không liên thông"), ("lane", "không có luồng làm ngay")]
    {
        if top.has(key) {
            top.fail(key, format!("thủ tục nội bộ giữa các cơ quan {what}; xin bỏ mục này"));
        }
    }
}

fn rest(top: &Table<'_, '_>, known: &Known<'_>, channels: &[Channel]) -> Option<Rest> {
    let intro = top.text("intro", 2000);
    let steps = top.texts("steps", 20, 600);
    if steps.is_empty() {
        top.fail("steps", "thiếu các bước thực hiện bằng lời dễ hiểu");
    }
    let cutoff = top.opt_table("cutoff").and_then(|table| {
        let (at, citation) = (table.time("at"), table.text("citation", 500));
        table.done();
        Some(Cutoff { at: at?, citation })
    });
    let fees = fees(top, known);
    let components = components(top, known, channels);
    let mut legal_basis: Vec<LegalText> = Vec::new();
    for table in top.tables("legal_basis", 100) {
        let law = LegalText { number: table.text("number", 100), name: table.text("name", 600) };
        if legal_basis.iter().any(|one| one.number == law.number) {
            table.fail("number", format!("văn bản “{}” bị ghi hai lần", law.number));
        }
        table.done();
        legal_basis.push(law);
    }
    if legal_basis.is_empty() {
        top.fail("legal_basis", "thiếu căn cứ pháp lý [[legal_basis]]");
    }
    let jurisdiction = jurisdiction(top, known);
    let supplement_clock = top.code("supplement_clock", "pause, restart", |text| match text {
        "pause" => Some(SupplementClock::Pause),
        "restart" => Some(SupplementClock::Restart),
        _ => None,
    });
    let retention = retention(top);
    Some(Rest {
        intro,
        steps,
        life_events: top.texts("life_events", 20, 100),
        search_words: top.texts("search_words", 60, 60),
        cutoff,
        fees,
        components,
        legal_basis,
        jurisdiction: jurisdiction?,
        supplement_clock: supplement_clock?,
        retention: retention?,
        notes: top.texts("notes", 50, 2000),
    })
}

fn jurisdiction(top: &Table<'_, '_>, known: &Known<'_>) -> Option<Jurisdiction> {
    let table = top.table("jurisdiction")?;
    let place_field = table.opt_text("place_field", 60);
    if let (Some(name), Some(form)) = (&place_field, known.form)
        && form.field(name).is_none_or(|field| field.kind != ValueKind::Text)
    {
        table.fail("place_field", format!("biểu mẫu không có trường chữ “{name}”"));
    }
    let kinds: Vec<_> = UnitKind::ALL.iter().filter(|kind| kind.is_body()).map(|kind| kind.code()).collect();
    let unit_kind =
        table.code("unit_kind", &kinds.join(", "), |text| kinds.contains(&text).then(|| text.to_owned()));
    let body_duty = table.has("body_duty").then(|| slug(&table, "body_duty"));
    if unit_kind.as_deref() == Some("line-agency") && body_duty.is_none() {
        table.fail("body_duty", "cơ quan ngành dọc phải nói rõ nhiệm vụ, ví dụ body_duty = \"cong-an\"");
    }
    let out = Jurisdiction {
        unit_kind: unit_kind.unwrap_or_default(),
        body_duty,
        division: slug(&table, "division"),
        place_field,
        off_territory: table.flag("off_territory", false),
    };
    table.done();
    Some(out)
}

fn retention(top: &Table<'_, '_>) -> Option<Retention> {
    let table = top.table("retention")?;
    let (forever, years) = (table.flag("forever", false), table.opt_int("years", 1..=200));
    if forever == years.is_some() {
        table.fail("years", "phải có `years` (số năm) hoặc `forever = true`, một trong hai");
    }
    let out =
        Retention { years: years.and_then(|n| u16::try_from(n).ok()), citation: table.text("citation", 500) };
    table.done();
    Some(out)
}
