//! The head opens a decided dossier again, to put its result right.

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use web::{Answer, App, Form, Path, Posted, Who};

use super::act::{self, ActPage, Shown, date, revision};
use super::may;
use crate::actions::{self, Reopen};
use crate::queries::Seen;

static ACT: ActPage = ActPage { may: may::reopen, render };

#[derive(Template)]
#[template(path = "reopen.html")]
struct Reopening<'a> {
    seen: &'a Seen,
    form: &'a Form,
    stale: bool,
}

/// Asks what is wrong and by when it will be right.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    act::open(&app, &ctx, id, &ACT).await
}

/// Opens it; leads back to the dossier.
pub(crate) async fn send(State(app): State<App>, Path(dossier): Path<DossierId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let input = Reopen {
        dossier,
        revision: revision(&form),
        reason: form.value("reason").to_owned(),
        day: date(&form, "day"),
        fault: act::fault(&form),
    };
    let asker = ctx.clone();
    match app.db.write(move |tx| actions::reopen(tx, &ctx, &input)).await {
        Ok(_) => Ok(web::see_other(&format!("/can-bo/ho-so/{dossier}"))),
        Err(error) => act::again(&app, &asker, dossier, &ACT, form, error.into()).await,
    }
}

fn render(shown: &Shown<'_>) -> Answer {
    let Shown { seen, form, stale, .. } = *shown;
    shown.page("Mở lại để đính chính kết quả", &Reopening { seen, form, stale })
}
