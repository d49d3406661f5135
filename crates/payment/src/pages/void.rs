//! Voiding a receipt; leads to the collecting of what is owed again.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use web::{Answer, App, Form, Path, Posted, Who};

use super::seat;
use crate::actions::{self, VoidReceipt};
use crate::error::Error;
use crate::model::{Receipt, ReceiptId, numbered};
use crate::queries;

#[derive(Template)]
#[template(path = "void.html")]
struct Page<'a> {
    form: &'a Form,
    receipt: &'a Receipt,
}

/// Asks why.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<ReceiptId>) -> Answer {
    view(&app, &ctx, id, &Form::empty(&ctx)).await
}

/// Voids it.
pub(super) async fn send(State(app): State<App>, Path(id): Path<ReceiptId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let input = VoidReceipt {
        receipt: id,
        reason: form.value("reason").to_owned(),
        taken_back: !form.value("taken_back").is_empty(),
    };
    let actor = ctx.clone();
    match app.db.write(move |tx| actions::void_receipt(tx, &actor, &input)).await {
        Ok(()) => {
            let lines = app.db.read(move |rx| Ok::<_, Error>(queries::lines(rx, id)?)).await?;
            Ok(web::see_other(&match lines.first() {
                Some(line) => format!("/quay/thu-tien/thu?cho={}&thay={id}", line.origin),
                None => "/quay/thu-tien".to_owned(),
            }))
        }
        Err(error) => view(&app, &ctx, id, &form.refused(error.into())?).await,
    }
}

async fn view(app: &App, ctx: &Ctx, id: ReceiptId, form: &Form) -> Answer {
    let asker = ctx.clone();
    let receipt = app.db.read(move |rx| seat::receipt(rx, &asker, id)).await?;
    let title = format!("Hủy biên lai số {}", numbered(receipt.number));
    let back = format!("/quay/thu-tien/bien-lai/{id}");
    web::page(title, &Page { form, receipt: &receipt }).back(back, "Về biên lai").narrow().form(form).answer()
}
