//! Reading `procedure.toml`.

use base::Dong;
use base::code::ProcedureCode;
use jiff::civil::Date;
use organisation::UnitKind;

use crate::form::{Form, ValueKind};
use crate::model::{
    Case, Channel, Component, Condition, Cutoff, Decision, Fee, Jurisdiction, LegalText, Level, Named,
    OnlineLevel, ProcedureResult, ProcedureVersion, Retention, Source, SupplementClock, Term,
};
use crate::package::PROCEDURE;
use crate::package::error::PackageError;
use crate::package::reader::{Errors, Table, parse};
use crate::process::Process;

const CHANNELS: &str = "online, counter, post";
/// The file types a component may take, by extension.
const FILE_TYPES: [&str; 8] = ["pdf", "jpg", "jpeg", "png", "doc", "docx", "xls", "xlsx"];
/// The kinds of templates a result may be made from.
const TEMPLATES: [&str; 4] = ["permit", "certificate", "confirmation", "refusal"];

/// All of a procedure but its form and process.
pub(crate) struct Draft {
    pub(crate) cases: Vec<Case>,
    pub(crate) channels: Vec<Channel>,
    pub(crate) terms: Vec<Term>,
    pub(crate) results: Vec<ProcedureResult>,
    head: Head,
    rest: Rest,
}

/// What identifies the procedure.
struct Head {
    code: ProcedureCode,
    version: i64,
    name: String,
    short_name: String,
    valid_from: Date,
    valid_to: Option<Date>,
    decision: Decision,
    field: Named,
    levels: Vec<Level>,
    executing: Vec<String>,
    subjects: Vec<Named>,
    online: OnlineLevel,
    online_reason: Option<String>,
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
        let Self { cases, channels, terms, results, head, rest } = self;
        ProcedureVersion {
            code: head.code,
            version: head.version,
            name: head.name,
            short_name: head.short_name,
            valid_from: head.valid_from,
            valid_to: head.valid_to,
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
            form,
            process,
        }
    }
}

/// What conditions may name.
pub(crate) struct Known<'a> {
    pub(crate) cases: &'a [Case],
    pub(crate) form: Option<&'a Form>,
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
        top.fail("channels", "cần ít nhất một kênh nộp hồ sơ: online, counter hoặc post");
    }
    let cases = cases(top);
    let known = Known { cases: &cases, form };
    let terms = terms(top, &cases, &channels);
    let results = results(top);
    let rest = rest(top, &known, &channels);
    top.done();
    Some(Draft { head: head?, rest: rest?, cases, channels, terms, results })
}

fn head(top: &Table<'_, '_>) -> Option<Head> {
    let code = top.code("code", "mã thủ tục như 1.013225", |text| text.parse().ok());
    let version = top.int("version", 1..=100_000);
    let (name, short_name) = (top.text("name", 1000), top.text("short_name", 120));
    let valid_from = top.date("valid_from");
    let valid_to = top.opt_date("valid_to");
    if valid_to.is_some() && valid_to < valid_from {
        top.fail("valid_to", "ngày hết hiệu lực đứng trước ngày có hiệu lực");
    }
    let decision = top.table("decision").and_then(|table| {
        let (number, date, issued_by) =
            (table.text("number", 100), table.date("date"), table.text("issued_by", 200));
        table.done();
        Some(Decision { number, date: date?, issued_by })
    });
    let field = top.table("field").map(|table| named(&table, 300)).unwrap_or_else(nothing);
    let levels = top.codes("levels", "commune, province, ministry", Level::parse);
    if levels.is_empty() {
        top.fail("levels", "cần ít nhất một cấp thực hiện: commune, province hoặc ministry");
    }
    let executing = top.texts("executing", 20, 300);
    if executing.is_empty() {
        top.fail("executing", "thiếu cơ quan thực hiện");
    }
    let subjects: Vec<Named> = top.tables("subject", 30).iter().map(|table| named(table, 300)).collect();
    if subjects.is_empty() {
        top.fail("subject", "thiếu đối tượng thực hiện [[subject]]");
    }
    let online = top.code("online", "full, part, none", |text| match text {
        "full" => Some(OnlineLevel::Full),
        "part" => Some(OnlineLevel::Part),
        "none" => Some(OnlineLevel::None),
        _ => None,
    });
    let online_reason = top.opt_text("online_reason", 1000);
    if online == Some(OnlineLevel::Part) && online_reason.is_none() {
        top.fail("online_reason", "dịch vụ một phần phải nêu lý do chưa làm được toàn trình");
    }
    Some(Head {
        code: code?,
        version,
        name,
        short_name,
        valid_from: valid_from?,
        valid_to,
        decision: decision?,
        field,
        levels,
        executing,
        subjects,
        online: online?,
        online_reason,
    })
}

