//! The head promises the result for a later day, with an apology (form 04). Once.

use askama::Template;
use axum::extract::State;
use base::Locale;
use base::id::DossierId;
use web::{Answer, App, Form, Path, Posted, Who};

use super::act::{self, ActPage, Shown, date, revision};
use super::may;
use super::shown::appointment;
use crate::actions::{self, Extend};
use crate::queries::Seen;

static ACT: ActPage = ActPage { may: may::extend, render };

#[derive(Template)]
#[template(path = "extend.html")]
struct Later<'a> {
    seen: &'a Seen,
    form: &'a Form,
    stale: bool,
    /// What is promised now.
    present: String,
}

/// Asks for the new day.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    act::open(&app, &ctx, id, &ACT).await
}

/// Promises it; leads to the letter of apology.
pub(crate) async fn send(State(app): State<App>, Path(dossier): Path<DossierId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let input = Extend {
        dossier,
        revision: revision(&form),
        day: date(&form, "day"),
        reason: form.value("reason").to_owned(),
    };
    let asker = ctx.clone();
    match app.db.write(move |tx| actions::extend(tx, &ctx, &input)).await {
        Ok(_) => Ok(web::see_other(&format!("/can-bo/ho-so/{dossier}/van-ban-xin-loi"))),
        Err(error) => act::again(&app, &asker, dossier, &ACT, form, error.into()).await,
    }
}

fn render(shown: &Shown<'_>) -> Answer {
    let Shown { seen, form, stale, .. } = *shown;
    let deadline = seen.dossier.deadline.as_ref();
    let present = deadline.map_or_else(String::new, |deadline| appointment(deadline.current.due, Locale::Vi));
    shown.page("Xin lỗi và hẹn lại ngày trả", &Later { seen, form, stale, present })
}
