//! A lost slip (form 01) is printed again: counted, with the reason, and said on the slip.

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use web::{Answer, App, Form, Path, Posted, Who};

use super::act::{self, ActPage, Shown, revision};
use super::may;
use crate::actions::{self, ReprintSlip};
use crate::queries::Seen;

static ACT: ActPage = ActPage { may: may::reprint, render };

#[derive(Template)]
#[template(path = "reprint.html")]
struct Reprinting<'a> {
    seen: &'a Seen,
    form: &'a Form,
    stale: bool,
}

/// Asks why.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    act::open(&app, &ctx, id, &ACT).await
}

/// Counts it; leads to the slip, which says the how-manieth it is.
pub(crate) async fn send(State(app): State<App>, Path(dossier): Path<DossierId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let input = ReprintSlip { dossier, revision: revision(&form), reason: form.value("reason").to_owned() };
    let asker = ctx.clone();
    match app.db.write(move |tx| actions::reprint_slip(tx, &ctx, &input)).await {
        Ok(done) => {
            let address = format!("/can-bo/ho-so/{dossier}/giay-tiep-nhan?in-lai={}", done.times);
            Ok(web::see_other(&address))
        }
        Err(error) => act::again(&app, &asker, dossier, &ACT, form, error.into()).await,
    }
}

fn render(shown: &Shown<'_>) -> Answer {
    let Shown { seen, form, stale, .. } = *shown;
    shown.page("In lại giấy tiếp nhận", &Reprinting { seen, form, stale })
}
