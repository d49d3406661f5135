//! The end of filing online: what was sent, what happens next, by when an answer is owed.

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use web::{Answer, App, Path, Who};

use crate::queries::{self, Seen};

#[derive(Template)]
#[template(path = "sent.html")]
struct Sent<'a> {
    locale: base::Locale,
    seen: &'a Seen,
    answer_due: String,
    track: String,
}

/// Shows it, as often as the page is opened again.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    let locale = ctx.locale;
    let seen = app.db.read(move |rx| queries::as_filer(rx, &ctx, id)).await?;
    let page = Sent {
        locale,
        seen: &seen,
        answer_due: locale.moment(seen.dossier.answer_due.local()),
        track: format!("/ho-so/{id}"),
    };
    web::page(locale.t("Đã gửi hồ sơ", "The dossier was sent"), &page).narrow().locale(locale).answer()
}
