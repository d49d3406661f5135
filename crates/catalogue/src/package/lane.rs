//! Reading the lane of a procedure.

use crate::form::{Form, ValueKind};
use crate::model::{Case, Component, Lane, ProcedureResult};
use crate::package::reader::{Table, slug};

/// The most papers of the short list: those that one digit chooses.
const MOST: usize = 9;

/// What a lane rests on.
pub(crate) struct Ground<'a> {
    pub(crate) cases: &'a [Case],
    pub(crate) results: &'a [ProcedureResult],
    pub(crate) components: &'a [Component],
    pub(crate) form: Option<&'a Form>,
}

pub(crate) fn lane(top: &Table<'_, '_>, ground: &Ground<'_>) -> Option<Lane> {
    let table = top.opt_table("lane")?;
    let field = |key: &str, kind: Option<ValueKind>| {
        let name = table.text(key, 60);
        fits(&table, key, &name, kind, ground.form);
        name
    };
    let optional = |key: &str, kind: ValueKind| {
        let name = table.opt_text(key, 60)?;
        fits(&table, key, &name, Some(kind), ground.form);
        Some(name)
    };
    let values = table.pairs("values");
    for (name, _) in &values {
        fits(&table, "values", name, None, ground.form);
    }
    let out = Lane {
        book: table.text("book", 20),
        book_name: table.text("book_name", 200),
        case: slug(&table, "case"),
        result: slug(&table, "result"),
        person: field("person", Some(ValueKind::Text)),
        born: optional("born", ValueKind::Date),
        number: optional("number", ValueKind::Text),
        document: field("document", Some(ValueKind::Text)),
        pages: field("pages", Some(ValueKind::Integer)),
        per: table.text("per", 20),
        copies: field("copies", Some(ValueKind::Integer)),
        papers: table.texts("papers", 20, 60),
        documents: table.texts("documents", MOST, 100),
        values: values.into_iter().collect(),
    };
    if ground.cases.iter().all(|case| case.code != out.case) {
        table.fail("case", format!("không có trường hợp “{}”", out.case));
    }
    if !ground.results.iter().any(|result| result.code == out.result && result.grants) {
        table.fail("result", format!("không có kết quả chấp thuận mã “{}”", out.result));
    }
    for code in &out.papers {
        if ground.components.iter().all(|component| component.code != *code) {
            table.fail("papers", format!("không có thành phần hồ sơ mã “{code}”"));
        }
    }
    table.done();
    Some(out)
}

/// Says so where the form has no such field, or one of another kind.
fn fits(table: &Table<'_, '_>, key: &str, name: &str, kind: Option<ValueKind>, form: Option<&Form>) {
    let Some(form) = form else { return };
    match form.field(name) {
        None => table.fail(key, format!("biểu mẫu không có trường “{name}”")),
        Some(field) if kind.is_some_and(|kind| field.kind != kind) => {
            table.fail(key, format!("trường “{name}” không cùng loại với mục này"));
        }
        Some(_) => {}
    }
}
