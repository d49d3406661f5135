//! Under which numbers other systems keep a dossier: a form to note one, a button to take a wrong one back.

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use base::{Ctx, FieldError};
use web::{Answer, App, Choice, Form, Page, Path, Posted, Who};

use crate::actions::{self, NumberOf};
use crate::disclosed;
use crate::error::Error;
use crate::model::{OtherNumber, OtherSystem};
use crate::permissions::{NUMBER, post_for};
use crate::queries::{self, Seen};

#[derive(Template)]
#[template(path = "other_numbers.html")]
struct View<'a> {
    form: &'a Form,
    seen: &'a Seen,
    numbers: Vec<OtherNumber>,
    systems: Vec<Choice>,
}

/// `GET /can-bo/ho-so/{id}/so-khac`
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    view(&app, &ctx, id, &Form::empty(&ctx)).await?.answer()
}

/// `POST /can-bo/ho-so/{id}/so-khac`
pub(crate) async fn record(State(app): State<App>, Path(id): Path<DossierId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    ctx.authorise(&NUMBER)?;
    let Some(system) = OtherSystem::parse(form.value("system")) else {
        let form = form.with_errors([FieldError::new("system", "Chọn hệ thống đã cấp số.")]);
        return view(&app, &ctx, id, &form).await?.answer();
    };
    let input = NumberOf { dossier: id, system, number: form.value("number").to_owned() };
    let asker = ctx.clone();
    match app.db.write(move |tx| actions::record_number(tx, &asker, &input)).await {
        Ok(()) => Ok(web::see_other(&format!("/can-bo/ho-so/{id}/so-khac"))),
        Err(error) => view(&app, &ctx, id, &form.refused(error.into())?).await?.answer(),
    }
}

/// `POST /can-bo/ho-so/{id}/so-khac/bo`
pub(crate) async fn remove(State(app): State<App>, Path(id): Path<DossierId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    ctx.authorise(&NUMBER)?;
    let system = OtherSystem::parse(form.value("system")).ok_or(Error::NotFound)?;
    let input = NumberOf { dossier: id, system, number: form.value("number").to_owned() };
    app.db.write(move |tx| actions::remove_number(tx, &ctx, &input)).await?;
    Ok(web::see_other(&format!("/can-bo/ho-so/{id}/so-khac")))
}

async fn view(app: &App, ctx: &Ctx, id: DossierId, form: &Form) -> Result<Page, web::Failure> {
    let asker = ctx.clone();
    let read = move |rx: &mut db::Read| {
        let authority = asker.authorise(&NUMBER)?;
        let seen = queries::as_staff(rx, &asker, id)?;
        post_for(&authority, &seen.dossier)?;
        let numbers = queries::other_numbers(rx, &asker, id)?;
        Ok::<_, Error>((seen, numbers))
    };
    let (seen, numbers) = app.db.read(read).await?;
    disclosed::noted(app, ctx, &seen).await?;
    let systems = OtherSystem::ALL.iter().map(|it| Choice::new(it.code(), it.label())).collect();
    let view = View { form, seen: &seen, numbers, systems };
    let back = format!("/can-bo/ho-so/{id}");
    Ok(web::page("Số của hệ thống khác", &view).form(form).narrow().back(back, "Hồ sơ"))
}
