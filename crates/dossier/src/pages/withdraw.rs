//! The citizen takes a dossier back: at once before reception, afterwards by asking.

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use http::StatusCode;
use web::{Answer, App, Failure, Form, Path, Posted, Who};

use super::act::{STALE, revision};
use super::may;
use super::supplement::own;
use crate::actions::{self, Withdraw};
use crate::queries::Seen;

#[derive(Template)]
#[template(path = "withdraw.html")]
struct Withdrawing<'a> {
    seen: &'a Seen,
    form: &'a Form,
    stale: bool,
    /// Whether it can be taken back now, or asked for.
    lawful: bool,
}

impl Withdrawing<'_> {
    /// Whether it goes back at once.
    fn at_once(&self) -> bool {
        self.seen.dossier.received_at.is_none()
    }
}

/// Says what will happen, and asks why.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    let seen = own(&app, &ctx, id).await?;
    answer(&seen, &Form::empty(&ctx).spoken(ctx.locale), false)
}

/// Takes it back or asks for it; leads to the dossier.
pub(crate) async fn send(State(app): State<App>, Path(dossier): Path<DossierId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let form = form.spoken(ctx.locale);
    let input = Withdraw { dossier, revision: revision(&form), reason: form.value("reason").to_owned() };
    let actor = ctx.clone();
    let Err(error) = app.db.write(move |tx| actions::withdraw(tx, &actor, &input)).await else {
        return Ok(web::see_other(&format!("/ho-so/{dossier}")));
    };
    let failure = Failure::from(error);
    let stale = failure.code() == STALE;
    let form = if stale { form } else { form.refused(failure)? };
    answer(&own(&app, &ctx, dossier).await?, &form, stale)
}

fn answer(seen: &Seen, form: &Form, stale: bool) -> Answer {
    let page = Withdrawing { lawful: may::withdraw(&seen.dossier), seen, form, stale };
    let back = format!("/ho-so/{}", seen.dossier.id);
    let page = web::page(form.t("Rút hồ sơ", "Withdraw the dossier"), &page)
        .back(back, form.t("Hồ sơ", "The dossier"))
        .narrow()
        .form(form);
    if stale { page.status(StatusCode::CONFLICT).answer() } else { page.answer() }
}
