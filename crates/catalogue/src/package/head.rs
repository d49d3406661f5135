//! Reading what identifies a procedure: the first part of `procedure.toml`.

use base::code::ProcedureCode;
use jiff::civil::Date;

use crate::model::{Decision, Level, Named, OnlineLevel};
use crate::package::reader::Table;

/// What identifies the procedure.
pub(crate) struct Head {
    pub(crate) code: ProcedureCode,
    pub(crate) version: i64,
    pub(crate) name: String,
    pub(crate) short_name: String,
    pub(crate) valid_from: Date,
    pub(crate) valid_to: Option<Date>,
    pub(crate) falls_back: bool,
    pub(crate) decision: Decision,
    pub(crate) field: Named,
    pub(crate) levels: Vec<Level>,
    pub(crate) executing: Vec<String>,
    pub(crate) subjects: Vec<Named>,
    pub(crate) online: OnlineLevel,
    pub(crate) online_reason: Option<String>,
}

pub(crate) fn head(top: &Table<'_, '_>) -> Option<Head> {
    let code = top.code("code", "mã thủ tục như 1.013225", |text| text.parse().ok());
    let version = top.int("version", 1..=100_000);
    let (name, short_name) = (top.text("name", 1000), top.text("short_name", 120));
    let valid_from = top.date("valid_from");
    let (ends, sunset) = (top.opt_date("valid_to"), top.opt_date("sunset"));
    for (key, last) in [("valid_to", ends), ("sunset", sunset)] {
        if last.is_some() && last < valid_from {
            top.fail(key, "ngày hết hiệu lực đứng trước ngày có hiệu lực");
        }
    }
    if ends.is_some() && sunset.is_some() {
        let message =
            "chỉ ghi một trong hai: `valid_to` (hết hẳn) hoặc `sunset` (hết thì trở lại phiên bản trước)";
        top.fail("sunset", message);
    }
    let decision = top.table("decision").and_then(|table| {
        let (number, issued_by) = (table.text("number", 100), table.text("issued_by", 200));
        let date = table.opt_date("date");
        table.done();
        (date.is_some() || !table.has("date")).then_some(Decision { number, date, issued_by })
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
    let online = top.code("online", "full, part, none", OnlineLevel::parse);
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
        valid_to: sunset.or(ends),
        falls_back: sunset.is_some(),
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
