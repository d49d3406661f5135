//! Receiving a batch: who brings it, which papers each dossier has, and a table with a dossier in each row, pasted or as a workbook.

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse as _;
use base::code::ProcedureCode;
use base::{Ctx, FieldError};
use catalogue::{Channel, Situation};
use http::header;
use serde::Deserialize;
use serde_json::{Map, Value};
use web::{Answer, App, Choice, Failure, Form, Limits, Path, Query, Received, Sheet, Upload, Who};

use super::counter::{self, Ground};
use super::people;
use crate::batch::{self, ROWS, Typed};
use crate::model::{Acting, Batch};
use crate::{permissions, queries, rules};

/// One workbook of up to two megabytes.
const LIMITS: Limits = Limits { each: 2 * 1024 * 1024, count: 1, kinds: &[files::Kind::Xlsx] };
/// What the request may have in all.
pub(super) const MOST: usize = 3 * 1024 * 1024;
/// The field with the workbook.
const FILE: &str = "file";

/// Which case the empty table is for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    truong_hop: String,
}

#[derive(Template)]
#[template(path = "batch.html")]
struct Page<'a> {
    form: &'a Form,
    code: String,
    name: &'a str,
    cases: Vec<Choice>,
    case: &'a str,
    bodies: Vec<Choice>,
    rights: Vec<Choice>,
    papers: Vec<Choice>,
    heads: Vec<String>,
    /// Somebody stands there twice: the box to confirm it is shown.
    twice: bool,
    /// How many dossiers a check found ready.
    ready: Option<usize>,
    batches: Vec<Batch>,
}

/// Asks.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(code): Path<ProcedureCode>) -> Answer {
    let ground = counter::ground(&app, &ctx, code).await?;
    view(&app, &ctx, &ground, &Form::empty(&ctx).with("applicant.acting", Acting::Own.code()), None).await
}

/// The empty table, as a file of values that a spreadsheet opens.
pub(crate) async fn empty(
    State(app): State<App>,
    Who(ctx): Who,
    Path(code): Path<ProcedureCode>,
    Query(asked): Query<Asked>,
) -> Answer {
    let ground = counter::ground(&app, &ctx, code.clone()).await?;
    let known = ground.version.case(&asked.truong_hop).or_else(|| ground.version.cases.first());
    let case = known.map_or("", |case| case.code.as_str());
    let heads = batch::heads(&ground.version, &Situation { case, channel: Channel::Counter });
    let quoted: Vec<_> = heads.iter().map(|head| format!("\"{}\"", head.replace('"', "\"\""))).collect();
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"bang-mau-{code}.csv\"")),
    ];
    // With the mark by which Excel knows UTF-8.
    Ok((headers, format!("\u{feff}{}\r\n", quoted.join(","))).into_response())
}

/// Looks the table through, or receives it; leads to the batch.
pub(crate) async fn send(State(app): State<App>, Path(code): Path<ProcedureCode>, upload: Upload) -> Answer {
    upload.ctx().authorise(&permissions::RECEIVE)?;
    let ground = counter::ground(&app, upload.ctx(), code).await?;
    let Received { ctx, form, files } = upload.receive(LIMITS).await?;
    let form = match files.first() {
        Some(file) => with_workbook(&ctx, form, &app.files.read(&file.stored.hash).await?),
        None => form,
    };
    if !form.errors().is_empty() {
        return view(&app, &ctx, &ground, &form, None).await;
    }
    let typed = match typed(&ground, &form) {
        Ok(typed) => typed,
        Err(error) => return view(&app, &ctx, &ground, &form.with_errors([error]), None).await,
    };
    if form.value("viec") == "kiem" {
        let asker = ctx.clone();
        return match app.db.read(move |rx| batch::check(rx, &asker, typed)).await {
            Ok(count) => view(&app, &ctx, &ground, &form, Some(count)).await,
            Err(error) => view(&app, &ctx, &ground, &form.refused(error.into())?, None).await,
        };
    }
    match batch::receive(&app.db, &ctx, typed).await {
        Ok(done) => Ok(web::see_other(&format!("/quay/lo/{}", done.id))),
        Err(error) => view(&app, &ctx, &ground, &form.refused(error.into())?, None).await,
    }
}

