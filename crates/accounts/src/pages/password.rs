//! The page on which somebody chooses another password.

use askama::Template;
use axum::extract::State;
use base::{Fault as _, FieldError, Kind};
use http::StatusCode;
use web::{Answer, App, Form, Page, Posted, Who, page, see_other};

use super::{name_of, with_session};
use crate::model::{Holder, Password};
use crate::session::{Current, door};

#[derive(Template)]
#[template(path = "password.html")]
struct View<'a> {
    form: &'a Form,
}

pub(super) async fn show(Who(ctx): Who) -> Answer {
    Holder::of(&ctx.actor)?;
    ask(&Form::empty(&ctx).spoken(ctx.locale)).answer()
}

pub(super) async fn send(State(app): State<App>, current: Current, Posted { ctx, form }: Posted) -> Answer {
    Holder::of(&ctx.actor)?;
    let form = form.spoken(ctx.locale);
    let said: Vec<&str> = name_of(&ctx.actor).into_iter().collect();
    let new = match Password::choose(form.value("new"), &said) {
        Ok(new) => new,
        Err(why) => return ask(&form.with_errors([FieldError::new("new", why)])).answer(),
    };
    let present = Password::typed(form.value("present"));
    match door::renew(&app, &ctx, &current, present, new).await {
        Ok(signed_in) => Ok(with_session(see_other("/tai-khoan/phien"), &app, &ctx, &signed_in)),
        Err(error) => match error.kind() {
            Kind::Unauthenticated => {
                let sentence = (
                    "Mật khẩu hiện tại chưa đúng. Xin nhập lại.",
                    "The present password is not right. Please enter it again.",
                );
                ask(&form.with_errors([FieldError::new("present", sentence)])).answer()
            }
            Kind::TooMany => {
                let form = form.with_errors([FieldError::new("present", error.said())]);
                ask(&form).status(StatusCode::TOO_MANY_REQUESTS).answer()
            }
            _ => Err(error.into()),
        },
    }
}

fn ask(form: &Form) -> Page {
    page(form.t("Đổi mật khẩu", "Change the password"), &View { form })
        .form(form)
        .narrow()
        .back("/tai-khoan", form.t("Tài khoản của tôi", "My account"))
}
