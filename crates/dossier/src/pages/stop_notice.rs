//! Form 05, Thông báo dừng giải quyết hồ sơ (TT 03/2025/TT-VPCP, PL I), as a page that prints on A4.

use askama::Template;
use axum::extract::State;
use base::Locale;
use base::id::DossierId;
use web::{Answer, App, Failure, Path, Who};

use super::shown::long_moment;
use super::slip::{self, Slip};
use crate::events;
use crate::model::Stopping;
use crate::queries::Seen;
use crate::rules::{Form, SlipKind};

#[derive(Template)]
#[template(path = "stop_notice.html")]
struct Stopped<'a> {
    locale: Locale,
    slip: &'a Slip,
    form: Form,
    seen: &'a Seen,
    stop: &'a Stopping,
    received: String,
    when: String,
    officer: &'a str,
}

/// The notice, to the citizen.
pub(crate) async fn for_citizen(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    answer(&slip::for_citizen::<events::Stopped>(&app, &ctx, id).await?, ctx.locale)
}

/// The notice, to the officer who prints it.
pub(crate) async fn for_officer(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    answer(&slip::for_officer::<events::Stopped>(&app, &ctx, id).await?, Locale::Vi)
}

fn answer(slip: &Slip, locale: Locale) -> Answer {
    let Slip { seen, officer, back, .. } = slip;
    let form = slip.form(SlipKind::Stop);
    let stop = seen.dossier.beside.stop.as_ref().ok_or_else(Failure::not_found)?;
    let received = seen.dossier.received_at.map_or_else(String::new, long_moment);
    let page = Stopped { locale, slip, form, received, when: long_moment(stop.at), seen, stop, officer };
    web::page(form.title, &page)
        .named()
        .locale(locale)
        .back(back, locale.t("Về hồ sơ", "The dossier"))
        .answer()
}