fn named(table: &Table<'_, '_>, most: usize) -> Named {
    let out = Named { code: table.text("code", 60), name: table.text("name", most) };
    table.done();
    out
}

fn nothing() -> Named {
    Named { code: String::new(), name: String::new() }
}

fn cases(top: &Table<'_, '_>) -> Vec<Case> {
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

/// A code in lower-case letters, digits and hyphens.
pub(crate) fn slug(table: &Table<'_, '_>, key: &str) -> String {
    let text = table.text(key, 60);
    let good = text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if !good {
        table.fail(key, "mã chỉ gồm chữ thường không dấu, số và dấu gạch nối");
    }
    text
}

/// The cases and channels something is for; empty is all.
fn scope(table: &Table<'_, '_>, cases: &[Case]) -> (Vec<String>, Vec<Channel>) {
    let named = table.texts("cases", 100, 60);
    for code in named.iter().filter(|code| cases.iter().all(|case| case.code != **code)) {
        table.fail("cases", format!("không có trường hợp “{code}” trong [[case]]"));
    }
    (named, table.codes("channels", CHANNELS, Channel::parse))
}

fn terms(top: &Table<'_, '_>, cases: &[Case], channels: &[Channel]) -> Vec<Term> {
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
            text,
            citation: table.text("citation", 500),
            note: table.opt_text("note", 1000),
        };
        if out.iter().any(|one| one.cases == term.cases && one.channels == term.channels) {
            table.fail("text", "đã có thời hạn khác cho cùng trường hợp và kênh này");
        }
        table.done();
        out.push(term);
    }
    for case in cases {
        for channel in channels {
            let fits = |term: &&Term| {
                (term.cases.is_empty() || term.cases.contains(&case.code))
                    && (term.channels.is_empty() || term.channels.contains(channel))
            };
            if !out.iter().any(|term| fits(&term)) {
                top.fail(
                    "term",
                    format!("trường hợp “{}” kênh {channel} chưa có thời hạn [[term]]", case.code),
                );
            }
        }
    }
    out
}

