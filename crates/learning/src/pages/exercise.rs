//! One exercise: its story, its steps with what is done, and how it begins.

use askama::Template;
use axum::extract::State;
use base::{Actor, Ctx, Instant, words};
use web::{Answer, App, Failure, Form, Path, Posted, Who, see_other};

use crate::actions;
use crate::model::{Exercise, Step};
use crate::practice::Practice;
use crate::queries;

#[derive(Template)]
#[template(path = "exercise.html")]
struct Page<'a> {
    form: &'a Form,
    it: &'static Exercise,
    password: &'static str,
    complete: bool,
    begun: bool,
    steps: Vec<Line>,
    signed_in: bool,
}

/// A step as the page says it.
struct Line {
    step: &'static Step,
    /// `done`, `now` or `next`.
    state: &'static str,
    /// When it was done.
    at: String,
}

/// Shows it.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Path(name): Path<String>) -> Answer {
    view(&app, &ctx, &name).await
}

/// Begins it, or begins it again.
pub(super) async fn begin(
    State(app): State<App>,
    Path(name): Path<String>,
    Posted { ctx, .. }: Posted,
) -> Answer {
    let (learner, exercise) = (ctx.clone(), name.clone());
    app.db.write(move |tx| actions::begin(tx, &learner, &exercise)).await?;
    Ok(see_other(&format!("/luyen-tap/{name}")))
}

async fn view(app: &App, ctx: &Ctx, name: &str) -> Answer {
    let practice = app.site.handed::<Practice>().ok_or_else(Failure::not_found)?;
    let learner = ctx.clone();
    let standings = app.db.read(move |rx| queries::standings(rx, &learner)).await?;
    let standing = standings.into_iter().find(|it| it.exercise.name == name);
    let standing = standing.ok_or_else(Failure::not_found)?;
    let page = Page {
        form: &Form::empty(ctx),
        it: standing.exercise,
        password: practice.password(),
        complete: standing.is_complete(),
        begun: standing.done.is_some(),
        steps: lines(standing.exercise, standing.done.as_deref()),
        signed_in: ctx.actor != Actor::Nobody,
    };
    web::page(standing.exercise.title.clone(), &page).narrow().back("/luyen-tap", "Luyện tập").answer()
}

fn lines(exercise: &'static Exercise, done: Option<&[Instant]>) -> Vec<Line> {
    let far = done.map_or(0, <[Instant]>::len);
    let line = |(number, step): (usize, &'static Step)| {
        let at = done.and_then(|done| done.get(number));
        let state = match number.cmp(&far) {
            std::cmp::Ordering::Less => "done",
            std::cmp::Ordering::Equal if done.is_some() => "now",
            _ => "next",
        };
        Line { step, state, at: at.map_or_else(String::new, |at| words::short_moment(at.local())) }
    };
    exercise.steps.iter().enumerate().map(line).collect()
}
