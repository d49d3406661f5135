//! The page on which an officer sets the PIN for coming back to their session on a shared PC.

use askama::Template;
use axum::extract::State;
use base::{Fault as _, FieldError, Kind};
use http::StatusCode;
use web::{Answer, App, Form, Page, Posted, Who, page, see_other};

use crate::model::Password;
use crate::permissions::SWITCH;
use crate::session::{Current, door};

#[derive(Template)]
#[template(path = "pin.html")]
struct View<'a> {
    form: &'a Form,
}

/// `GET /tai-khoan/ma-pin`
pub(super) async fn show(Who(ctx): Who) -> Answer {
    ctx.authorise(&SWITCH)?;
    ask(&Form::empty(&ctx)).answer()
}

/// `POST /tai-khoan/ma-pin`
pub(super) async fn send(State(app): State<App>, current: Current, Posted { ctx, form }: Posted) -> Answer {
    ctx.authorise(&SWITCH)?;
    let pin = form.value("pin").trim().to_owned();
    let present = Password::typed(form.value("present"));
    match door::choose_pin(&app, &ctx, &current, present, &pin).await {
        Ok(()) => Ok(see_other("/tai-khoan")),
        Err(error) => match error.kind() {
            Kind::Unauthenticated => {
                let sentence = "Mật khẩu hiện tại chưa đúng. Xin nhập lại.";
                ask(&form.with_errors([FieldError::new("present", sentence)])).answer()
            }
            Kind::TooMany => {
                let form = form.with_errors([FieldError::new("present", error.sentence())]);
                ask(&form).status(StatusCode::TOO_MANY_REQUESTS).answer()
            }
            _ => ask(&form.refused(error.into())?).answer(),
        },
    }
}

fn ask(form: &Form) -> Page {
    page("Đặt mã PIN", &View { form }).form(form).narrow().back("/tai-khoan", "Tài khoản của tôi")
}
