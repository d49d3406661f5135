//! The citizen sends what was asked for, all of it with one form.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use base::id::DossierId;
use http::StatusCode;
use web::{Answer, App, Failure, Form, Path, Upload, Who};

use super::given::{self, Wanted};
use super::track_next::clock_note;
use crate::queries::{self, Seen};

#[derive(Template)]
#[template(path = "supplement.html")]
struct Giving<'a> {
    seen: &'a Seen,
    form: &'a Form,
    stale: bool,
    wanted: Vec<Wanted<'a>>,
    clock: &'static str,
}

/// Shows what is asked for; when nothing is, says so.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    let seen = own(&app, &ctx, id).await?;
    answer(&seen, &Form::empty(&ctx).spoken(ctx.locale), false)
}

/// Sends it; leads to the dossier. Whose dossier it is, is asked before a file is stored.
pub(crate) async fn send(State(app): State<App>, Path(id): Path<DossierId>, upload: Upload) -> Answer {
    own(&app, upload.ctx(), id).await?;
    let mut received = upload.receive(given::LIMITS).await?;
    received.form = received.form.spoken(received.ctx.locale);
    match given::send(&app, id, received).await? {
        None => Ok(web::see_other(&format!("/ho-so/{id}"))),
        Some(again) => answer(&own(&app, &again.ctx, id).await?, &again.form, again.stale),
    }
}

/// The citizen's own dossier.
pub(crate) async fn own(app: &App, ctx: &Ctx, id: DossierId) -> Result<Seen, Failure> {
    let asker = ctx.clone();
    Ok(app.db.read(move |rx| queries::as_filer(rx, &asker, id)).await?)
}

fn answer(seen: &Seen, form: &Form, stale: bool) -> Answer {
    let page = Giving {
        wanted: given::wanted(seen, form),
        clock: clock_note(seen, form.locale()),
        seen,
        form,
        stale,
    };
    let back = format!("/ho-so/{}", seen.dossier.id);
    let page = web::page(form.t("Bổ sung giấy tờ", "Add papers"), &page)
        .back(back, form.t("Hồ sơ", "The dossier"))
        .narrow()
        .form(form);
    if stale { page.status(StatusCode::CONFLICT).answer() } else { page.answer() }
}
