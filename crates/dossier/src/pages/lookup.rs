//! Looking a dossier up with the number and code of its receipt, without signing in.

use askama::Template;
use axum::extract::State;
use base::{Actor, Ctx, Fault as _, FieldError, Kind};
use http::StatusCode;
use serde::Deserialize;
use web::{Answer, App, Form, Page, Query, Who};

use super::shown::appointment;
use crate::actions::{self, LookUp};
use crate::queries::Glance;

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
pub(crate) async fn show(
    State(app): State<App>,
    current: accounts::Current,
    Who(ctx): Who,
    Query(asked): Query<Asked>,
) -> Answer {
    let form = Form::empty(&ctx).spoken(ctx.locale).with("ma", &asked.ma).with("tra", &asked.tra);
    if asked.ma.trim().is_empty() && asked.tra.trim().is_empty() {
        return shown(&ctx, &form, None).answer();
    }
    let Ok(number) = asked.ma.trim().to_uppercase().parse() else {
        let wrong = (
            "Nhập mã hồ sơ như trên giấy tiếp nhận, ví dụ H44.12.03-261118-0042.",
            "Enter the number as it stands on the receipt, for example H44.12.03-261118-0042.",
        );
        let wrong = FieldError::new("ma", wrong);
        return shown(&ctx, &form.with_errors([wrong]), None).answer();
    };
    let input = LookUp { number, code: asked.tra, address: current.device.address };
    let asker = ctx.clone();
    match app.db.write(move |tx| actions::look_up(tx, &asker, &input)).await {
        Ok(Some(found)) => shown(&ctx, &form, Some(found)).answer(),
        Ok(None) => {
            let wrong = (
                "Mã hồ sơ hoặc mã tra cứu chưa đúng. Xin nhập lại cả hai như trên giấy tiếp nhận.",
                "The number or the look-up code is not right. Please enter both as they stand on the receipt.",
            );
            shown(&ctx, &form.with_errors([FieldError::new("tra", wrong)]), None).answer()
        }
        Err(error) if error.kind() == Kind::TooMany => {
            let wrong = (error.sentence(), error.english().unwrap_or_default());
            let form = form.with_errors([FieldError::new("tra", wrong)]);
            shown(&ctx, &form, None).status(StatusCode::TOO_MANY_REQUESTS).answer()
        }
        Err(error) => Err(error.into()),
    }
}

fn shown(ctx: &Ctx, form: &Form, found: Option<Glance>) -> Page {
    let staff = matches!(ctx.actor, Actor::Staff(_));
    let due = found.as_ref().and_then(|glance| glance.due).map(|due| appointment(due, form.locale()));
    let due = due.unwrap_or_default();
    web::page(form.t("Tra cứu hồ sơ", "Look up a dossier"), &Lookup { form, found, due, staff })
        .narrow()
        .form(form)
}
