//! The controller's daily sample of look-ups: each is fine, or the officer is asked to explain.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use base::Ctx;
use web::{Answer, App, Form, Page, Path, Posted, Who};

use super::late::name;
use crate::actions::{self, JudgeLookUp};
use crate::error::Error;
use crate::model::{LookUpId, SampleState, Sampled};
use crate::queries::{self, body_name};

#[derive(Template)]
#[template(path = "look_up_sample.html")]
struct View<'a> {
    form: &'a Form,
    open: Vec<Line>,
    asked: Vec<Line>,
    fine: Vec<Line>,
}

/// A look-up with its names.
pub(crate) struct Line {
    pub(crate) it: Sampled,
    pub(crate) who: String,
    pub(crate) body: String,
    pub(crate) day: String,
    /// Whether the form of this one was sent and refused.
    pub(crate) sent: bool,
}

impl Line {
    /// What is wrong in its form.
    pub(crate) fn wrong<'f>(&self, form: &'f Form) -> Option<&'f str> {
        form.error("words").filter(|_| self.sent)
    }

    /// What was typed in its form.
    pub(crate) fn typed<'f>(&self, form: &'f Form) -> &'f str {
        if self.sent { form.value("words") } else { "" }
    }
}

/// `GET /kiem-soat/tra-cuu`
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    view(&app, &ctx, &Form::empty(&ctx), None).await?.answer()
}

/// `POST /kiem-soat/tra-cuu/{look_up}`
pub(crate) async fn send(
    State(app): State<App>,
    Path(look_up): Path<LookUpId>,
    Posted { ctx, form }: Posted,
) -> Answer {
    let fine = form.value("verdict") == "fine";
    let input = JudgeLookUp { look_up, fine, words: form.value("words").to_owned() };
    let asker = ctx.clone();
    match app.db.write(move |tx| actions::judge_look_up(tx, &asker, &input)).await {
        Ok(()) => Ok(web::see_other("/kiem-soat/tra-cuu")),
        Err(error) => view(&app, &ctx, &form.refused(error.into())?, Some(look_up)).await?.answer(),
    }
}

async fn view(app: &App, ctx: &Ctx, form: &Form, sent: Option<LookUpId>) -> Result<Page, web::Failure> {
    let asker = ctx.clone();
    let lines = app
        .db
        .read(move |rx| {
            let sample = queries::sample(rx, &asker)?;
            lines(rx, &asker, sample, sent)
        })
        .await?;
    let (mut open, mut asked, mut fine) = (Vec::new(), Vec::new(), Vec::new());
    for line in lines {
        match line.it.state {
            SampleState::Drawn | SampleState::Explained => open.push(line),
            SampleState::Asked => asked.push(line),
            SampleState::Fine => fine.push(line),
        }
    }
    let view = View { form, open, asked, fine };
    Ok(web::page("Mẫu kiểm soát tra cứu", &view).form(form))
}

/// The look-ups with the names of people and bodies.
pub(crate) fn lines(
    rx: &mut db::Read,
    ctx: &Ctx,
    sample: Vec<Sampled>,
    sent: Option<LookUpId>,
) -> Result<Vec<Line>, Error> {
    let (mut names, mut out) = (BTreeMap::new(), Vec::new());
    for it in sample {
        out.push(Line {
            who: name(rx, &mut names, it.staff)?,
            body: body_name(rx, it.body, ctx.now.date())?,
            day: base::words::date(it.day),
            sent: sent == Some(it.id),
            it,
        });
    }
    Ok(out)
}
