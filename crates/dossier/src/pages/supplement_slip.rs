//! Form 02, Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ (TT 03/2025/TT-VPCP, PL I), as a page that prints on A4: the last
//! request.

use askama::Template;
use axum::extract::State;
use base::Locale;
use base::id::DossierId;
use web::{Answer, App, Failure, Path, Who};

use super::shown::long_moment;
use super::slip::{self, Slip};
use super::track_next::clock_note;
use crate::events;
use crate::model::Supplement;
use crate::queries::Seen;
use crate::rules::{Form, SlipKind};

#[derive(Template)]
#[template(path = "supplement_slip.html")]
struct Asked<'a> {
    locale: Locale,
    slip: &'a Slip,
    form: Form,
    seen: &'a Seen,
    request: &'a Supplement,
    when: String,
    clock: &'static str,
    officer: &'a str,
}

/// The slip, to the citizen.
pub(crate) async fn for_citizen(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    answer(&slip::for_citizen::<events::SupplementAsked>(&app, &ctx, id).await?, ctx.locale)
}

/// The slip, to the officer who prints it.
pub(crate) async fn for_officer(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    answer(&slip::for_officer::<events::SupplementAsked>(&app, &ctx, id).await?, Locale::Vi)
}

fn answer(slip: &Slip, locale: Locale) -> Answer {
    let Slip { seen, officer, back, .. } = slip;
    let form = slip.form(SlipKind::Supplement);
    let request = seen.dossier.beside.supplements.last().ok_or_else(Failure::not_found)?;
    let when = long_moment(request.asked_at);
    let page =
        Asked { locale, slip, form, seen, request, when, clock: clock_note(seen, base::Locale::Vi), officer };
    web::page(form.title, &page)
        .named()
        .locale(locale)
        .back(back, locale.t("Về hồ sơ", "The dossier"))
        .answer()
}
