//! The head stops the handling of a dossier that cannot go on (form 05).

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use web::{Answer, App, Form, Path, Posted, Who};

use super::act::{self, ActPage, Shown, revision};
use super::may;
use crate::actions::{self, Stop};
use crate::queries::Seen;

static ACT: ActPage = ActPage { may: may::stop, render };

#[derive(Template)]
#[template(path = "stop.html")]
struct Stopping<'a> {
    seen: &'a Seen,
    form: &'a Form,
    stale: bool,
}

/// Asks for the reason and the article.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    act::open(&app, &ctx, id, &ACT).await
}

/// Stops it; leads to the notice.
pub(crate) async fn send(State(app): State<App>, Path(dossier): Path<DossierId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let input = Stop {
        dossier,
        revision: revision(&form),
        reason: form.value("reason").to_owned(),
        citation: form.value("citation").to_owned(),
    };
    let asker = ctx.clone();
    match app.db.write(move |tx| actions::stop(tx, &ctx, &input)).await {
        Ok(_) => Ok(web::see_other(&format!("/can-bo/ho-so/{dossier}/thong-bao-dung"))),
        Err(error) => act::again(&app, &asker, dossier, &ACT, form, error.into()).await,
    }
}

fn render(shown: &Shown<'_>) -> Answer {
    let Shown { seen, form, stale, .. } = *shown;
    shown.page("Dừng giải quyết hồ sơ", &Stopping { seen, form, stale })
}
