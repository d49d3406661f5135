//! Before an act that asks for it whoever works in a session shows that it is them; then the act goes on with what was typed. The
//! form that was sent waits in the page, and the browser sends it on by itself (status 307), with or without a script.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use base::{Ctx, Fault as _, FieldError, Kind};
use http::{HeaderValue, StatusCode, header};
use serde::Deserialize;
use web::{Answer, App, Form, Page, Posted, Query, REQUEST_FIELD, Who, page, see_other};

use crate::actions::see_ways;
use crate::error::Error;
use crate::model::{Factors, Purpose};
use crate::session::Current;
use crate::session::confirm::{Showing, confirm};
use crate::session::passkey::{self, Answered};

/// What begins so is this page's own, and not of the form that waits.
const OWN: &str = "xac-nhan.";
const CODE: &str = "xac-nhan.ma";
const PASSWORD: &str = "xac-nhan.mat-khau";
const TOKEN: &str = "xac-nhan.khoa";
const WRONG: base::Pair =
    ("Mật khẩu chưa đúng. Xin nhập lại.", "The password is not right. Please enter it again.");
const ANSWER: &str = "xac-nhan.chu-ky";

#[derive(Template)]
#[template(path = "confirm.html")]
struct View<'a> {
    form: &'a Form,
    factors: &'a Factors,
    /// Whether a passkey can be asked for.
    passkey: bool,
    /// Where this form goes.
    action: String,
    /// The form that waits.
    waits: Vec<(String, String)>,
}

/// What goes on afterwards.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    tiep: String,
    /// Whether a form waits to be sent there.
    gui: String,
}

impl Wish {
    fn path(&self) -> &str {
        web::local_path(&self.tiep).filter(|path| !path.starts_with("/xac-nhan")).unwrap_or("/tai-khoan")
    }
}

/// `GET /xac-nhan`
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Query(wish): Query<Wish>) -> Answer {
    let wish = Wish { gui: String::new(), ..wish };
    view(&app, &ctx, &wish, &Form::empty(&ctx).spoken(ctx.locale)).await?.answer()
}

/// `POST /xac-nhan`: a form that was sent comes here when its act asks for it.
pub(super) async fn waits(
    State(app): State<App>,
    Query(wish): Query<Wish>,
    Posted { ctx, form }: Posted,
) -> Answer {
    let wish = Wish { gui: "1".to_owned(), ..wish };
    view(&app, &ctx, &wish, &form.spoken(ctx.locale)).await?.answer()
}

/// `POST /xac-nhan/khoa/bat-dau`
pub(super) async fn begin_passkey(State(app): State<App>, Posted { ctx, .. }: Posted) -> Answer {
    let staff = ctx.authorise_staff()?.staff;
    Ok(axum::Json(passkey::ask(&app, &ctx, staff, Purpose::Confirm).await?).into_response())
}

/// `POST /xac-nhan/gui`
pub(super) async fn send(
    State(app): State<App>,
    current: Current,
    Query(wish): Query<Wish>,
    Posted { ctx, form }: Posted,
) -> Answer {
    let form = form.spoken(ctx.locale);
    let typed = |name: &str| form.pairs().any(|(sent, _)| sent == name);
    let (field, showing) = if !form.value(TOKEN).is_empty() {
        (ANSWER, Showing::Passkey(Answered { token: form.value(TOKEN), answer: form.value(ANSWER) }))
    } else if typed(PASSWORD) {
        (PASSWORD, Showing::Password(form.value(PASSWORD)))
    } else {
        (CODE, Showing::Code(form.value(CODE)))
    };
    match confirm(&app, &ctx, &current, showing).await {
        Ok(()) => Ok(go_on(&wish)),
        Err(error) => {
            let (status, sentence) = match (error.kind(), &error) {
                (_, Error::Wrong) => (StatusCode::UNPROCESSABLE_ENTITY, WRONG.into()),
                (Kind::Unauthenticated, Error::Denied(_)) => return Err(error.into()),
                (Kind::Unauthenticated, _) | (_, Error::StepGone) => {
                    (StatusCode::UNPROCESSABLE_ENTITY, error.said())
                }
                (Kind::TooMany, _) => (StatusCode::TOO_MANY_REQUESTS, error.said()),
                _ => return Err(error.into()),
            };
            let form = form.with_errors([FieldError::new(field, sentence)]);
            view(&app, &ctx, &wish, &form).await?.status(status).answer()
        }
    }
}

/// Leads on; what waits is sent there by the browser, as it was.
fn go_on(wish: &Wish) -> Response {
    if wish.gui.is_empty() {
        return see_other(wish.path());
    }
    let location = HeaderValue::from_str(wish.path()).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, location)]).into_response()
}

async fn view(app: &App, ctx: &Ctx, wish: &Wish, form: &Form) -> Result<Page, web::Failure> {
    let asker = ctx.clone();
    let factors = app.db.read(move |rx| see_ways(rx, &asker)).await?;
    let mut waits = Vec::new();
    let mut action = format!("/xac-nhan/gui?tiep={}", web::query_value(wish.path()));
    if !wish.gui.is_empty() {
        action.push_str("&gui=1");
        let foreign = form.pairs().filter(|(name, _)| !name.starts_with(OWN));
        waits = foreign.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        waits.push((REQUEST_FIELD.to_owned(), ctx.request.to_string()));
    }
    let passkey = factors.passkeys > 0 && passkey::possible(&app.site);
    let view = View { form, factors: &factors, passkey, action, waits };
    Ok(page(form.t("Xác nhận là ông, bà", "Confirm that it is you"), &view).form(form).narrow())
}
