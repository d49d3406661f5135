//! A leader or controller asks a unit about a figure.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use web::{Answer, App, Check, Choice, Failure, Form, Posted, Query, Who, see_other};

use crate::actions::{self, Ask};
use crate::error::Error;
use crate::figure::{Figure, Typed};
use crate::permissions::ASK;
use crate::queries;

/// How many working days an answer is given, unless somebody says otherwise.
const DAYS: i32 = 2;

#[derive(Template)]
#[template(path = "ask.html")]
struct Page<'a> {
    form: &'a Form,
    title: String,
    count: i64,
    query: String,
    units: Vec<Choice>,
}

/// The form.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Query(typed): Query<Typed>) -> Answer {
    ctx.authorise(&ASK)?;
    let figure = Figure::read(&typed).ok_or_else(Failure::not_found)?;
    let mut form = Form::empty(&ctx);
    if let Some(unit) = queries::unit_of(&figure) {
        form = form.with("unit", unit);
    }
    let due = working_day(&app, &ctx).await?;
    let form = form.with("due-ngay", due.day()).with("due-thang", due.month()).with("due-nam", due.year());
    view(&app, &ctx, &figure, &form).await
}

/// Sends it.
pub(super) async fn send(
    State(app): State<App>,
    Query(typed): Query<Typed>,
    Posted { ctx, form }: Posted,
) -> Answer {
    ctx.authorise(&ASK)?;
    let figure = Figure::read(&typed).ok_or_else(Failure::not_found)?;
    match ask(&app, &ctx, &figure, &form).await {
        Ok(to) => Ok(see_other(&to)),
        Err(failure) => view(&app, &ctx, &figure, &form.refused(failure)?).await,
    }
}

async fn ask(app: &App, ctx: &Ctx, figure: &Figure, form: &Form) -> Result<String, Failure> {
    let mut check = Check::new(form);
    let unit = form.value("unit").parse().ok();
    if unit.is_none() {
        check.refuse("unit", "Chọn đơn vị trả lời.");
    }
    let question = check.text("question", "điều cần giải trình", 2000);
    let due = check.date("due", "hạn trả lời");
    let figure = figure.clone();
    let input = check.finish(|| Some(Ask { figure, unit: unit?, question: question?, due: due? }))?;
    let ctx = ctx.clone();
    let id = app.db.write(move |tx| actions::ask(tx, &ctx, &input)).await?;
    Ok(format!("/can-bo/hoi/{id}"))
}

async fn view(app: &App, ctx: &Ctx, figure: &Figure, form: &Form) -> Answer {
    let (asker, figure) = (ctx.clone(), figure.clone());
    let query = figure.query();
    let read = app.db.read(move |rx| {
        let found = queries::figure(rx, &asker, &figure)?;
        let units = queries::askable(rx, &asker, queries::unit_of(&figure))?;
        Ok::<_, Error>((found, units))
    });
    let (found, units) = read.await?;
    let units = units.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
    let back = format!("/lanh-dao/con-so?{query}");
    let page = Page { form, title: found.title, count: found.count, query, units };
    web::page("Hỏi đơn vị về số liệu", &page).form(form).narrow().back(back, "Số liệu").answer()
}

/// Some working days ahead, by the calendar of the asker's body.
async fn working_day(app: &App, ctx: &Ctx) -> Result<jiff::civil::Date, Failure> {
    let today = ctx.now.date();
    let Some(root) = ctx.authorise(&ASK)?.roots().first().copied() else { return Ok(today) };
    let calendar = app.db.read(move |rx| organisation::calendar(rx, root, today)).await?;
    let (mut day, mut left) = (today, DAYS);
    while left > 0 {
        day = day.tomorrow().unwrap_or(day);
        left -= i32::from(calendar.works(day));
    }
    Ok(day)
}
