//! Form 03, Phiếu từ chối tiếp nhận giải quyết hồ sơ (TT 03/2025/TT-VPCP, PL I), as a page that prints on A4.

use askama::Template;
use axum::extract::State;
use base::Locale;
use base::id::DossierId;
use base::words;
use web::{Answer, App, Failure, Path, Who};

use super::slip::{self, Slip};
use crate::events;
use crate::model::Refusal;
use crate::queries::Seen;
use crate::rules::{Form, SlipKind};

#[derive(Template)]
#[template(path = "refusal_slip.html")]
struct Refused<'a> {
    locale: Locale,
    slip: &'a Slip,
    form: Form,
    seen: &'a Seen,
    refusal: &'a Refusal,
    when: String,
    officer: &'a str,
}

/// The slip, to the citizen.
pub(crate) async fn for_citizen(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    answer(&slip::for_citizen::<events::Refused>(&app, &ctx, id).await?, ctx.locale)
}

/// The slip, to the officer who prints it.
pub(crate) async fn for_officer(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    answer(&slip::for_officer::<events::Refused>(&app, &ctx, id).await?, Locale::Vi)
}

fn answer(slip: &Slip, locale: Locale) -> Answer {
    let Slip { seen, officer, back, .. } = slip;
    let form = slip.form(SlipKind::Refusal);
    let refusal = seen.dossier.refusal.as_ref().ok_or_else(Failure::not_found)?;
    let when = seen.dossier.closed_at.map_or_else(String::new, |at| words::moment(at.local()));
    let page = Refused { locale, slip, form, seen, refusal, when, officer };
    web::page(form.title, &page)
        .named()
        .locale(locale)
        .back(back, locale.t("Về hồ sơ", "The dossier"))
        .answer()
}
