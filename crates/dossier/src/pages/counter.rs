//! The counter: an officer takes a dossier down for a person, on one page, and prints the receipt.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::code::ProcedureCode;
use base::{Ctx, Fault as _};
use catalogue::{ProcedureVersion, Situation};
use jiff::civil::Date;
use serde_json::{Map, Value};
use web::{Answer, App, Choice, Failure, Form, Path, Posted, Who};

use super::answers::{Asked, asked, edited, posted as pairs};
use super::apply_applicant::read;
use crate::actions;
use crate::error::Error;
use crate::model::{Channel, Paper};
use crate::submission::{self, Input};
use crate::{permissions, queries};

#[derive(Template)]
#[template(path = "counter_choose.html")]
struct Choose {
    procedures: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "counter.html")]
struct Counter<'a> {
    version: &'a ProcedureVersion,
    form: &'a Form,
    cases: Vec<Choice>,
    bodies: Vec<Choice>,
    groups: Vec<(&'a str, Vec<Asked<'a>>)>,
    papers: Vec<Choice>,
    /// What is printed from the answers and signed, by name.
    printed: Vec<&'a str>,
    /// Whether there are rows, with buttons of their own.
    rows: bool,
}

/// What the page is made of.
struct Ground {
    version: std::sync::Arc<ProcedureVersion>,
    bodies: Vec<organisation::Unit>,
}

/// Asks which procedure.
pub(crate) async fn choose(State(app): State<App>, Who(ctx): Who) -> Answer {
    ctx.authorise(&permissions::RECEIVE)?;
    let today = ctx.now.date();
    let procedures = app.db.read(move |rx| taken_here(rx, today)).await?;
    web::page("Nhập hồ sơ tại quầy", &Choose { procedures }).narrow().answer()
}

/// Code and name of the procedures that are taken at a counter.
fn taken_here(rx: &mut db::Read, today: Date) -> Result<Vec<(String, String)>, Error> {
    let mut out = Vec::new();
    for one in catalogue::search(rx, "", today)? {
        let version = catalogue::version(rx, &one.key)?.ok_or(Error::NoProcedure)?;
        if version.channels.contains(&Channel::Counter) {
            out.push((one.key.code.to_string(), one.short_name));
        }
    }
    Ok(out)
}

/// Asks everything on one page.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(code): Path<ProcedureCode>) -> Answer {
    ctx.authorise(&permissions::RECEIVE)?;
    let ground = ground(&app, &ctx, code).await?;
    answer(&ground, &Form::empty(&ctx))
}

/// Takes the dossier down and leads to the receipt. Choosing another case shows the page again with its questions.
pub(crate) async fn file(State(app): State<App>, Path(code): Path<ProcedureCode>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    ctx.authorise(&permissions::RECEIVE)?;
    let ground = ground(&app, &ctx, code).await?;
    if let Some(form) = edited(&form, &ctx, &ground.version.form.pages) {
        return answer(&ground, &form);
    }
    if form.value("act") == "case" {
        return answer(&ground, &form);
    }
    match take_down(&app, &ctx, &ground, &form).await {
        Ok(id) => Ok(web::see_other(&format!("/can-bo/ho-so/{id}/giay-tiep-nhan"))),
        Err(failure) if failure.code() == Error::StaleProcedure.code() => moved_on(&ground, &form),
        Err(failure) => answer(&ground, &form.refused(failure)?),
    }
}

/// A new version came into force while the officer was typing: what was typed is shown under it, to be looked through.
fn moved_on(ground: &Ground, form: &Form) -> Answer {
    let words = "Thủ tục vừa có phiên bản mới; nội dung đã nhập được giữ. Mời kiểm tra lại theo phiên bản mới rồi tiếp nhận.";
    let form = form.clone().with_errors([base::FieldError::new("version", words)]);
    page(ground, &form).status(StatusCode::CONFLICT).answer()
}

