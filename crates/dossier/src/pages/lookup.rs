//! Looking a dossier up with the number and code of its receipt, without signing in.

use askama::Template;
use axum::extract::State;
use base::{Actor, Ctx, FieldError, words};
use serde::Deserialize;
use web::{Answer, App, Form, Query, Who};

use crate::error::Error;
use crate::queries::{self, Glance};

/// What the receipt bears.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    ma: String,
    tra: String,
}

#[derive(Template)]
#[template(path = "lookup.html")]
struct Lookup<'a> {
    form: &'a Form,
    found: Option<Glance>,
    due: String,
    staff: bool,
}

/// Asks for both, and shows how the dossier stands.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Query(asked): Query<Asked>) -> Answer {
    let form = Form::empty(&ctx).with("ma", &asked.ma).with("tra", &asked.tra);
    if asked.ma.trim().is_empty() && asked.tra.trim().is_empty() {
        return answer(&ctx, &form, None);
    }
    let Ok(number) = asked.ma.trim().to_uppercase().parse() else {
        let wrong =
            FieldError::new("ma", "Nhập mã hồ sơ như trên giấy tiếp nhận, ví dụ H44.12.03-261118-0042.");
        return answer(&ctx, &form.with_errors([wrong]), None);
    };
    let (code, of_read) = (asked.tra, ctx.clone());
    match app.db.read(move |rx| queries::look_up(rx, &of_read, &number, &code)).await {
        Ok(found) => answer(&ctx, &form, Some(found)),
        Err(Error::NotFound) => {
            let wrong = "Mã hồ sơ hoặc mã tra cứu chưa đúng. Xin nhập lại cả hai như trên giấy tiếp nhận.";
            answer(&ctx, &form.with_errors([FieldError::new("tra", wrong)]), None)
        }
        Err(error) => Err(error.into()),
    }
}

fn answer(ctx: &Ctx, form: &Form, found: Option<Glance>) -> Answer {
    let staff = matches!(ctx.actor, Actor::Staff(_));
    let due = found.as_ref().and_then(|glance| glance.due).map(words::moment).unwrap_or_default();
    web::page("Tra cứu hồ sơ", &Lookup { form, found, due, staff }).narrow().form(form).answer()
}
