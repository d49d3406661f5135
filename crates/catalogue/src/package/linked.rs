//! Reading the parts of a linked procedure: what can be said of them without the procedures they name. Those are looked
//! up when the package is stored ([`crate::parts`]).

use crate::model::{Carried, Component, Filled, Linked, LinkedTerm, Origin, PaperOrigin, looped};
use crate::package::components::{Known, condition};
use crate::package::reader::{Table, slug};

/// The most parts of one linked procedure.
const MOST: usize = 12;

pub(crate) fn linked(top: &Table<'_, '_>, known: &Known<'_>, components: &[Component]) -> Vec<Linked> {
    let tables = top.tables("linked", MOST);
    let out: Vec<_> = tables.iter().filter_map(|table| part(table, known, components)).collect();
    if out.len() < tables.len() {
        return out;
    }
    for (i, (part, table)) in out.iter().zip(&tables).enumerate() {
        if out.iter().take(i).any(|one| one.code == part.code) {
            table.fail("code", format!("mã phần “{}” bị trùng", part.code));
        }
        let results = part.papers.iter().filter_map(|paper| match &paper.from {
            PaperOrigin::Result(code) => Some(("paper", code)),
            PaperOrigin::Component(_) => None,
        });
        for (key, code) in part.after.iter().map(|code| ("after", code)).chain(results) {
            if out.iter().all(|one| one.code != *code) {
                table.fail(key, format!("không có phần “{code}” trong [[linked]]"));
            } else if key == "paper" && !part.after.contains(code) {
                let message = format!("lấy kết quả của phần “{code}” thì `after` phải có phần đó");
                table.fail(key, message);
            }
        }
    }
    if let Some(part) = looped(&out)
        && let Some(table) = out.iter().position(|one| one.code == part.code).and_then(|i| tables.get(i))
    {
        table
            .fail("after", format!("phần “{}” phải chờ chính nó: thứ tự các phần thành vòng lặp", part.code));
    }
    out
}

fn part(table: &Table<'_, '_>, known: &Known<'_>, components: &[Component]) -> Option<Linked> {
    let procedure = table.code("procedure", "mã thủ tục như 1.001193", |text| text.parse().ok());
    let field = |key: &str, name: &str| {
        if known.form.is_some_and(|form| form.field(name).is_none()) {
            table.fail(key, format!("biểu mẫu không có trường “{name}”"));
        }
    };
    let place_field = table.opt_text("place_field", 60);
    if let Some(name) = &place_field {
        field("place_field", name);
    }
    let same = table.texts("same", 200, 60);
    for name in &same {
        field("same", name);
    }
    let mut answers: Vec<_> =
        same.into_iter().map(|name| Filled { field: name.clone(), from: Origin::Field(name) }).collect();
    for (key, value) in table.pairs("answers") {
        let Some(name) = value.as_str() else {
            table.fail("answers", format!("“{key}” phải là tên một trường của biểu mẫu này"));
            continue;
        };
        field("answers", name);
        answers.push(Filled { field: key, from: Origin::Field(name.to_owned()) });
    }
    answers.extend(
        table.pairs("values").into_iter().map(|(field, value)| Filled { field, from: Origin::Value(value) }),
    );
    for (i, one) in answers.iter().enumerate() {
        if answers.iter().take(i).any(|before| before.field == one.field) {
            table.fail("answers", format!("trường “{}” được điền hai lần", one.field));
        }
    }
    let out = Linked {
        code: slug(table, "code"),
        name: table.text("name", 200),
        procedure: procedure?,
        case: table.text("case", 60),
        when: condition(table, "when", known),
        after: table.texts("after", MOST, 60),
        place_field,
        answers,
        papers: table.tables("paper", 50).iter().filter_map(|paper| carried(paper, components)).collect(),
        term: table.opt_table("term").as_ref().map(term),
    };
    table.done();
    Some(out)
}

fn carried(table: &Table<'_, '_>, components: &[Component]) -> Option<Carried> {
    let component = table.text("component", 60);
    let from = match (table.opt_text("result_of", 60), table.opt_text("papers_of", 60)) {
        (Some(part), None) => Some(PaperOrigin::Result(part)),
        (None, Some(code)) => {
            if components.iter().all(|one| one.code != code) {
                table.fail("papers_of", format!("không có thành phần “{code}” trong [[component]]"));
            }
            Some(PaperOrigin::Component(code))
        }
        _ => {
            let message = "giấy tờ lấy từ `result_of` (kết quả của phần trước) hoặc `papers_of` (thành phần của hồ sơ này), một trong hai";
            table.fail("component", message);
            None
        }
    };
    table.done();
    Some(Carried { component, from: from? })
}

fn term(table: &Table<'_, '_>) -> LinkedTerm {
    let out = LinkedTerm { text: table.text("text", 60), citation: table.text("citation", 500) };
    if let Some(error) = (!out.text.is_empty()).then(|| out.text.parse::<worktime::Term>().err()).flatten() {
        table.fail("text", format!("thời hạn không hợp lệ: {error}"));
    }
    table.done();
    out
}
