//! Setting up an authenticator app: the picture, the same as text, and the code that shows that the app has it.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use web::{Answer, App, Form, Page, Posted, Who, page, see_other};

use super::codes;
use crate::actions::{see_mine, see_setup};
use crate::error::Error;
use crate::rules::code;
use crate::session::gate::SET_UP;
use crate::session::{Current, factor};

#[derive(Template)]
#[template(path = "factor/app.html")]
struct View<'a> {
    form: &'a Form,
    qr: String,
    spelled: String,
    login: String,
}

/// What the app must know.
struct Setup {
    qr: String,
    spelled: String,
    login: String,
}

/// `GET /tai-khoan/hai-lop/ung-dung`
pub(in crate::pages) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    match read(&app, &ctx).await {
        Ok(setup) => view(&setup, &Form::empty(&ctx)).answer(),
        Err(Error::StepGone) => Ok(see_other(SET_UP)),
        Err(error) => Err(error.into()),
    }
}

/// `POST /tai-khoan/hai-lop/ung-dung`
pub(in crate::pages) async fn send(
    State(app): State<App>,
    current: Current,
    Posted { ctx, form }: Posted,
) -> Answer {
    match factor::set_up_totp(&app, &ctx, &current, form.value("code")).await {
        Ok(codes) if codes.is_empty() => Ok(see_other(SET_UP)),
        Ok(codes) => codes::shown_once(&codes).answer(),
        Err(Error::StepGone) => Ok(see_other(SET_UP)),
        Err(error) => {
            let setup = read(&app, &ctx).await?;
            super::wrong_code(form, "code", error, |form| view(&setup, form))?.answer()
        }
    }
}

async fn read(app: &App, ctx: &Ctx) -> Result<Setup, Error> {
    let (asker, site) = (ctx.clone(), app.site.name.clone());
    app.db
        .read(move |rx| {
            let secret = see_setup(rx, &asker)?;
            let logins = see_mine(rx, &asker)?.logins;
            let login = logins.first().map(ToString::to_string).unwrap_or_default();
            let address = code::address(&secret, &site, &login).unwrap_or_default();
            Ok(Setup { qr: web::qr(&address), spelled: code::spelled(&secret), login })
        })
        .await
}

fn view(setup: &Setup, form: &Form) -> Page {
    let view =
        View { form, qr: setup.qr.clone(), spelled: setup.spelled.clone(), login: setup.login.clone() };
    page("Thiết lập ứng dụng xác thực", &view).form(form).narrow().back(SET_UP, "Xác thực hai lớp")
}
