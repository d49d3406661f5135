//! The counter takes in what a citizen was asked for: paper on paper, files, or both.

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use web::{Answer, App, Form, Path, Upload, Who};

use super::act::{self, ActPage, Shown};
use super::given::{self, Wanted};
use super::may;
use crate::error::Error;
use crate::queries::{self, Seen};

static ACT: ActPage = ActPage { may: may::take_in, render };

#[derive(Template)]
#[template(path = "take_in.html")]
struct TakeIn<'a> {
    seen: &'a Seen,
    form: &'a Form,
    stale: bool,
    wanted: Vec<Wanted<'a>>,
}

/// Shows what was asked for.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    act::open(&app, &ctx, id, &ACT).await
}

/// Takes it in; leads to the dossier. Whether the officer stands at a counter of this dossier is asked before a file is
/// stored; the rest is for the action, which gives a repeat its first answer.
pub(crate) async fn send(State(app): State<App>, Path(id): Path<DossierId>, upload: Upload) -> Answer {
    let asker = upload.ctx().clone();
    let at_counter = move |rx: &mut db::Read| {
        let seen = queries::as_staff(rx, &asker, id)?;
        may::stands_at_counter(&asker, &seen.dossier)
    };
    app.db.read(at_counter).await.map_err(|error: Error| error)?;
    let received = upload.receive(given::LIMITS).await?;
    match given::send(&app, id, received).await? {
        None => Ok(web::see_other(&format!("/can-bo/ho-so/{id}"))),
        Some(again) => act::shown(&app, &again.ctx, id, &ACT, &again.form, again.stale).await,
    }
}

fn render(shown: &Shown<'_>) -> Answer {
    let Shown { seen, form, stale, .. } = *shown;
    let page = TakeIn { seen, form, stale, wanted: given::wanted(seen, form) };
    shown.page("Nhận giấy tờ bổ sung tại quầy", &page)
}
