//! The account into which people transfer, with the code for the counter's board.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use base::id::UnitId;
use db::Read;
use web::{Answer, App, Choice, Failure, Form, Posted, Who};

use super::seat;
use crate::actions::{self, SetAccount};
use crate::error::Error;
use crate::model::Account;
use crate::permissions::KEEP;
use crate::{queries, rules};

#[derive(Template)]
#[template(path = "account.html")]
struct Page<'a> {
    form: &'a Form,
    bodies: Vec<Choice>,
    account: Option<Account>,
    qr: String,
}

/// Shows it.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    view(&app, &ctx, Form::empty(&ctx)).await
}

/// Sets it.
pub(super) async fn send(State(app): State<App>, Posted { ctx, form }: Posted) -> Answer {
    match set(&app, &ctx, &form).await {
        Ok(()) => Ok(web::see_other("/quan-tri/tai-khoan-thu")),
        Err(failure) => view(&app, &ctx, form.refused(failure)?).await,
    }
}

async fn set(app: &App, ctx: &Ctx, form: &Form) -> Result<(), Failure> {
    let roots = seat::bodies(ctx, &KEEP)?;
    let chosen = form.value("root").parse().ok().filter(|root| roots.contains(root));
    let root = chosen.or_else(|| roots.first().copied().filter(|_| roots.len() == 1));
    let root: UnitId = root.ok_or_else(|| Error::field("root", "Chọn cơ quan."))?;
    let value = |name: &str| form.value(name).to_owned();
    let input = SetAccount { root, bank: value("bank"), number: value("number"), holder: value("holder") };
    let ctx = ctx.clone();
    Ok(app.db.write(move |tx| actions::set_account(tx, &ctx, &input)).await?)
}

async fn view(app: &App, ctx: &Ctx, form: Form) -> Answer {
    let asker = ctx.clone();
    let (bodies, account) = app.db.read(move |rx| read(rx, &asker)).await?;
    let known = account.as_ref().filter(|_| form.errors().is_empty());
    let form = known.map_or_else(
        || form.clone(),
        |it| form.clone().with("bank", &it.bank).with("number", &it.number).with("holder", &it.holder),
    );
    let bodies = if bodies.len() > 1 { bodies } else { Vec::new() };
    let qr = account.as_ref().map_or_else(String::new, |it| web::qr(&rules::vietqr(it, None, "")));
    web::page("Tài khoản thu", &Page { form: &form, bodies, account, qr }).narrow().form(&form).answer()
}

fn read(rx: &mut Read, ctx: &Ctx) -> Result<(Vec<Choice>, Option<Account>), Error> {
    let roots = seat::bodies(ctx, &KEEP)?;
    let account = match roots.as_slice() {
        [only] => queries::account(rx, *only)?,
        _ => None,
    };
    Ok((seat::choices(rx, ctx, &roots)?, account))
}
