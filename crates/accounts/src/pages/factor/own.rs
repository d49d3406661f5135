//! What an officer has beside the password.

use askama::Template;
use axum::extract::State;
use base::{Ctx, words};
use web::{Answer, App, Form, Page, Posted, Who, page, see_other};

use super::codes;
use crate::actions::{Own, begin_totp, make_recovery_codes, see_own};
use crate::model::{PasskeyId, PasskeyLine};
use crate::session::gate::SET_UP;
use crate::session::{Current, factor, passkey};

#[derive(Template)]
#[template(path = "factor/own.html")]
struct View<'a> {
    form: &'a Form,
    owed: bool,
    reset: Option<String>,
    /// Since when there is an app.
    app: Option<String>,
    passkeys: Vec<Line>,
    /// Whether one can be added here.
    possible: bool,
    any: bool,
    recovery_codes: i64,
}

struct Line {
    id: PasskeyId,
    name: String,
    added: String,
    used: String,
}

/// `GET /tai-khoan/hai-lop`
pub(in crate::pages) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    let own = read(&app, &ctx).await?;
    view(&app, &own, &Form::empty(&ctx)).answer()
}

/// `POST /tai-khoan/hai-lop/ung-dung/bat-dau`
pub(in crate::pages) async fn begin_app(State(app): State<App>, Posted { ctx, .. }: Posted) -> Answer {
    app.db.write(move |tx| begin_totp(tx, &ctx)).await?;
    Ok(see_other("/tai-khoan/hai-lop/ung-dung"))
}

/// `POST /tai-khoan/hai-lop/ung-dung/go`
pub(in crate::pages) async fn remove_app(
    State(app): State<App>,
    current: Current,
    Posted { ctx, form }: Posted,
) -> Answer {
    match factor::take_off_totp(&app, &ctx, &current, form.value("code")).await {
        Ok(()) => Ok(see_other(SET_UP)),
        Err(error) => {
            let own = read(&app, &ctx).await?;
            super::wrong_code(form, "code", error, |form| view(&app, &own, form))?.answer()
        }
    }
}

/// `POST /tai-khoan/hai-lop/ma-du-phong`
pub(in crate::pages) async fn new_codes(State(app): State<App>, Posted { ctx, .. }: Posted) -> Answer {
    let codes = app.db.write(move |tx| make_recovery_codes(tx, &ctx)).await?;
    codes::shown_once(&codes).answer()
}

async fn read(app: &App, ctx: &Ctx) -> Result<Own, web::Failure> {
    let ctx = ctx.clone();
    Ok(app.db.read(move |rx| see_own(rx, &ctx)).await?)
}

fn view(app: &App, own: &Own, form: &Form) -> Page {
    let line = |it: &PasskeyLine| Line {
        id: it.id,
        name: it.name.to_string(),
        added: words::date(it.added_at.date()),
        used: it.used_at.map_or_else(|| "chưa dùng".to_owned(), |at| words::short_moment(at.local())),
    };
    let view = View {
        form,
        passkeys: own.passkeys.iter().map(line).collect(),
        possible: passkey::possible(&app.site),
        owed: own.owed,
        reset: own.reset.map(|at| words::moment(at.local())),
        app: own.factors.totp.map(|at| words::date(at.date())),
        any: own.factors.any(),
        recovery_codes: own.factors.recovery_codes,
    };
    page("Xác thực hai lớp", &view).form(form).narrow().back("/tai-khoan", "Tài khoản của tôi")
}
