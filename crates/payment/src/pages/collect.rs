//! Collecting: what one origin owes, in cash or by a transfer that the page shows a code for; leads to the receipt.

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use base::{Ctx, Dong};
use db::Read;
use ledger::Stream;
use serde::Deserialize;
use web::{Answer, App, Check, Choice, Failure, Form, Posted, Query, Who};

use crate::actions::{self, Collect, Collected};
use crate::error::Error;
use crate::model::{Account, Method, Obligation, ReceiptId};
use crate::permissions::COLLECT;
use crate::{queries, rules};

/// For what, in place of which voided receipt.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    cho: String,
    thay: String,
}

#[derive(Template)]
#[template(path = "collect.html")]
struct Page<'a> {
    form: &'a Form,
    label: String,
    origin: String,
    owed: Vec<Obligation>,
    /// What can be paid now.
    total: Dong,
    ready: bool,
    /// Nothing is left to be paid or proved.
    settled: bool,
    methods: Vec<Choice>,
    account: Option<Account>,
    qr: String,
}

/// Shows what is owed.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Query(asked): Query<Asked>) -> Answer {
    let form = Form::empty(&ctx).with("cho", &asked.cho).with("thay", &asked.thay);
    view(&app, &ctx, form.with("method", Method::Cash.code())).await
}

/// Takes the money.
pub(super) async fn send(State(app): State<App>, Posted { ctx, form }: Posted) -> Answer {
    match take(&app, &ctx, &form).await {
        Ok(done) => Ok(web::see_other(&format!("/quay/thu-tien/bien-lai/{}", done.id))),
        Err(failure) => view(&app, &ctx, form.refused(failure)?).await,
    }
}

async fn take(app: &App, ctx: &Ctx, form: &Form) -> Result<Collected, Failure> {
    let mut check = Check::new(form);
    let methods: Vec<_> = Method::ALL.iter().map(|it| (it.code(), *it)).collect();
    let method = check.choice("method", "hình thức nộp", &methods);
    let input = check.finish(|| {
        Some(Collect {
            pays: form.all("pays").filter_map(|id| id.parse().ok()).collect(),
            total: Dong(form.value("total").parse().unwrap_or(0)),
            payer: form.value("payer").to_owned(),
            method: method?,
            reference: form.value("reference").to_owned(),
            replaces: form.value("thay").parse().ok(),
        })
    })?;
    let ctx = ctx.clone();
    Ok(app.db.write(move |tx| actions::collect(tx, &ctx, &input)).await?)
}

async fn view(app: &App, ctx: &Ctx, form: Form) -> Answer {
    let (asker, asked) = (ctx.clone(), form.value("cho").to_owned());
    let voided = form.value("thay").parse().ok();
    let (owed, account) = app.db.read(move |rx| read(rx, &asker, &asked, voided)).await?;
    let first = owed.first().ok_or_else(Failure::not_found)?;
    let payable = |it: &&Obligation| it.is_open() && it.amount.is_some();
    let total = Dong(owed.iter().filter(payable).filter_map(|it| it.amount).map(|it| it.0).sum());
    let form = if form.value("payer").is_empty() { form.with("payer", &first.debtor) } else { form };
    let purpose = format!("{} phi", first.label);
    let qr = account.as_ref().map(|it| web::qr(&rules::vietqr(it, Some(total), &purpose)));
    let page = Page {
        label: label(&owed),
        origin: first.origin.to_string(),
        total,
        ready: total.0 > 0 && !owed.iter().any(Obligation::lacks_evidence),
        settled: !owed.iter().any(|it| it.is_open() || it.lacks_evidence()),
        methods: Method::ALL.iter().map(|it| Choice::new(it.code(), it.label())).collect(),
        qr: qr.unwrap_or_default(),
        account,
        form: &form,
        owed,
    };
    web::page(format!("Thu phí {}", page.label), &page).back("/quay/thu-tien", "Thu phí").form(&form).answer()
}

/// What people call it: the dossier, or the first of several.
fn label(owed: &[Obligation]) -> String {
    let mut labels: Vec<_> = owed.iter().map(|it| it.label.as_str()).collect();
    labels.dedup();
    match labels.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first, rest @ ..] => format!("{first} và {} hồ sơ khác", rest.len()),
    }
}

/// What is owed, of a body where the actor collects, and the account of that body: by one origin, or what a voided receipt had paid.
fn read(
    rx: &mut Read,
    ctx: &Ctx,
    asked: &str,
    voided: Option<ReceiptId>,
) -> Result<(Vec<Obligation>, Option<Account>), Error> {
    let authority = ctx.authorise(&COLLECT)?;
    let mut owed = match voided {
        Some(id) => paid_by(rx, id)?,
        None => queries::owed_by(rx, &origin(asked)?)?,
    };
    owed.retain(|it| it.dropped_at.is_none());
    let root = owed.first().ok_or(Error::NotFound)?.root;
    authority.at_root(&root).map_err(|_| Error::NotFound)?;
    Ok((owed, queries::account(rx, root)?))
}

/// What a voided receipt had paid: the one that stands for it pays the same.
fn paid_by(rx: &mut Read, id: ReceiptId) -> Result<Vec<Obligation>, Error> {
    queries::receipt(rx, id)?.filter(|it| it.voided_at.is_some()).ok_or(Error::NotFound)?;
    let mut out = Vec::new();
    for line in queries::lines(rx, id)? {
        out.extend(queries::obligation(rx, line.obligation)?);
    }
    Ok(out)
}

/// The stream of a dossier, as an address names it.
fn origin(asked: &str) -> Result<Stream, Error> {
    let id = asked.split_once('/').filter(|(context, _)| *context == "dossier").map(|(_, id)| id.parse());
    let id: DossierId = id.and_then(Result::ok).ok_or(Error::NotFound)?;
    Ok(Stream::new("dossier", id.uuid()))
}
