//! Closing a shift: the notes are counted, a difference gets its reason, the takings go to a colleague or wait to be paid in.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use base::{Ctx, Dong};
use web::{Answer, App, Check, Choice, Failure, Form, Path, Posted, Who};

use super::seat;
use crate::actions::{self, CloseShift};
use crate::error::Error;
use crate::model::{Counted, NOTES, Shift, ShiftId, Sums};
use crate::queries;

#[derive(Template)]
#[template(path = "close.html")]
struct Page<'a> {
    form: &'a Form,
    shift: &'a Shift,
    cashier: String,
    sums: Sums,
    /// Field and value of each note.
    notes: Vec<(String, String)>,
    colleagues: Vec<Choice>,
}

/// Asks for the count.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<ShiftId>) -> Answer {
    view(&app, &ctx, id, &Form::empty(&ctx)).await
}

/// Closes it; leads to the sheet.
pub(super) async fn send(State(app): State<App>, Path(id): Path<ShiftId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    match close(&app, &ctx, id, &form).await {
        Ok(()) => Ok(web::see_other(&format!("/quay/thu-tien/ca/{id}"))),
        Err(failure) => view(&app, &ctx, id, &form.refused(failure)?).await,
    }
}

async fn close(app: &App, ctx: &Ctx, shift: ShiftId, form: &Form) -> Result<(), Failure> {
    let mut check = Check::new(form);
    let mut counted = BTreeMap::new();
    for note in NOTES {
        let field = format!("notes.{note}");
        if form.value(&field).trim().is_empty() {
            continue;
        }
        let what = format!("số tờ {}", Dong(note));
        if let Some(count) = check.whole(&field, &what, 0, 100_000) {
            counted.insert(note, count);
        }
    }
    let (reason, to) = (form.value("reason").to_owned(), form.value("to").parse().ok());
    let input = check.finish(|| Some(CloseShift { shift, counted: Counted(counted), reason, to }))?;
    let ctx = ctx.clone();
    Ok(app.db.write(move |tx| actions::close_shift(tx, &ctx, &input)).await?)
}

async fn view(app: &App, ctx: &Ctx, id: ShiftId, form: &Form) -> Answer {
    let asker = ctx.clone();
    let read = app.db.read(move |rx| {
        let shift = seat::shift(rx, &asker, id)?;
        if let Some(closed) = &shift.closed {
            return Err(Error::ClosedBefore { by: seat::person(rx, closed.by)?, at: closed.at });
        }
        let mut colleagues = seat::cashiers(rx, &asker, shift.root)?;
        colleagues.retain(|it| it.value != shift.cashier.to_string());
        let (cashier, sums) = (seat::person(rx, shift.cashier)?, queries::sums(rx, id)?);
        Ok::<_, Error>((shift, cashier, sums, colleagues))
    });
    let (shift, cashier, sums, colleagues) = read.await?;
    let notes = NOTES.iter().map(|note| (format!("notes.{note}"), Dong(*note).to_string())).collect();
    let page = Page { form, shift: &shift, cashier, sums, notes, colleagues };
    web::page("Kết ca thu", &page).back("/quay/thu-tien", "Thu phí").form(form).answer()
}
