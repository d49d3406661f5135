//! Where is my dossier: an officer of any one-stop unit of the province says where one is, and nothing else of it.

use askama::Template;
use axum::extract::State;
use base::{Ctx, Fault as _, FieldError, Kind};
use http::StatusCode;
use web::{Answer, App, Choice, Form, Page, Posted, Who};

use super::shown::appointment;
use crate::actions::{self, Locate};
use crate::model::{Located, LookUpReason, SampleState};
use crate::permissions::LOCATE;
use crate::queries;

#[derive(Template)]
#[template(path = "locate.html")]
struct View<'a> {
    form: &'a Form,
    reasons: Vec<Choice>,
    found: Option<Located>,
    due: String,
    /// How many look-ups this officer is asked to explain.
    asked: usize,
}

/// `GET /can-bo/tra-cuu`
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    view(&app, &ctx, &Form::empty(&ctx), None).await?.answer()
}

/// `POST /can-bo/tra-cuu`: the answer is the page, for what is shown must be in the ledger first.
pub(crate) async fn send(
    State(app): State<App>,
    current: accounts::Current,
    Posted { ctx, form }: Posted,
) -> Answer {
    let input = Locate {
        number: form.value("number").trim().to_owned(),
        code: form.value("code").trim().to_owned(),
        reason: LookUpReason::parse(form.value("reason")),
        words: form.value("words").to_owned(),
        address: current.device.address,
    };
    let asker = ctx.clone();
    match app.db.write(move |tx| actions::locate(tx, &asker, &input)).await {
        Ok(Some(found)) => view(&app, &ctx, &Form::empty(&ctx), Some(found)).await?.answer(),
        Ok(None) => {
            let sentence = "Không có hồ sơ nào trong tỉnh mang số này, hoặc mã tra cứu chưa đúng. Xin xem lại số trên giấy.";
            let form = form.with_errors([FieldError::new("number", sentence)]);
            view(&app, &ctx, &form, None).await?.answer()
        }
        Err(error) if error.kind() == Kind::TooMany => {
            let form = form.with_errors([FieldError::new("number", error.sentence())]);
            view(&app, &ctx, &form, None).await?.status(StatusCode::TOO_MANY_REQUESTS).answer()
        }
        Err(error) => view(&app, &ctx, &form.refused(error.into())?, None).await?.answer(),
    }
}

async fn view(app: &App, ctx: &Ctx, form: &Form, found: Option<Located>) -> Result<Page, web::Failure> {
    ctx.authorise(&LOCATE)?;
    let asker = ctx.clone();
    let asked = app.db.read(move |rx| queries::asked_of_me(rx, &asker)).await?;
    let asked = asked.iter().filter(|it| it.state == SampleState::Asked).count();
    let due = found.as_ref().and_then(|it| it.due).map(|due| appointment(due, ctx.locale));
    let reasons = LookUpReason::ALL.iter().map(|it| Choice::new(it.code(), it.label())).collect();
    let view = View { form, reasons, found, due: due.unwrap_or_default(), asked };
    Ok(web::page("Hồ sơ đang ở đâu", &view).form(form).narrow())
}
