//! One inquiry: the question, the figure it is about, the answer or the form for it.

use askama::Template;
use axum::extract::State;
use base::{Ctx, words};
use web::{Answer, App, Check, Failure, Form, Path, Posted, Who, see_other};

use super::inquiries::stands;
use crate::actions;
use crate::model::InquiryId;
use crate::queries::{self, Seen};

#[derive(Template)]
#[template(path = "inquiry.html")]
struct Page<'a> {
    form: &'a Form,
    seen: Seen,
    state: (&'static str, &'static str),
    asked: String,
    answered: String,
    due: String,
}

/// Shows it.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<InquiryId>) -> Answer {
    view(&app, &ctx, id, &Form::empty(&ctx)).await
}

/// Answers it.
pub(super) async fn send(
    State(app): State<App>,
    Path(id): Path<InquiryId>,
    Posted { ctx, form }: Posted,
) -> Answer {
    match answer(&app, &ctx, id, &form).await {
        Ok(()) => Ok(see_other(&format!("/can-bo/hoi/{id}"))),
        Err(failure) => view(&app, &ctx, id, &form.refused(failure)?).await,
    }
}

async fn answer(app: &App, ctx: &Ctx, id: InquiryId, form: &Form) -> Result<(), Failure> {
    let mut check = Check::new(form);
    let text = check.text("answer", "câu trả lời của đơn vị", 2000);
    let input = check.finish(|| Some(actions::Answer { id, answer: text? }))?;
    let ctx = ctx.clone();
    Ok(app.db.write(move |tx| actions::answer(tx, &ctx, &input)).await?)
}

async fn view(app: &App, ctx: &Ctx, id: InquiryId, form: &Form) -> Answer {
    let asker = ctx.clone();
    let seen = app.db.read(move |rx| queries::inquiry(rx, &asker, id)).await?;
    let state = stands(&seen.it, ctx);
    let asked = format!("{}, {}", seen.asker, words::short_moment(seen.it.asked_at.local()));
    let answered = seen.it.answer.as_ref().map_or_else(String::new, |(_, at, _)| {
        format!("{}, {}", seen.answerer, words::short_moment(at.local()))
    });
    let due = words::long_date(seen.it.due);
    let page = Page { form, state, asked, answered, due, seen };
    web::page("Câu hỏi về số liệu", &page).form(form).back("/can-bo/hoi", "Câu hỏi về số liệu").answer()
}
