//! The end of filing online: what was sent, what happens next, by when an answer is owed.

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use base::words;
use web::{Answer, App, Path, Who};

use crate::queries::{self, Seen};

#[derive(Template)]
#[template(path = "sent.html")]
struct Sent<'a> {
    seen: &'a Seen,
    answer_due: String,
    track: String,
}

/// Shows it, as often as the page is opened again.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    let seen = app.db.read(move |rx| queries::as_filer(rx, &ctx, id)).await?;
    let page = Sent {
        seen: &seen,
        answer_due: words::moment(seen.dossier.answer_due.local()),
        track: format!("/ho-so/{id}"),
    };
    web::page("Đã gửi hồ sơ", &page).narrow().answer()
}
