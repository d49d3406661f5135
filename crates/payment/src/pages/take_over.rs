//! A colleague's takings: counted and taken over, or not.

use askama::Template;
use axum::extract::State;
use base::{Ctx, Dong};
use web::{Answer, App, Form, Path, Posted, Who};

use super::seat;
use crate::actions::{self, AnswerTill};
use crate::error::Error;
use crate::model::{Shift, ShiftId};
use crate::queries;

#[derive(Template)]
#[template(path = "take_over.html")]
struct Page<'a> {
    form: &'a Form,
    shift: &'a Shift,
    from: String,
    takings: Dong,
}

/// Asks.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<ShiftId>) -> Answer {
    view(&app, &ctx, id, &Form::empty(&ctx)).await
}

/// Answers.
pub(super) async fn send(State(app): State<App>, Path(id): Path<ShiftId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let takes = form.value("viec") != "khong";
    let input = AnswerTill { shift: id, takes, words: form.value("words").to_owned() };
    let actor = ctx.clone();
    match app.db.write(move |tx| actions::answer_till(tx, &actor, &input)).await {
        Ok(()) => Ok(web::see_other("/quay/thu-tien")),
        Err(error) => view(&app, &ctx, id, &form.refused(error.into())?).await,
    }
}

async fn view(app: &App, ctx: &Ctx, id: ShiftId, form: &Form) -> Answer {
    let asker = ctx.clone();
    let read = app.db.read(move |rx| {
        let shift = seat::shift(rx, &asker, id)?;
        let waits = shift.handed_to == Some(asker.authorise_staff()?.staff) && shift.taken_into.is_none();
        if !waits {
            return Err(Error::MovedOn);
        }
        Ok((seat::person(rx, shift.cashier)?, queries::sums(rx, id)?.takings(), shift))
    });
    let (from, takings, shift) = read.await?;
    let page = Page { form, shift: &shift, from, takings };
    web::page("Nhận tiền bàn giao", &page).back("/quay/thu-tien", "Thu phí").narrow().form(form).answer()
}
