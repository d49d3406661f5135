//! The second step of signing in.

use askama::Template;
use axum::extract::State;
use base::{Ctx, FieldError};
use http::HeaderMap;
use web::{Answer, App, Form, Page, Posted, Query, Who, page, see_other};

use super::passkey::{answered, entered, in_session};
use crate::actions::see_half;
use crate::error::Error;
use crate::model::{Factors, Token};
use crate::session::{Current, cookie, factor, passkey};

/// Where it stands.
pub(in crate::pages) const PATH: &str = "/dang-nhap/buoc-hai";

#[derive(Template)]
#[template(path = "factor/second_step.html")]
struct View<'a> {
    form: &'a Form,
    factors: &'a Factors,
    /// Whether a passkey can be asked for.
    passkey: bool,
}

/// Where to go on afterwards.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(in crate::pages) struct Wish {
    tiep: String,
}

/// `GET /dang-nhap/buoc-hai`
pub(in crate::pages) async fn show(
    State(app): State<App>,
    headers: HeaderMap,
    Who(ctx): Who,
    Query(wish): Query<Wish>,
) -> Answer {
    let form = Form::empty(&ctx).spoken(ctx.locale).with("tiep", &wish.tiep);
    match waiting(&app, &ctx, &headers).await {
        Ok((_, factors)) => view(&app, &form, &factors).answer(),
        Err(Error::StepGone) => Ok(see_other("/dang-nhap")),
        Err(error) => Err(error.into()),
    }
}

/// `POST /dang-nhap/buoc-hai`
pub(in crate::pages) async fn send(
    State(app): State<App>,
    current: Current,
    headers: HeaderMap,
    Posted { ctx, form }: Posted,
) -> Answer {
    let form = form.spoken(ctx.locale);
    let (half, factors) = match waiting(&app, &ctx, &headers).await {
        Ok(waiting) => waiting,
        Err(Error::StepGone) => return Ok(see_other("/dang-nhap")),
        Err(error) => return Err(error.into()),
    };
    match factor::second_step(&app, &ctx, &current, &half, form.value("code")).await {
        Ok(signed_in) => Ok(in_session(&app, &ctx, &form, &signed_in)),
        Err(Error::StepGone) => Ok(see_other("/dang-nhap")),
        Err(error) => super::wrong_code(form, "code", error, |form| view(&app, form, &factors))?.answer(),
    }
}

/// `POST /dang-nhap/buoc-hai/khoa`
pub(in crate::pages) async fn send_passkey(
    State(app): State<App>,
    current: Current,
    headers: HeaderMap,
    Posted { ctx, form }: Posted,
) -> Answer {
    let form = form.spoken(ctx.locale);
    let (half, factors) = match waiting(&app, &ctx, &headers).await {
        Ok(waiting) => waiting,
        Err(Error::StepGone) => return Ok(see_other("/dang-nhap")),
        Err(error) => return Err(error.into()),
    };
    let signed_in = passkey::second_step(&app, &ctx, &current, &half, answered(&form)).await;
    match entered(&app, &ctx, &form, signed_in)? {
        Ok(response) => Ok(response),
        Err(error) => {
            let form = form.with_errors([FieldError::new("answer", error.said())]);
            view(&app, &form, &factors).answer()
        }
    }
}

/// The sign-in that waits in this browser, and what its person can show.
async fn waiting(app: &App, ctx: &Ctx, headers: &HeaderMap) -> Result<(Token, Factors), Error> {
    let half = cookie::read_half(headers, app.site.secure()).ok_or(Error::StepGone)?;
    let (asker, key) = (ctx.clone(), half.key());
    let factors = app.db.read(move |rx| see_half(rx, &asker, key)).await?;
    Ok((half, factors))
}

fn view(app: &App, form: &Form, factors: &Factors) -> Page {
    let title = form.t("Bước hai: xác thực", "Step two: verification");
    page(title, &View { form, factors, passkey: factors.passkeys > 0 && passkey::possible(&app.site) })
        .form(form)
        .narrow()
        .back("/dang-nhap", form.t("Đăng nhập lại từ đầu", "Start again"))
}
