//! Several officers at one PC: who waits in this browser, and changing over within seconds.

use askama::Template;
use axum::extract::State;
use base::{Actor, Ctx, Denied, Fault as _, FieldError, Kind, words};
use http::{StatusCode, header};
use web::{Answer, App, Form, Page, Path, Posted, Who, page, see_other};

use super::{name_of, with_session, without_session};
use crate::actions::{Waits, see_parked};
use crate::model::SessionId;
use crate::session::{Current, cookie, door};

#[derive(Template)]
#[template(path = "switch.html")]
struct View<'a> {
    form: &'a Form,
    /// Who works in this browser now.
    present: Option<&'a str>,
    waiting: Vec<Line>,
}

struct Line {
    id: SessionId,
    name: String,
    since: String,
    ends: String,
    /// The name of its box.
    field: String,
    /// How many tries are left, where some are gone.
    tries: Option<i64>,
}

/// `GET /doi-nguoi-dung`
pub(super) async fn show(State(app): State<App>, current: Current, Who(ctx): Who) -> Answer {
    view(&app, &ctx, &current, &Form::empty(&ctx)).await?.answer()
}

/// `POST /doi-nguoi-dung/giu`
pub(super) async fn leave(State(app): State<App>, current: Current, Who(ctx): Who) -> Answer {
    let browser = match door::leave(&app, &ctx, &current).await {
        Ok(browser) => browser,
        Err(error) => return Err(error.into()),
    };
    let mut response = without_session(see_other("/doi-nguoi-dung"), &app);
    let value = cookie::set_browser(&browser, app.site.secure());
    response.headers_mut().append(header::SET_COOKIE, value);
    Ok(response)
}

/// `POST /doi-nguoi-dung/{id}`
pub(super) async fn come_back(
    State(app): State<App>,
    current: Current,
    Path(id): Path<SessionId>,
    Posted { ctx, form }: Posted,
) -> Answer {
    let field = field(id);
    let typed = form.value(&field).trim().to_owned();
    if typed.is_empty() {
        let form = form.with_errors([FieldError::new(field, "Nhập mã PIN hoặc mật khẩu.")]);
        return view(&app, &ctx, &current, &form).await?.answer();
    }
    match door::come_back(&app, &ctx, &current, id, &typed).await {
        Ok(signed_in) => Ok(with_session(see_other("/can-bo"), &app, &ctx, &signed_in)),
        Err(error) => {
            let (status, sentence) = match error.kind() {
                Kind::Unauthenticated => (
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "Mã PIN hoặc mật khẩu chưa đúng. Xin nhập lại.".to_owned(),
                ),
                Kind::TooMany => (StatusCode::TOO_MANY_REQUESTS, error.sentence()),
                Kind::Conflict => (StatusCode::CONFLICT, error.sentence()),
                _ => return Err(error.into()),
            };
            let form = form.with_errors([FieldError::new(field, sentence)]);
            view(&app, &ctx, &current, &form).await?.status(status).answer()
        }
    }
}

async fn view(app: &App, ctx: &Ctx, current: &Current, form: &Form) -> Result<Page, web::Failure> {
    if matches!(ctx.actor, Actor::Citizen(_)) {
        return Err(Denied::Forbidden.into());
    }
    let (of_read, browser) = (ctx.clone(), current.browser.as_ref().map(crate::model::Token::key));
    let waiting = app.db.read(move |rx| see_parked(rx, &of_read, browser)).await?;
    let line = |it: Waits| Line {
        id: it.id,
        name: it.name,
        since: words::short_moment(it.since.local()),
        ends: words::short_moment(it.ends.local()),
        field: field(it.id),
        tries: (it.tries < crate::rules::pin::MOST_WRONG).then_some(it.tries),
    };
    let waiting = waiting.into_iter().map(line).collect();
    let view = View { form, present: name_of(&ctx.actor), waiting };
    Ok(page("Đổi người dùng", &view).form(form).narrow())
}

/// The name of the box of a session: what was wrong with one stands beside that one.
fn field(id: SessionId) -> String {
    format!("ma-{id}")
}
