//! Form 03, Phiếu từ chối tiếp nhận giải quyết hồ sơ (TT 03/2025/TT-VPCP, PL I), as a page that prints on A4.

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use base::words;
use web::{Answer, App, Failure, Path, Who};

use super::receipt::officer_of;
use crate::disclosed;
use crate::error::Error;
use crate::events;
use crate::model::Refusal;
use crate::queries::{self, Seen};

#[derive(Template)]
#[template(path = "refusal_slip.html")]
struct Slip<'a> {
    seen: &'a Seen,
    refusal: &'a Refusal,
    when: String,
    /// The officer who refused.
    officer: String,
}

/// The slip, to the citizen.
pub(crate) async fn for_citizen(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    let (seen, officer) = app
        .db
        .read(move |rx| {
            let seen = queries::as_citizen(rx, &ctx, id)?;
            let officer = officer_of::<events::Refused>(rx, &seen)?;
            Ok::<_, Error>((seen, officer))
        })
        .await?;
    answer(&seen, officer, format!("/ho-so/{id}"))
}

/// The slip, to the officer who prints it.
pub(crate) async fn for_officer(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    let asker = ctx.clone();
    let (seen, officer) = app
        .db
        .read(move |rx| {
            let seen = queries::as_staff(rx, &asker, id)?;
            let officer = officer_of::<events::Refused>(rx, &seen)?;
            Ok::<_, Error>((seen, officer))
        })
        .await?;
    disclosed::noted(&app, &ctx, &seen).await?;
    answer(&seen, officer, format!("/can-bo/ho-so/{id}"))
}

fn answer(seen: &Seen, officer: String, back: String) -> Answer {
    let refusal = seen.dossier.refusal.as_ref().ok_or_else(Failure::not_found)?;
    let when = seen.dossier.closed_at.map_or_else(String::new, |at| words::moment(at.local()));
    let page = Slip { seen, refusal, when, officer };
    web::page("Phiếu từ chối tiếp nhận", &page).back(back, "Về hồ sơ").answer()
}
