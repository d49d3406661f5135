//! The paper that proves an exemption or a reduction.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use web::{Answer, App, Form, Path, Posted, Who};

use super::amount::of_body;
use crate::actions::{self, ProveRelief};
use crate::model::{Obligation, ObligationId};

#[derive(Template)]
#[template(path = "evidence.html")]
struct Page<'a> {
    form: &'a Form,
    owed: &'a Obligation,
}

/// Asks for it.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<ObligationId>) -> Answer {
    view(&app, &ctx, id, &Form::empty(&ctx)).await
}

/// Writes it down; leads back to the collecting.
pub(super) async fn send(State(app): State<App>, Path(id): Path<ObligationId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let input = ProveRelief { obligation: id, evidence: form.value("evidence").to_owned() };
    let actor = ctx.clone();
    match app.db.write(move |tx| actions::prove_relief(tx, &actor, &input)).await {
        Ok(()) => {
            let owed = of_body(&app, &ctx, id).await?;
            Ok(web::see_other(&format!("/quay/thu-tien/thu?cho={}", owed.origin)))
        }
        Err(error) => view(&app, &ctx, id, &form.refused(error.into())?).await,
    }
}

async fn view(app: &App, ctx: &Ctx, id: ObligationId, form: &Form) -> Answer {
    let owed = of_body(app, ctx, id).await?;
    let back = format!("/quay/thu-tien/thu?cho={}", owed.origin);
    web::page("Giấy tờ chứng minh", &Page { form, owed: &owed })
        .back(back, "Thu phí")
        .narrow()
        .form(form)
        .answer()
}
