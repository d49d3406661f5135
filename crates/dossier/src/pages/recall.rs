//! The head or leader of the body that decided recalls a result, handed on or not.

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use web::{Answer, App, Form, Path, Posted, Who};

use super::act::{self, ActPage, Shown, revision};
use super::may;
use crate::actions::{self, RecallResult};
use crate::queries::Seen;

static ACT: ActPage = ActPage { may: may::recall, render };

#[derive(Template)]
#[template(path = "recall.html")]
struct Recalling<'a> {
    seen: &'a Seen,
    form: &'a Form,
    stale: bool,
}

/// Asks why, on which article, and what has to be brought back.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    act::open(&app, &ctx, id, &ACT).await
}

/// Recalls it; leads to the dossier, which says what is to be done now.
pub(crate) async fn send(State(app): State<App>, Path(dossier): Path<DossierId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let input = RecallResult {
        dossier,
        revision: revision(&form),
        reason: form.value("reason").to_owned(),
        citation: form.value("citation").to_owned(),
        bring_back: form.value("bring_back").to_owned(),
        relied_on: form.value("relied_on").to_owned(),
        fault: act::fault(&form),
    };
    let asker = ctx.clone();
    match app.db.write(move |tx| actions::recall(tx, &ctx, &input)).await {
        Ok(_) => Ok(web::see_other(&format!("/can-bo/ho-so/{dossier}"))),
        Err(error) => act::again(&app, &asker, dossier, &ACT, form, error.into()).await,
    }
}

fn render(shown: &Shown<'_>) -> Answer {
    let Shown { seen, form, stale, .. } = *shown;
    shown.page("Thu hồi kết quả", &Recalling { seen, form, stale })
}
