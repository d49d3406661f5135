//! A new result is begun in place of one that was recalled because the body erred, without fee.

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use web::{Answer, App, Form, Path, Posted, Who};

use super::act::{self, ActPage, Shown, date, revision};
use super::may;
use crate::actions::{self, Reissue};
use crate::queries::Seen;

static ACT: ActPage = ActPage { may: may::reissue, render };

#[derive(Template)]
#[template(path = "reissue.html")]
struct Reissuing<'a> {
    seen: &'a Seen,
    form: &'a Form,
    stale: bool,
}

/// Asks by when the new result is there.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    act::open(&app, &ctx, id, &ACT).await
}

/// Begins it; leads to the dossier.
pub(crate) async fn send(State(app): State<App>, Path(dossier): Path<DossierId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let input = Reissue { dossier, revision: revision(&form), day: date(&form, "day") };
    let asker = ctx.clone();
    match app.db.write(move |tx| actions::reissue(tx, &ctx, &input)).await {
        Ok(_) => Ok(web::see_other(&format!("/can-bo/ho-so/{dossier}"))),
        Err(error) => act::again(&app, &asker, dossier, &ACT, form, error.into()).await,
    }
}

fn render(shown: &Shown<'_>) -> Answer {
    let Shown { seen, form, stale, .. } = *shown;
    shown.page("Cấp lại do lỗi của cơ quan", &Reissuing { seen, form, stale })
}
