//! A batch: one page to sign, one payment for all of it, and the receipt of each dossier to print in one go.

use askama::Template;
use axum::extract::State;
use base::{Ctx, Dong, words};
use payment::{Collect, Method, ReceiptId};
use web::{Answer, App, Check, Choice, Failure, Form, Path, Posted, Who};

use super::{batch, receipt, slip};
use crate::error::Error;
use crate::events::{self, stream};
use crate::model::{Batch, BatchId};
use crate::{disclosed, queries};

#[derive(Template)]
#[template(path = "batch_sheet.html")]
struct Sheet<'a> {
    form: &'a Form,
    batch: Batch,
    body: String,
    officer: String,
    lines: Vec<Line>,
    /// What is open of all dossiers, and whether every amount is known.
    open: Dong,
    ready: bool,
    receipts: Vec<(ReceiptId, String)>,
    methods: Vec<Choice>,
}

struct Line {
    id: String,
    number: String,
    owner: String,
    due: String,
    fee: String,
}

/// What is read of a batch.
struct Read {
    batch: Batch,
    body: String,
    officer: String,
    lines: Vec<Line>,
    pays: Vec<payment::ObligationId>,
    open: Dong,
    ready: bool,
    receipts: Vec<(ReceiptId, String)>,
}

/// Shows it.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<BatchId>) -> Answer {
    view(&app, &ctx, id, Form::empty(&ctx).with("method", Method::Cash.code())).await
}

/// Takes the money for the whole batch; leads to the receipt.
pub(crate) async fn collect(State(app): State<App>, Path(id): Path<BatchId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    match take(&app, &ctx, id, &form).await {
        Ok(receipt) => Ok(web::see_other(&format!("/quay/thu-tien/bien-lai/{receipt}"))),
        Err(failure) => view(&app, &ctx, id, form.refused(failure)?).await,
    }
}

/// Every receipt (form 01) of the batch, one after another.
pub(crate) async fn receipts(State(app): State<App>, Who(ctx): Who, Path(id): Path<BatchId>) -> Answer {
    let batch = batch::of_body(&app, &ctx, id).await?;
    let mut articles = Vec::new();
    for dossier in batch.dossiers {
        let slip = slip::for_officer::<events::Received>(&app, &ctx, dossier).await?;
        articles.push(receipt::article(&app, &slip)?);
    }
    let page = Receipts { articles };
    web::page("Giấy tiếp nhận của lô", &page).back(format!("/quay/lo/{id}"), "Về lô hồ sơ").answer()
}

#[derive(Template)]
#[template(path = "batch_receipts.html")]
struct Receipts {
    articles: Vec<String>,
}

async fn take(app: &App, ctx: &Ctx, id: BatchId, form: &Form) -> Result<ReceiptId, Failure> {
    let read = read(app, ctx, id).await?;
    let mut check = Check::new(form);
    let methods: Vec<_> = Method::ALL.iter().map(|it| (it.code(), *it)).collect();
    let method = check.choice("method", "hình thức nộp", &methods);
    let total = Dong(form.value("total").parse().unwrap_or(0));
    let (payer, reference) = (form.value("payer").to_owned(), form.value("reference").to_owned());
    let input = check.finish(|| {
        Some(Collect { pays: read.pays, total, payer, method: method?, reference, replaces: None })
    })?;
    let ctx = ctx.clone();
    Ok(app.db.write(move |tx| payment::collect(tx, &ctx, &input)).await?.id)
}

async fn view(app: &App, ctx: &Ctx, id: BatchId, form: Form) -> Answer {
    let read = read(app, ctx, id).await?;
    let form = if form.value("payer").is_empty() { form.with("payer", &read.batch.submitter) } else { form };
    let Read { batch, body, officer, lines, open, ready, receipts, .. } = read;
    let methods = Method::ALL.iter().map(|it| Choice::new(it.code(), it.label())).collect();
    let title = format!("Lô hồ sơ của {}", batch.submitter);
    let page = Sheet { form: &form, batch, body, officer, lines, open, ready, receipts, methods };
    web::page(title, &page).back("/quay", "Quầy").form(&form).answer()
}

/// The batch with its dossiers. That staff look into dossiers which they do not handle is noted.
async fn read(app: &App, ctx: &Ctx, id: BatchId) -> Result<Read, Failure> {
    let batch = batch::of_body(app, ctx, id).await?;
    let asker = ctx.clone();
    let (read, seen) = app.db.read(move |rx| look(rx, &asker, batch)).await?;
    for one in &seen {
        disclosed::noted(app, ctx, one).await?;
    }
    Ok(read)
}

fn look(rx: &mut db::Read, ctx: &Ctx, batch: Batch) -> Result<(Read, Vec<queries::Seen>), Error> {
    let mut out = Read {
        body: queries::body_name(rx, batch.root, ctx.now.date())?,
        officer: organisation::staff(rx, batch.received_by)?
            .map_or_else(String::new, |it| it.name.to_string()),
        lines: Vec::new(),
        pays: Vec::new(),
        open: Dong(0),
        ready: true,
        receipts: Vec::new(),
        batch,
    };
    let mut seen = Vec::new();
    for id in out.batch.dossiers.clone() {
        let one = queries::as_staff(rx, ctx, id)?;
        let mut fee = Dong(0);
        for owed in payment::of_origin(rx, &stream(id))? {
            fee.0 += owed.obligation.amount.unwrap_or_default().0;
            if owed.obligation.lacks_evidence()
                || (owed.obligation.is_open() && owed.obligation.amount.is_none())
            {
                out.ready = false;
            } else if owed.obligation.is_open() {
                out.open.0 += owed.obligation.amount.unwrap_or_default().0;
                out.pays.push(owed.obligation.id);
            }
            if let Some(receipt) = owed.receipt.filter(|it| out.receipts.iter().all(|(id, _)| *id != it.id)) {
                let number = format!("{} số {}", receipt.series, payment::numbered(receipt.number));
                out.receipts.push((receipt.id, number));
            }
        }
        let dossier = &one.dossier;
        out.lines.push(Line {
            id: id.to_string(),
            number: dossier.number.as_ref().map(ToString::to_string).unwrap_or_default(),
            owner: dossier.applicant.owner_names().join("; "),
            due: dossier.deadline.as_ref().map_or_else(String::new, |it| words::short_moment(it.current.due)),
            fee: fee.to_string(),
        });
        seen.push(one);
    }
    Ok((out, seen))
}