/// The form with the rows of the workbook in its box, so that nothing is lost and a fault is mended right there.
fn with_workbook(ctx: &Ctx, form: Form, bytes: &[u8]) -> Form {
    let others = form.pairs().filter(|(name, _)| *name != ROWS);
    let rest = others.fold(Form::empty(ctx), |out, (name, value)| out.with(name, value));
    match Sheet::of_workbook(bytes) {
        Ok(sheet) => rest.with(ROWS, sheet.to_text()),
        Err(why) => form.with_errors([FieldError::new(FILE, why.sentence())]),
    }
}

fn typed(ground: &Ground, form: &Form) -> Result<Typed, FieldError> {
    let sheet = Sheet::of_text(form.value(ROWS)).map_err(|why| FieldError::new(ROWS, why.sentence()))?;
    let chosen = form.value("competent").parse().ok();
    let only = || ground.own.first().copied().filter(|_| ground.own.len() == 1);
    let competent =
        chosen.or_else(only).ok_or_else(|| FieldError::new("competent", "Chọn cơ quan giải quyết."))?;
    Ok(Typed {
        procedure: ground.version.code.clone(),
        version: form.value("version").parse().ok(),
        case: counter::chosen_case(&ground.version, form).to_owned(),
        competent,
        submitter: people::applicant(form),
        papers: form.all("paper").map(str::to_owned).collect(),
        sheet,
        twice: !form.value("twice").is_empty(),
    })
}

async fn view(app: &App, ctx: &Ctx, ground: &Ground, form: &Form, ready: Option<usize>) -> Answer {
    let asker = ctx.clone();
    let batches = app.db.read(move |rx| queries::last_batches(rx, &asker)).await?;
    let version = &*ground.version;
    let case = counter::chosen_case(version, form).to_owned();
    let situation = Situation { case: &case, channel: Channel::Counter };
    let none = Value::Object(Map::new());
    let acting = people::applicant(form).acting().unwrap_or(Acting::Own);
    let mandate = rules::mandate(version, &situation, &none, acting);
    let papers = version.components(&none, &situation).chain(mandate);
    let papers = papers.filter(|it| !it.is_the_form(Channel::Counter));
    let right = |acting: &Acting| Choice::new(acting.code(), acting.label());
    let shown = if form.value("case").is_empty() { Some(form.clone().with("case", &case)) } else { None };
    let form = shown.as_ref().unwrap_or(form);
    let page = Page {
        form,
        code: version.code.to_string(),
        name: &version.short_name,
        cases: version.cases.iter().map(|it| Choice::new(&it.code, &it.name)).collect(),
        case: &case,
        bodies: ground.bodies.iter().map(|it| Choice::new(it.id.to_string(), it.name.as_str())).collect(),
        rights: Acting::ALL.iter().filter(|it| batch::may_bring(version, **it)).map(right).collect(),
        papers: papers
            .map(|it| Choice::new(&it.code, &it.name).hint(if it.required { "Bắt buộc" } else { "" }))
            .collect(),
        heads: batch::heads(version, &situation),
        twice: form.errors().iter().any(|it| it.message.contains("đã có ở dòng"))
            || !form.value("twice").is_empty(),
        ready,
        batches,
    };
    let title = format!("Nhận theo lô: {}", version.short_name);
    web::page(title, &page).back(format!("/quay/{}", version.code), "Nhập một hồ sơ").form(form).answer()
}

/// A batch of a body where the actor receives.
pub(super) async fn of_body(app: &App, ctx: &Ctx, id: crate::model::BatchId) -> Result<Batch, Failure> {
    let ctx = ctx.clone();
    Ok(app.db.read(move |rx| queries::batch(rx, &ctx, id)).await?)
}
