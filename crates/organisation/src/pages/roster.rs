//! Entering many people at once from a table, pasted or as a workbook.

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse as _;
use base::{Ctx, FieldError};
use http::header;
use web::{Answer, App, Form, Limits, Received, Sheet, Upload, Who, page, see_other};

use crate::actions::{Enrol, ROWS, enrol, list_units};
use crate::error::Error;
use crate::permissions::MANAGE;
use crate::rules::roster::{HEADS, lines};

/// One workbook of up to a megabyte.
const LIMITS: Limits = Limits { each: 1024 * 1024, count: 1, kinds: &[files::Kind::Xlsx] };
/// What the request may have in all.
pub(super) const MOST: usize = 2 * 1024 * 1024;
/// The field with the workbook.
const FILE: &str = "file";

#[derive(Template)]
#[template(path = "roster.html")]
struct View<'a> {
    form: &'a Form,
    heads: String,
}

/// Asks.
pub(super) async fn show(Who(ctx): Who) -> Answer {
    ctx.authorise(&MANAGE)?;
    view(&Form::empty(&ctx))
}

/// The empty table, as a file of values that a spreadsheet opens.
pub(super) async fn empty(Who(ctx): Who) -> Answer {
    ctx.authorise(&MANAGE)?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"can-bo.csv\""),
    ];
    // With the mark by which Excel knows UTF-8.
    Ok((headers, format!("\u{feff}{}\r\n", HEADS.join(","))).into_response())
}

/// Enrols everybody in the table.
pub(super) async fn send(State(app): State<App>, upload: Upload) -> Answer {
    upload.ctx().authorise(&MANAGE)?;
    let Received { ctx, form, files } = upload.receive(LIMITS).await?;
    let form = match files.first() {
        Some(file) => with_workbook(&ctx, form, &app.files.read(&file.stored.hash).await?),
        None => form,
    };
    if !form.errors().is_empty() {
        return view(&form);
    }
    let asker = ctx.clone();
    let units = app.db.read(move |rx| list_units(rx, &asker, asker.now.date())).await?;
    let units: Vec<_> = units.into_iter().map(|branch| branch.unit).collect();
    let read = Sheet::of_text(form.value(ROWS)).map_err(|why| vec![why.sentence().to_owned()]);
    let today = ctx.now.date();
    let lines = match read.and_then(|sheet| lines(&sheet.heads, &sheet.rows, &units, today)) {
        Ok(lines) => lines,
        Err(faults) => {
            return view(&form.with_errors(faults.into_iter().map(|it| FieldError::new(ROWS, it))));
        }
    };
    let input = Enrol { lines };
    match app.db.write(move |tx| enrol(tx, &ctx, &input)).await {
        Ok(_) => Ok(see_other("/quan-tri/can-bo")),
        Err(Error::Invalid(faults)) => view(&form.with_errors(faults)),
        Err(other) => Err(other.into()),
    }
}

/// The form with the rows of the workbook in its box, so that nothing is lost and a fault is mended right there.
fn with_workbook(ctx: &Ctx, form: Form, bytes: &[u8]) -> Form {
    match Sheet::of_workbook(bytes) {
        Ok(sheet) => Form::empty(ctx).with(ROWS, sheet.to_text()),
        Err(why) => form.with_errors([FieldError::new(FILE, why.sentence())]),
    }
}

fn view(form: &Form) -> Answer {
    page("Nhập cán bộ từ bảng", &View { form, heads: HEADS.join(", ") })
        .form(form)
        .back("/quan-tri/can-bo", "Cán bộ")
        .answer()
}
