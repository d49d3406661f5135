//! A procedure that is new here: its code, and which one it is begun like.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use base::code::ProcedureCode;
use web::{Answer, App, Check, Choice, Form, Posted, Who, page, see_other};

use super::edition_at;
use crate::actions::{BeginEdition, begin_edition, see_procedures};

#[derive(Template)]
#[template(path = "edit/add.html")]
struct View<'a> {
    form: &'a Form,
    like: Vec<Choice>,
}

/// Asks.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    ask(&app, &ctx, &Form::empty(&ctx)).await
}

/// Begins it.
pub(super) async fn send(State(app): State<App>, Posted { ctx, form }: Posted) -> Answer {
    let mut check = Check::new(&form);
    let code: Option<ProcedureCode> = form.value("code").trim().parse().ok();
    if code.is_none() {
        check.refuse("code", "Mã thủ tục có dạng như 1.013225.");
    }
    let like: Option<ProcedureCode> = form.value("like").parse().ok();
    if like.is_none() {
        check.refuse("like", "Chọn thủ tục để bắt đầu giống như vậy; sửa lại hết được.");
    }
    let input = match check.finish(|| Some(BeginEdition { code: code?, like })) {
        Ok(input) => input,
        Err(invalid) => return ask(&app, &ctx, &form.with_errors(invalid.0)).await,
    };
    let of_act = ctx.clone();
    match app.db.write(move |tx| begin_edition(tx, &of_act, &input)).await {
        Ok(edition) => Ok(see_other(&edition_at(&edition.code))),
        Err(error) => ask(&app, &ctx, &form.refused(error.into())?).await,
    }
}

async fn ask(app: &App, ctx: &Ctx, form: &Form) -> Answer {
    let of_read = ctx.clone();
    let lines = app.db.read(move |rx| see_procedures(rx, &of_read, "")).await?;
    let published = lines.into_iter().filter(|line| line.version.is_some());
    let like = published.map(|line| Choice::new(line.code.as_str(), &line.name)).collect();
    page("Thêm thủ tục", &View { form, like })
        .form(form)
        .narrow()
        .back("/quan-tri/thu-tuc", "Thủ tục của hệ thống")
        .answer()
}
