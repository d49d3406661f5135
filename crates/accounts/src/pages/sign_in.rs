//! The page for signing in, of citizens and staff alike.

use askama::Template;
use axum::extract::State;
use base::{Ctx, Fault as _, FieldError, Kind};
use http::{StatusCode, header};
use serde::Deserialize;
use web::{Answer, App, Form, Page, Posted, Query, Who, page, see_other};

use super::factor::second_step;
use super::{name_of, onward, with_session};
use crate::actions::Entered;
use crate::model::{Holder, Password};
use crate::session::{Current, cookie, door, passkey};

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn<'a> {
    form: &'a Form,
    present: Option<&'a str>,
    /// Whether a passkey can be asked for.
    passkey: bool,
}

/// Where to go on afterwards.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    tiep: String,
}

pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Query(wish): Query<Wish>) -> Answer {
    let form = Form::empty(&ctx).spoken(ctx.locale).with("tiep", wish.tiep);
    ask(&app, &ctx, &form).answer()
}

pub(super) async fn send(State(app): State<App>, current: Current, Posted { ctx, form }: Posted) -> Answer {
    let form = form.spoken(ctx.locale);
    let empty = [
        ("login", ("Xin nhập tên đăng nhập.", "Please enter your user name.")),
        ("password", ("Xin nhập mật khẩu.", "Please enter your password.")),
    ];
    let missing: Vec<_> = empty
        .into_iter()
        .filter(|(field, _)| form.value(field).trim().is_empty())
        .map(|(field, sentence)| FieldError::new(field, sentence))
        .collect();
    if !missing.is_empty() {
        return ask(&app, &ctx, &form.with_errors(missing)).answer();
    }
    let password = Password::typed(form.value("password"));
    match door::sign_in(&app, &ctx, &current, form.value("login"), password).await {
        Ok(Entered::Half(half)) => {
            let tiep = web::query_value(form.value("tiep"));
            let mut response = see_other(&format!("{}?tiep={tiep}", second_step::PATH));
            let value = cookie::set_half(&half, app.site.secure());
            response.headers_mut().append(header::SET_COOKIE, value);
            Ok(response)
        }
        Ok(Entered::In(signed_in)) => {
            let staff = matches!(signed_in.session.holder, Holder::Staff(_));
            let response = see_other(onward(form.value("tiep"), staff));
            Ok(with_session(response, &app, &ctx, &signed_in))
        }
        Err(error) => match error.kind() {
            Kind::Unauthenticated => ask(&app, &ctx, &told(form, &error)).answer(),
            Kind::TooMany => {
                ask(&app, &ctx, &told(form, &error)).status(StatusCode::TOO_MANY_REQUESTS).answer()
            }
            _ => Err(error.into()),
        },
    }
}

fn told(form: Form, error: &crate::Error) -> Form {
    form.with_errors([FieldError::new("login", error.said())])
}

pub(super) fn ask(app: &App, ctx: &Ctx, form: &Form) -> Page {
    let view = SignIn { form, present: name_of(&ctx.actor), passkey: passkey::possible(&app.site) };
    page(form.t("Đăng nhập", "Sign in"), &view).form(form).narrow()
}
