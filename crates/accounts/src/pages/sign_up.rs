//! The page on which a citizen opens an account: a name, a login, a password, nothing else.

use askama::Template;
use axum::extract::State;
use base::{BadText, FieldError};
use web::{Answer, App, Form, Page, Posted, Query, Who, page, see_other};

use super::{onward, with_session};
use crate::model::{Identity, Password};
use crate::session::{Current, door};

#[derive(Template)]
#[template(path = "sign_up.html")]
struct SignUp<'a> {
    form: &'a Form,
}

/// Where to go on afterwards.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    tiep: String,
}

pub(super) async fn show(Who(ctx): Who, Query(wish): Query<Wish>) -> Answer {
    ask(&Form::empty(&ctx).spoken(ctx.locale).with("tiep", wish.tiep)).answer()
}

pub(super) async fn send(State(app): State<App>, current: Current, Posted { ctx, form }: Posted) -> Answer {
    let form = form.spoken(ctx.locale);
    let (newcomer, password) = match read(&form) {
        Ok(sound) => sound,
        Err(errors) => return ask(&form.with_errors(errors)).answer(),
    };
    match door::join(&app, &ctx, &current, newcomer, password).await {
        Ok(signed_in) => {
            Ok(with_session(see_other(onward(form.value("tiep"), false)), &app, &ctx, &signed_in))
        }
        Err(error) => ask(&form.refused(error.into())?).answer(),
    }
}

fn ask(form: &Form) -> Page {
    let title = form.t("Mở tài khoản", "Open an account");
    page(title, &SignUp { form }).form(form).narrow().back("/dang-nhap", form.t("Đăng nhập", "Sign in"))
}

/// Reads the form; every mistake at once.
fn read(form: &Form) -> Result<(door::Newcomer, Password), Vec<FieldError>> {
    let name = form.value("name").parse().map_err(|why: BadText| FieldError::new("name", why));
    let login = form.value("login").parse().map_err(|why: BadText| FieldError::new("login", why));
    let said = [form.value("login"), form.value("name")];
    let password =
        Password::choose(form.value("password"), &said).map_err(|why| FieldError::new("password", why));
    match (name, login, password) {
        (Ok(name), Ok(login), Ok(password)) => {
            let newcomer = door::Newcomer { name, login, identity: Identity::None, email: None, phone: None };
            Ok((newcomer, password))
        }
        (name, login, password) => {
            Err([name.err(), login.err(), password.err()].into_iter().flatten().collect())
        }
    }
}
