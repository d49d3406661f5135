//! One batch: what was there beside what is here, what is wrong, and the signature; on screen and on paper.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use base::words::{long_date, short_moment};
use web::{Answer, App, Check, Failure, Form, Path, Posted, Who, see_other};

use super::{PATH, batches::tag};
use crate::actions::{self, Sign};
use crate::model::{BatchId, BatchState, By, Compared, Report};
use crate::permissions::SIGN;
use crate::queries::{self, MISTAKES, Seen};

#[derive(Template)]
#[template(path = "batch.html")]
struct View<'a> {
    form: &'a Form,
    seen: &'a Seen,
    path: String,
    tag: (&'static str, String),
    begun: String,
    finished: String,
    sections: Vec<Section<'a>>,
    signed: Option<(String, String)>,
    may_sign: bool,
    more: i64,
    /// The beginning of what makes the batch the same.
    key: String,
}

#[derive(Template)]
#[template(path = "report.html")]
struct Paper<'a> {
    seen: &'a Seen,
    report: &'a Report,
    day: String,
    finished: String,
    sections: Vec<Section<'a>>,
    signed: Option<(String, String)>,
}

/// One way to count.
struct Section<'a> {
    title: &'static str,
    column: &'static str,
    lines: Vec<&'a Compared>,
    sums: (i64, i64, i64),
}

impl Section<'_> {
    const fn difference(&self) -> i64 {
        self.sums.0 - self.sums.1 - self.sums.2
    }
}

/// `GET /quan-tri/chuyen-he-thong/{id}`
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<BatchId>) -> Answer {
    view(&app, &ctx, id, &Form::empty(&ctx)).await
}

/// `POST /quan-tri/chuyen-he-thong/{id}/ky`
pub(super) async fn sign(
    State(app): State<App>,
    Path(id): Path<BatchId>,
    Posted { ctx, form }: Posted,
) -> Answer {
    match signed(&app, &ctx, id, &form).await {
        Ok(()) => Ok(see_other(&format!("{PATH}/{id}"))),
        Err(failure) => view(&app, &ctx, id, &form.refused(failure)?).await,
    }
}

async fn signed(app: &App, ctx: &Ctx, id: BatchId, form: &Form) -> Result<(), Failure> {
    let mut check = Check::new(form);
    let remark = check.optional_text("remark", "ghi chú", 2000).unwrap_or_default();
    let input = check.finish(|| Some(Sign { id, remark }))?;
    let ctx = ctx.clone();
    Ok(app.db.write(move |tx| actions::sign(tx, &ctx, &input)).await?)
}

async fn view(app: &App, ctx: &Ctx, id: BatchId, form: &Form) -> Answer {
    let asker = ctx.clone();
    let seen = app.db.read(move |rx| queries::batch(rx, &asker, id)).await?;
    let batch = &seen.batch;
    let count = batch.report.as_ref().map_or(0, |report| report.mistakes);
    let page = View {
        form,
        path: format!("{PATH}/{id}"),
        tag: tag(batch),
        begun: short_moment(batch.begun_at.local()),
        finished: batch.finished_at.map_or_else(String::new, |at| short_moment(at.local())),
        sections: batch.report.as_ref().map_or_else(Vec::new, sections),
        signed: said(&seen),
        may_sign: batch.signed.is_none() && batch.state == BatchState::Done && ctx.authorise(&SIGN).is_ok(),
        more: (count - MISTAKES).max(0),
        key: batch.key.chars().take(16).collect(),
        seen: &seen,
    };
    let title = format!("Chuyển từ {}", batch.system);
    web::page(title, &page).form(form).back(PATH, "Chuyển dữ liệu từ hệ thống cũ").answer()
}

/// `GET /quan-tri/chuyen-he-thong/{id}/bien-ban`
pub(super) async fn print(State(app): State<App>, Who(ctx): Who, Path(id): Path<BatchId>) -> Answer {
    let today = ctx.now.date();
    let seen = app.db.read(move |rx| queries::batch(rx, &ctx, id)).await?;
    let report = seen.batch.report.as_ref().ok_or_else(Failure::not_found)?;
    let page = Paper {
        day: long_date(seen.batch.signed.as_ref().map_or(today, |(_, at, _)| at.date())),
        finished: seen.batch.finished_at.map_or_else(String::new, |at| short_moment(at.local())),
        sections: sections(report),
        signed: said(&seen),
        report,
        seen: &seen,
    };
    web::page("Biên bản đối chiếu dữ liệu", &page).back(format!("{PATH}/{id}"), "Đợt chuyển").answer()
}

/// Who signed, when.
fn said(seen: &Seen) -> Option<(String, String)> {
    let (_, at, _) = seen.batch.signed.as_ref()?;
    Some((seen.signer.clone(), short_moment(at.local())))
}

fn sections(report: &Report) -> Vec<Section<'_>> {
    let column = |by: By| match by {
        By::Status => "Trạng thái",
        By::Unit => "Cơ quan",
        By::Month => "Tháng",
    };
    let one = |by: &By| Section {
        title: by.label(),
        column: column(*by),
        lines: report.compared.iter().filter(|line| line.by == *by).collect(),
        sums: report.sums(*by),
    };
    By::ALL.iter().map(one).collect()
}
