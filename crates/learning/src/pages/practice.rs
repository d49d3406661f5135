//! Practice: every exercise and how far one got, and the clock.

use askama::Template;
use axum::extract::State;
use base::{Actor, Ctx, words};
use web::{Answer, App, Check, Choice, Failure, Form, Posted, Who, see_other};

use crate::actions::{self, Move};
use crate::practice::Practice;
use crate::queries::{self, Standing};

#[derive(Template)]
#[template(path = "practice.html")]
struct Page<'a> {
    form: &'a Form,
    now: String,
    signed_in: bool,
    standings: Vec<Standing>,
    moves: Vec<Choice>,
}

/// Shows them.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    view(&app, &ctx, &Form::empty(&ctx)).await
}

/// Lets time pass.
pub(super) async fn move_clock(State(app): State<App>, Posted { ctx, form }: Posted) -> Answer {
    let practice = app.site.handed::<Practice>().ok_or_else(Failure::not_found)?.clone();
    let mut check = Check::new(&form);
    let by = check.choice("by", "khoảng thời gian", &Move::ALL.map(|it| (it.code(), it)));
    let moved = match check.finish(|| by) {
        Ok(by) => {
            let ctx = ctx.clone();
            app.db.write(move |tx| actions::move_clock(tx, &ctx, by)).await.map_err(Failure::from)
        }
        Err(invalid) => Err(invalid.into()),
    };
    match moved {
        Ok(shift) => {
            practice.shift(shift);
            Ok(see_other("/luyen-tap"))
        }
        Err(failure) => view(&app, &ctx, &form.refused(failure)?).await,
    }
}

async fn view(app: &App, ctx: &Ctx, form: &Form) -> Answer {
    app.site.handed::<Practice>().ok_or_else(Failure::not_found)?;
    let learner = ctx.clone();
    let standings = app.db.read(move |rx| queries::standings(rx, &learner)).await?;
    let page = Page {
        form,
        now: format!("{}, {}", words::long_date(ctx.now.date()), ctx.now.local().strftime("%H:%M")),
        signed_in: ctx.actor != Actor::Nobody,
        standings,
        moves: Move::ALL.map(|it| Choice::new(it.code(), it.label())).into(),
    };
    web::page("Luyện tập", &page).form(form).answer()
}
