//! One's own passkeys: adding one, taking one away; and signing in with one.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use base::{BadText, Ctx, Fault as _, FieldError};
use http::{HeaderMap, header};
use web::{Answer, App, Form, Page, Path, Posted, Who, page, see_other};

use super::codes;
use crate::actions::{SignedIn, remove_passkey};
use crate::error::Error;
use crate::model::{Holder, PasskeyId, PasskeyName};
use crate::pages::{onward, with_session};
use crate::session::gate::SET_UP;
use crate::session::passkey::{self, Answered};
use crate::session::{Current, cookie};

#[derive(Template)]
#[template(path = "factor/passkey.html")]
struct View<'a> {
    form: &'a Form,
}

/// `GET /tai-khoan/hai-lop/khoa`
pub(in crate::pages) async fn show(Who(ctx): Who) -> Answer {
    ctx.authorise_staff()?;
    ctx.confirmed()?;
    view(&Form::empty(&ctx)).answer()
}

/// `POST /tai-khoan/hai-lop/khoa/bat-dau`
pub(in crate::pages) async fn begin(State(app): State<App>, Posted { ctx, .. }: Posted) -> Answer {
    Ok(axum::Json(passkey::begin_registration(&app, &ctx).await?).into_response())
}

/// `POST /tai-khoan/hai-lop/khoa`
pub(in crate::pages) async fn add(
    State(app): State<App>,
    current: Current,
    Posted { ctx, form }: Posted,
) -> Answer {
    ctx.authorise_staff()?;
    let name: PasskeyName = match form.value("name").parse() {
        Ok(name) => name,
        Err(why) => {
            let why: BadText = why;
            return view(&form.with_errors([FieldError::new("name", why.0)])).answer();
        }
    };
    if form.value("token").is_empty() {
        let why = "Bấm “Tạo khóa truy cập” rồi làm theo máy.";
        return view(&form.with_errors([FieldError::new("answer", why)])).answer();
    }
    match passkey::register(&app, &ctx, &current, answered(&form), name).await {
        Ok(codes) if codes.is_empty() => Ok(see_other(SET_UP)),
        Ok(codes) => codes::shown_once(&codes).answer(),
        Err(error) if matches!(error, Error::WrongPasskey | Error::StepGone | Error::FactorThere) => {
            view(&form.with_errors([FieldError::new("answer", error.sentence())])).answer()
        }
        Err(error) => view(&form.refused(error.into())?).answer(),
    }
}

/// `POST /tai-khoan/hai-lop/khoa/{id}/go`
pub(in crate::pages) async fn remove(
    State(app): State<App>,
    current: Current,
    Path(id): Path<PasskeyId>,
    Posted { ctx, .. }: Posted,
) -> Answer {
    let holder = Holder::of(&ctx.actor)?;
    app.db.write(move |tx| remove_passkey(tx, &ctx, id)).await?;
    current.cache.forget_holder(holder);
    Ok(see_other(SET_UP))
}

/// `POST /dang-nhap/khoa/bat-dau`
pub(in crate::pages) async fn begin_alone(State(app): State<App>, Posted { ctx, .. }: Posted) -> Answer {
    Ok(axum::Json(passkey::begin_sign_in(&app, &ctx).await?).into_response())
}

/// `POST /dang-nhap/khoa`
pub(in crate::pages) async fn alone(
    State(app): State<App>,
    current: Current,
    Posted { ctx, form }: Posted,
) -> Answer {
    let signed_in = passkey::sign_in(&app, &ctx, &current, answered(&form)).await;
    let form = form.spoken(ctx.locale);
    match entered(&app, &ctx, &form, signed_in)? {
        Ok(response) => Ok(response),
        Err(error) => {
            let form = form.with_errors([FieldError::new("answer", error.sentence())]);
            crate::pages::sign_in::ask(&app, &ctx, &form).answer()
        }
    }
}

/// `POST /dang-nhap/buoc-hai/khoa/bat-dau`
pub(in crate::pages) async fn begin_second(
    State(app): State<App>,
    headers: HeaderMap,
    Posted { ctx, .. }: Posted,
) -> Answer {
    let half = cookie::read_half(&headers, app.site.secure()).ok_or(Error::StepGone)?;
    Ok(axum::Json(passkey::begin_second_step(&app, &ctx, &half).await?).into_response())
}

/// Signed in, or the refusal to say on the page.
pub(super) fn entered(
    app: &App,
    ctx: &Ctx,
    form: &Form,
    signed_in: Result<SignedIn, Error>,
) -> Result<Result<Response, Error>, web::Failure> {
    match signed_in {
        Ok(signed_in) => Ok(Ok(in_session(app, ctx, form, &signed_in))),
        Err(error) if matches!(error, Error::WrongPasskey | Error::StepGone) => Ok(Err(error)),
        Err(error) => Err(error.into()),
    }
}

/// Leads on with the new session; nothing waits any more in this browser.
pub(super) fn in_session(app: &App, ctx: &Ctx, form: &Form, signed_in: &SignedIn) -> Response {
    let response = see_other(onward(form.value("tiep"), true));
    let mut response = with_session(response, app, ctx, signed_in);
    response.headers_mut().append(header::SET_COOKIE, cookie::clear_half(app.site.secure()));
    response
}

/// What the script filled in.
pub(super) fn answered(form: &Form) -> Answered<'_> {
    Answered { token: form.value("token"), answer: form.value("answer") }
}

fn view(form: &Form) -> Page {
    page("Thêm khóa truy cập", &View { form }).form(form).narrow().back(SET_UP, "Xác thực hai lớp")
}
