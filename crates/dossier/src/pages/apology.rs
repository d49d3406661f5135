//! Form 04, Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết (TT 03/2025/TT-VPCP, PL I), as a page that prints on
//! A4.

use askama::Template;
use axum::extract::State;
use base::Locale;
use base::id::DossierId;
use base::words;
use web::{Answer, App, Failure, Path, Who};

use super::shown::long_moment;
use super::slip::{self, Slip};
use crate::events;
use crate::model::Extension;
use crate::queries::Seen;
use crate::rules::{Form, SlipKind};

#[derive(Template)]
#[template(path = "apology.html")]
struct Apology<'a> {
    locale: Locale,
    slip: &'a Slip,
    form: Form,
    seen: &'a Seen,
    extension: &'a Extension,
    /// When it was received, when it was promised, when it is promised now, when that was decided.
    received: String,
    from: String,
    to: String,
    when: String,
    officer: &'a str,
}

/// The letter, to the citizen.
pub(crate) async fn for_citizen(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    answer(&slip::for_citizen::<events::Extended>(&app, &ctx, id).await?, ctx.locale)
}

/// The letter, to the officer who prints it.
pub(crate) async fn for_officer(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    answer(&slip::for_officer::<events::Extended>(&app, &ctx, id).await?, Locale::Vi)
}

fn answer(slip: &Slip, locale: Locale) -> Answer {
    let Slip { seen, officer, back, .. } = slip;
    let form = slip.form(SlipKind::Apology);
    let extension = seen.dossier.beside.extension.as_ref().ok_or_else(Failure::not_found)?;
    let received = seen.dossier.received_at.map_or_else(String::new, |at| words::date(at.date()));
    let page = Apology {
        locale,
        slip,
        form,
        received,
        from: long_moment(extension.from),
        to: long_moment(extension.to),
        when: long_moment(extension.at),
        seen,
        extension,
        officer,
    };
    web::page(form.title, &page)
        .named()
        .locale(locale)
        .back(back, locale.t("Về hồ sơ", "The dossier"))
        .answer()
}
