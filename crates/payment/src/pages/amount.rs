//! How much a fee is that nothing here could say: set by a council whose resolution is not loaded.

use askama::Template;
use axum::extract::State;
use base::{Ctx, Dong};
use web::{Answer, App, Check, Failure, Form, Path, Posted, Who};

use crate::actions::{self, SetAmount};
use crate::error::Error;
use crate::model::{Obligation, ObligationId};
use crate::permissions::COLLECT;
use crate::queries;

/// The most that a fee comes to.
const MOST: Dong = Dong(10_000_000_000);

#[derive(Template)]
#[template(path = "amount.html")]
struct Page<'a> {
    form: &'a Form,
    owed: &'a Obligation,
    /// The amount is doubted: the box to confirm it is shown.
    doubted: bool,
}

/// Asks.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<ObligationId>) -> Answer {
    view(&app, &ctx, id, &Form::empty(&ctx)).await
}

/// Writes it down; leads back to the collecting.
pub(super) async fn send(State(app): State<App>, Path(id): Path<ObligationId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    match set(&app, &ctx, id, &form).await {
        Ok(()) => {
            let owed = of_body(&app, &ctx, id).await?;
            Ok(web::see_other(&format!("/quay/thu-tien/thu?cho={}", owed.origin)))
        }
        Err(failure) => view(&app, &ctx, id, &form.refused(failure)?).await,
    }
}

async fn set(app: &App, ctx: &Ctx, obligation: ObligationId, form: &Form) -> Result<(), Failure> {
    let mut check = Check::new(form);
    let amount = check.dong("amount", "số tiền", MOST);
    let sure = check.ticked("sure");
    let citation = form.value("citation").to_owned();
    let input = check.finish(|| Some(SetAmount { obligation, amount: amount?, citation, sure }))?;
    let ctx = ctx.clone();
    Ok(app.db.write(move |tx| actions::set_amount(tx, &ctx, &input)).await?)
}

async fn view(app: &App, ctx: &Ctx, id: ObligationId, form: &Form) -> Answer {
    let owed = of_body(app, ctx, id).await?;
    let doubted = form.error("amount").is_some_and(|it| it.contains("xác nhận"));
    let back = format!("/quay/thu-tien/thu?cho={}", owed.origin);
    web::page("Ghi mức thu", &Page { form, owed: &owed, doubted })
        .back(back, "Thu phí")
        .narrow()
        .form(form)
        .answer()
}

/// A fee of a body where the actor collects.
pub(super) async fn of_body(app: &App, ctx: &Ctx, id: ObligationId) -> Result<Obligation, Failure> {
    let ctx = ctx.clone();
    let found = app.db.read(move |rx| {
        let authority = ctx.authorise(&COLLECT)?;
        let owed = queries::obligation(rx, id)?.ok_or(Error::NotFound)?;
        authority.at_root(&owed.root).map_err(|_| Error::NotFound)?;
        Ok::<_, Error>(owed)
    });
    Ok(found.await?)
}
