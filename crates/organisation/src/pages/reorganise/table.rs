//! A plan out of a table of old and new codes, pasted or as a workbook.

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse as _;
use base::{Ctx, FieldError};
use http::header;
use web::{Answer, App, Form, Limits, Received, Sheet, Upload, Who, page, see_other};

use super::{address, head, written};
use crate::actions::{PlanReorganisation, plan_reorganisation, units_to_choose};
use crate::permissions::MANAGE;
use crate::rules::mapping::{HEADS, operations};

const LIMITS: Limits = Limits { each: 1024 * 1024, count: 1, kinds: &[files::Kind::Xlsx] };
/// What the request may have in all.
pub(in crate::pages) const MOST: usize = 2 * 1024 * 1024;
const ROWS: &str = "rows";
const FILE: &str = "file";

#[derive(Template)]
#[template(path = "reorganise/table.html")]
struct View<'a> {
    form: &'a Form,
    heads: String,
}

/// `GET /quan-tri/sap-xep/tu-bang`
pub(in crate::pages) async fn show(Who(ctx): Who) -> Answer {
    ctx.authorise(&MANAGE)?;
    view(&Form::empty(&ctx))
}

/// `GET /quan-tri/sap-xep/tu-bang/mau.csv`
pub(in crate::pages) async fn empty(Who(ctx): Who) -> Answer {
    ctx.authorise(&MANAGE)?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"sap-xep.csv\""),
    ];
    // With the mark by which Excel knows UTF-8.
    Ok((headers, format!("\u{feff}{}\r\n", HEADS.join(","))).into_response())
}

/// `POST /quan-tri/sap-xep/tu-bang`
pub(in crate::pages) async fn send(State(app): State<App>, upload: Upload) -> Answer {
    upload.ctx().authorise(&MANAGE)?;
    let Received { ctx, form, files } = upload.receive(LIMITS).await?;
    let form = match files.first() {
        Some(file) => with_workbook(form, &app.files.read(&file.stored.hash).await?),
        None => form,
    };
    let (decision, decided_on, first_day) = match head::read(&form) {
        Ok(read) => read,
        Err(errors) => return view(&form.with_errors(errors)),
    };
    if !form.errors().is_empty() {
        return view(&form);
    }
    let asker = ctx.clone();
    let units = app.db.read(move |rx| units_to_choose(rx, &asker, first_day)).await?;
    let mut numbers = 1..;
    let mut new_id = || written(numbers.next().unwrap_or_default());
    let read = Sheet::of_text(form.value(ROWS)).map_err(|why| vec![why.sentence().to_owned()]);
    let operations = match read.and_then(|sheet| operations(&sheet.heads, &sheet.rows, &units, &mut new_id)) {
        Ok(operations) => operations,
        Err(faults) => {
            return view(&form.with_errors(faults.into_iter().map(|it| FieldError::new(ROWS, it))));
        }
    };
    let input = PlanReorganisation { decision, decided_on, first_day, operations };
    let of_act: Ctx = ctx.clone();
    match app.db.write(move |tx| plan_reorganisation(tx, &of_act, &input)).await {
        Ok(id) => Ok(see_other(&address(id))),
        Err(error) => view(&form.refused(error.into())?),
    }
}

/// The form with the rows of the workbook in its box, so that nothing is lost and a fault is mended right there.
fn with_workbook(form: Form, bytes: &[u8]) -> Form {
    match Sheet::of_workbook(bytes) {
        Ok(sheet) => form.with(ROWS, sheet.to_text()),
        Err(why) => form.with_errors([FieldError::new(FILE, why.sentence())]),
    }
}

fn view(form: &Form) -> Answer {
    page("Lập phương án từ bảng mã", &View { form, heads: HEADS.join(", ") })
        .form(form)
        .back("/quan-tri/sap-xep", "Sắp xếp đơn vị")
        .answer()
}
