//! Form 03, Phiếu từ chối tiếp nhận giải quyết hồ sơ (TT 03/2025/TT-VPCP, PL I), as a page that prints on A4.

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use base::words;
use web::{Answer, App, Failure, Path, Who};

use crate::disclosed;
use crate::model::Refusal;
use crate::queries::{self, Seen};

#[derive(Template)]
#[template(path = "refusal_slip.html")]
struct Slip<'a> {
    seen: &'a Seen,
    refusal: &'a Refusal,
    when: String,
}

/// The slip, to the citizen.
pub(crate) async fn for_citizen(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    let seen = app.db.read(move |rx| queries::as_citizen(rx, &ctx, id)).await?;
    answer(&seen, format!("/ho-so/{id}"))
}

/// The slip, to the officer who prints it.
pub(crate) async fn for_officer(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    let asker = ctx.clone();
    let seen = app.db.read(move |rx| queries::as_staff(rx, &asker, id)).await?;
    disclosed::noted(&app, &ctx, &seen).await?;
    answer(&seen, format!("/can-bo/ho-so/{id}"))
}

fn answer(seen: &Seen, back: String) -> Answer {
    let refusal = seen.dossier.refusal.as_ref().ok_or_else(Failure::not_found)?;
    let when = seen.dossier.closed_at.map_or_else(String::new, |at| words::moment(at.local()));
    let page = Slip { seen, refusal, when };
    web::page("Phiếu từ chối tiếp nhận", &page).back(back, "Về hồ sơ").answer()
}
