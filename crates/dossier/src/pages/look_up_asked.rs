//! The look-ups that this officer is asked to explain.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use web::{Answer, App, Form, Page, Path, Posted, Who};

use super::look_up_sample::{Line, lines};
use crate::actions::{self, ExplainLookUp};
use crate::model::{LookUpId, SampleState};
use crate::queries;

#[derive(Template)]
#[template(path = "look_up_asked.html")]
struct View<'a> {
    form: &'a Form,
    asked: Vec<Line>,
    answered: Vec<Line>,
}

/// `GET /can-bo/tra-cuu/giai-trinh`
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    view(&app, &ctx, &Form::empty(&ctx), None).await?.answer()
}

/// `POST /can-bo/tra-cuu/giai-trinh/{look_up}`
pub(crate) async fn send(
    State(app): State<App>,
    Path(look_up): Path<LookUpId>,
    Posted { ctx, form }: Posted,
) -> Answer {
    let input = ExplainLookUp { look_up, words: form.value("words").to_owned() };
    let asker = ctx.clone();
    match app.db.write(move |tx| actions::explain_look_up(tx, &asker, &input)).await {
        Ok(()) => Ok(web::see_other("/can-bo/tra-cuu/giai-trinh")),
        Err(error) => view(&app, &ctx, &form.refused(error.into())?, Some(look_up)).await?.answer(),
    }
}

async fn view(app: &App, ctx: &Ctx, form: &Form, sent: Option<LookUpId>) -> Result<Page, web::Failure> {
    let asker = ctx.clone();
    let all = app
        .db
        .read(move |rx| {
            let mine = queries::asked_of_me(rx, &asker)?;
            lines(rx, &asker, mine, sent)
        })
        .await?;
    let (asked, answered) = all.into_iter().partition(|line| line.it.state == SampleState::Asked);
    let view = View { form, asked, answered };
    Ok(web::page("Giải trình tra cứu", &view).form(form).narrow().back("/can-bo", "Bàn làm việc"))
}
