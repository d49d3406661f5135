//! Paying money of a receipt back.

use askama::Template;
use axum::extract::State;
use base::{Ctx, Dong};
use web::{Answer, App, Check, Choice, Failure, Form, Path, Posted, Who};

use super::seat;
use crate::actions::{self, Refund};
use crate::error::Error;
use crate::model::{Method, Receipt, ReceiptId, numbered};
use crate::{queries, rules};

#[derive(Template)]
#[template(path = "refund.html")]
struct Page<'a> {
    form: &'a Form,
    receipt: &'a Receipt,
    left: Dong,
    methods: Vec<Choice>,
}

/// Asks how much and why.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<ReceiptId>) -> Answer {
    view(&app, &ctx, id, Form::empty(&ctx).with("method", Method::Cash.code())).await
}

/// Pays it back.
pub(super) async fn send(State(app): State<App>, Path(id): Path<ReceiptId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    match pay_back(&app, &ctx, id, &form).await {
        Ok(()) => Ok(web::see_other(&format!("/quay/thu-tien/bien-lai/{id}"))),
        Err(failure) => view(&app, &ctx, id, form.refused(failure)?).await,
    }
}

async fn pay_back(app: &App, ctx: &Ctx, receipt: ReceiptId, form: &Form) -> Result<(), Failure> {
    let mut check = Check::new(form);
    let amount = check.dong("amount", "số tiền hoàn trả", Dong(10_000_000_000));
    let methods: Vec<_> = Method::ALL.iter().map(|it| (it.code(), *it)).collect();
    let method = check.choice("method", "hình thức hoàn trả", &methods);
    let value = |name: &str| form.value(name).to_owned();
    let input = check.finish(|| {
        Some(Refund {
            receipt,
            amount: amount?,
            method: method?,
            reference: value("reference"),
            recipient: value("recipient"),
            reason: value("reason"),
        })
    })?;
    let ctx = ctx.clone();
    Ok(app.db.write(move |tx| actions::refund(tx, &ctx, &input)).await?)
}

async fn view(app: &App, ctx: &Ctx, id: ReceiptId, form: Form) -> Answer {
    let asker = ctx.clone();
    let read = app.db.read(move |rx| {
        let receipt = seat::receipt(rx, &asker, id)?;
        let before: Vec<_> = queries::refunds(rx, id)?.iter().map(|it| it.amount).collect();
        Ok::<_, Error>((rules::refundable(receipt.amount, &before), receipt))
    });
    let (left, receipt) = read.await?;
    let form = if form.value("recipient").is_empty() { form.with("recipient", &receipt.payer) } else { form };
    let methods = Method::ALL.iter().map(|it| Choice::new(it.code(), it.label())).collect();
    let title = format!("Hoàn trả tiền, biên lai số {}", numbered(receipt.number));
    let back = format!("/quay/thu-tien/bien-lai/{id}");
    let page = Page { form: &form, receipt: &receipt, left, methods };
    web::page(title, &page).back(back, "Về biên lai").narrow().form(&form).answer()
}