fn results(top: &Table<'_, '_>) -> Vec<ProcedureResult> {
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
    let fees = top.tables("fee", 200).iter().map(|table| fee(table, known.cases)).collect();
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

fn fee(table: &Table<'_, '_>, cases: &[Case]) -> Fee {
    let (for_cases, channels) = scope(table, cases);
    let amount = table.opt_int("amount", 0..=1_000_000_000_000).map(Dong);
    let note = table.opt_text("note", 1000);
    if amount.is_none() && note.is_none() {
        table.fail("amount", "phải có `amount` (đồng), hoặc `note` nói ai quy định mức thu");
    }
    let out = Fee {
        name: table.text("name", 300),
        cases: for_cases,
        channels,
        amount,
        note,
        citation: table.text("citation", 500),
    };
    table.done();
    out
}

fn components(top: &Table<'_, '_>, known: &Known<'_>, channels: &[Channel]) -> Vec<Component> {
    let mut out: Vec<Component> = Vec::new();
    for table in top.tables("component", 200) {
        let component = component(&table, known, channels);
        if out.iter().any(|one| one.code == component.code) {
            table.fail("code", format!("mã thành phần “{}” bị trùng", component.code));
        }
        table.done();
        out.push(component);
    }
    if out.is_empty() {
        top.fail("component", "cần ít nhất một thành phần hồ sơ [[component]], ít nhất là tờ khai");
    }
    out
}

fn component(table: &Table<'_, '_>, known: &Known<'_>, channels: &[Channel]) -> Component {
    let count = |key: &str| table.opt_int(key, 0..=20).and_then(|n| u8::try_from(n).ok()).unwrap_or(0);
    let (originals, copies) = (count("originals"), count("copies"));
    let required = table.flag("required", false);
    if originals == 0 && copies == 0 {
        let message = if required {
            "thành phần bắt buộc phải có ít nhất một bản chính hoặc bản sao"
        } else {
            "thành phần 0 bản chính và 0 bản sao là ghi chú, không phải giấy tờ; xin chuyển sang `notes`"
        };
        table.fail("originals", message);
    }
    let sources = table.codes("sources", "form, register, vault, earlier, upload", Source::parse);
    if sources.is_empty() {
        table.fail("sources", "thiếu nguồn của giấy tờ: form, register, vault, earlier hoặc upload");
    }
    if sources.contains(&Source::Form) && !channels.contains(&Channel::Online) {
        table.fail("sources", "nguồn form chỉ dùng cho thủ tục nộp được trực tuyến");
    }
    let register = table.opt_text("register", 200);
    if sources.contains(&Source::Register) && register.is_none() {
        table.fail("register", "nguồn register phải nói rõ cơ sở dữ liệu nào");
    }
    let types = FILE_TYPES.join(", ");
    let file_types =
        table.codes("file_types", &types, |text| FILE_TYPES.contains(&text).then(|| text.to_owned()));
    let uploads = sources.contains(&Source::Upload);
    if uploads && file_types.is_empty() {
        table.fail("file_types", format!("thiếu loại tệp được nhận: {types}"));
    }
    let limit = |key: &str, most: i64| {
        if uploads { table.int(key, 1..=most) } else { table.opt_int(key, 1..=most).unwrap_or(1) }
    };
    let (megabytes, files) = (limit("max_megabytes", 100), limit("max_files", 20));
    Component {
        code: table.text("code", 60),
        name: table.text("name", 500),
        hint: table.opt_text("hint", 1500),
        one_of: table.texts("one_of", 30, 500),
        originals,
        copies,
        required,
        shown_only: table.flag("shown_only", false),
        when: condition(table, "when", known),
        file_types,
        max_megabytes: u16::try_from(megabytes).unwrap_or(1),
        max_files: u8::try_from(files).unwrap_or(1),
        sources,
        register,
    }
}

/// A condition whose fields, choices and cases exist.
pub(crate) fn condition(table: &Table<'_, '_>, key: &str, known: &Known<'_>) -> Option<Condition> {
    let condition = table.condition(key)?;
    for case in condition.cases() {
        if known.cases.iter().all(|one| one.code != case) {
            table.fail(key, format!("điều kiện nhắc đến trường hợp “{case}”, trường hợp này không có"));
        }
    }
    let Some(form) = known.form else { return Some(condition) };
    for name in condition.fields() {
        if form.field(name).is_none() {
            table.fail(key, format!("điều kiện nhắc đến trường “{name}”, biểu mẫu không có trường này"));
        }
    }
    for (name, value) in condition.compared() {
        let field = form.field(name).filter(|field| !field.options.is_empty());
        if field.is_some_and(|field| value.as_str().is_none_or(|value| field.choice(value).is_none())) {
            table.fail(key, format!("trường “{name}” không có lựa chọn {value}"));
        }
    }
    Some(condition)
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
