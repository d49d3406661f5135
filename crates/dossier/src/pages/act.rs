//! A page of its own for one act of an officer on one dossier: it opens only where the act applies, and is shown again
//! with what was typed when the act was refused.

use askama::Template;
use base::Ctx;
use base::id::DossierId;
use http::StatusCode;
use jiff::civil::Date;
use web::{Answer, App, Failure, Form};

use super::officer;
use crate::disclosed;
use crate::error::Error;
use crate::model::Dossier;
use crate::queries::{self, Seen};

/// What an action answers when the page it was sent from is stale.
pub(crate) const STALE: &str = "dossier.stale-page";

/// An act with a page.
pub(crate) struct ActPage {
    /// Whether it applies now to this person.
    pub(crate) may: fn(&Ctx, &Dossier) -> Result<(), Error>,
    /// Its page.
    pub(crate) render: fn(&Shown<'_>) -> Answer,
}

/// What the page is made of.
pub(crate) struct Shown<'a> {
    pub(crate) ctx: &'a Ctx,
    pub(crate) seen: &'a Seen,
    pub(crate) form: &'a Form,
    /// Whether the dossier changed after the form was opened.
    pub(crate) stale: bool,
}

impl Shown<'_> {
    /// The page around `content`.
    pub(crate) fn page(&self, title: &str, content: &impl Template) -> Answer {
        let back = format!("/can-bo/ho-so/{}", self.seen.dossier.id);
        let page = web::page(title, content).back(back, "Về hồ sơ").narrow().form(self.form);
        if self.stale { page.status(StatusCode::CONFLICT).answer() } else { page.answer() }
    }
}

/// Opens the page.
pub(crate) async fn open(app: &App, ctx: &Ctx, id: DossierId, act: &ActPage) -> Answer {
    shown(app, ctx, id, act, &Form::empty(ctx), false).await
}

/// Shows it again after a refusal: errors beside the fields, or that the dossier changed meanwhile (409).
pub(crate) async fn again(
    app: &App,
    ctx: &Ctx,
    id: DossierId,
    act: &ActPage,
    form: Form,
    failure: Failure,
) -> Answer {
    let stale = failure.code() == STALE;
    let form = if stale { form } else { form.refused(failure)? };
    shown(app, ctx, id, act, &form, stale).await
}

/// Shows the page with this form. Where the act does not apply any more after a change, the dossier says what happened.
pub(crate) async fn shown(
    app: &App,
    ctx: &Ctx,
    id: DossierId,
    act: &ActPage,
    form: &Form,
    stale: bool,
) -> Answer {
    let asker = ctx.clone();
    let seen = app.db.read(move |rx| queries::as_staff(rx, &asker, id)).await?;
    if let Err(error) = (act.may)(ctx, &seen.dossier) {
        return if stale { officer::stale(app, ctx, id, form).await } else { Err(error.into()) };
    }
    disclosed::noted(app, ctx, &seen).await?;
    (act.render)(&Shown { ctx, seen: &seen, form, stale })
}

/// The revision the page showed; a form without one is stale.
pub(crate) fn revision(form: &Form) -> i64 {
    form.value("revision").parse().unwrap_or(0)
}

/// What the body did wrong, where the box for an error of the body is ticked or something is written below it.
pub(crate) fn fault(form: &Form) -> Option<String> {
    let words = form.value("fault").trim();
    (!form.value("is_fault").is_empty() || !words.is_empty()).then(|| words.to_owned())
}

/// A date in three boxes; none while they do not make one.
pub(crate) fn date(form: &Form, name: &str) -> Option<Date> {
    let (day, month, year) = (form.day(name).trim(), form.month(name).trim(), form.year(name).trim());
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}