async fn ground(app: &App, ctx: &Ctx, code: ProcedureCode) -> Result<Ground, Failure> {
    let ctx = ctx.clone();
    let ground = app
        .db
        .read(move |rx| {
            let authority = ctx.authorise(&permissions::RECEIVE)?;
            let today = ctx.now.date();
            let version = queries::offered(rx, &code, Channel::Counter, today)?;
            let mut bodies = queries::competent_bodies(rx, &version, today)?;
            bodies.retain(|unit| authority.at_root(&submission::receiving_body(unit)).is_ok());
            Ok::<_, Error>(Ground { version, bodies })
        })
        .await?;
    Ok(ground)
}

async fn take_down(
    app: &App,
    ctx: &Ctx,
    ground: &Ground,
    form: &Form,
) -> Result<base::id::DossierId, Failure> {
    let version = &ground.version;
    let case = chosen_case(version, form).to_owned();
    let situation = Situation { case: &case, channel: Channel::Counter };
    let (answers, errors) = answers(version, form, &situation);
    let competent = form.value("competent").parse().or_else(|_| {
        ground.bodies.first().filter(|_| ground.bodies.len() == 1).map(|unit| unit.id).ok_or_else(|| {
            Error::Invalid(vec![base::FieldError::new("competent", "Chọn cơ quan giải quyết.")])
        })
    })?;
    let input = Input {
        draft: None,
        procedure: version.code.clone(),
        version: form.value("version").parse().ok(),
        applicant: read(form),
        answers,
        papers: form.all("paper").map(Paper::on_paper).collect(),
        competent,
        case,
    };
    let read = move |_: &mut db::Read, _| {
        if errors.is_empty() { Ok(input) } else { Err(Error::Invalid(errors)) }
    };
    Ok(submission::send(&app.db, ctx, &actions::FILE_AT_COUNTER, pairs(form), read).await?.id)
}

/// The answers of all pages, read in their order, so that each condition sees what came before.
fn answers(
    version: &ProcedureVersion,
    form: &Form,
    situation: &Situation<'_>,
) -> (Value, Vec<base::FieldError>) {
    let posted = pairs(form);
    let mut all = Value::Object(Map::new());
    let mut errors = Vec::new();
    for page in &version.form.pages {
        let (answers, wrong) = page.answers(&posted, &all, situation);
        errors.extend(wrong);
        if let Some(map) = all.as_object_mut() {
            map.extend(answers);
        }
    }
    (all, errors)
}

fn chosen_case<'a>(version: &'a ProcedureVersion, form: &'a Form) -> &'a str {
    let first = version.cases.first().map_or("", |case| case.code.as_str());
    version.case(form.value("case")).map_or(first, |case| case.code.as_str())
}

fn answer(ground: &Ground, form: &Form) -> Answer {
    page(ground, form).answer()
}

fn page(ground: &Ground, form: &Form) -> web::Page {
    let version = &*ground.version;
    let case = chosen_case(version, form);
    let situation = Situation { case, channel: Channel::Counter };
    let (known, _) = answers(version, form, &situation);
    let groups = version.form.shown_pages(&known, &situation);
    let groups: Vec<(_, Vec<Asked<'_>>)> =
        groups.map(|page| (page.title.as_str(), asked(page, &known, &situation, form))).collect();
    let rows = groups.iter().flat_map(|(_, asked)| asked).any(|field| !field.rows.is_empty());
    let (printed, papers): (Vec<_>, Vec<_>) =
        version.components(&known, &situation).partition(|c| c.is_the_form(Channel::Counter));
    let printed = printed.into_iter().map(|component| component.name.as_str()).collect();
    let papers = papers
        .into_iter()
        .map(|c| Choice::new(&c.code, &c.name).hint(if c.required { "Bắt buộc" } else { "" }))
        .collect();
    let cases = version.cases.iter().map(|c| Choice::new(&c.code, &c.name)).collect();
    let shown = if form.value("case").is_empty() { Some(form.clone().with("case", case)) } else { None };
    let form = shown.as_ref().unwrap_or(form);
    let bodies =
        ground.bodies.iter().map(|unit| Choice::new(unit.id.to_string(), unit.name.as_str())).collect();
    let page = Counter { version, form, cases, bodies, groups, papers, printed, rows };
    web::page(format!("Nhập hồ sơ: {}", version.short_name), &page)
        .back("/quay", "Chọn thủ tục khác")
        .form(form)
}
