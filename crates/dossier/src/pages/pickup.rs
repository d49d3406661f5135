//! A result that waits: put into a box, its citizen reminded, sent by post and brought back, archived. Handing it over waits for none of it.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use base::id::DossierId;
use web::{Answer, App, Form, Path, Posted, Who};

use super::act::{self, ActPage, Shown, revision};
use super::may;
use crate::actions::{self, ArchiveResult, PostResult, Remind, ReturnByPost, Shelve};
use crate::error::Error;
use crate::model::{Dossier, Place};
use crate::queries::Seen;

static ACT: ActPage = ActPage { may: applies, render };

#[derive(Template)]
#[template(path = "pickup.html")]
struct Pickup<'a> {
    seen: &'a Seen,
    form: &'a Form,
    stale: bool,
    /// Where it is now.
    found: String,
    /// The form that was sent and refused.
    sent: &'a str,
    keeps: bool,
    by_post: bool,
    archive: bool,
}

impl Pickup<'_> {
    /// Whether a fold stands open: its form was refused.
    fn open(&self, act: &str) -> bool {
        self.sent == act
    }
}

fn applies(ctx: &Ctx, dossier: &Dossier) -> Result<(), Error> {
    may::keep_result(ctx, dossier).or_else(|_| may::archive(ctx, dossier))
}

/// Shows where it is and what can be done.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    act::open(&app, &ctx, id, &ACT).await
}

/// Puts it into a box.
pub(crate) async fn shelve(State(app): State<App>, Path(dossier): Path<DossierId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let input = Shelve { dossier, revision: revision(&form), shelf: form.value("box").to_owned() };
    let asker = ctx.clone();
    let done = app.db.write(move |tx| actions::shelve(tx, &ctx, &input)).await.map(|_| ());
    answer(&app, &asker, dossier, form, "shelve", done).await
}

/// Records a reminder.
pub(crate) async fn remind(State(app): State<App>, Path(dossier): Path<DossierId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let input = Remind { dossier, revision: revision(&form), note: form.value("note").to_owned() };
    let asker = ctx.clone();
    let done = app.db.write(move |tx| actions::remind(tx, &ctx, &input)).await.map(|_| ());
    answer(&app, &asker, dossier, form, "remind", done).await
}

/// Sends it by post.
pub(crate) async fn post(State(app): State<App>, Path(dossier): Path<DossierId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let input =
        PostResult { dossier, revision: revision(&form), tracking: form.value("tracking").to_owned() };
    let asker = ctx.clone();
    let done = app.db.write(move |tx| actions::post_result(tx, &ctx, &input)).await.map(|_| ());
    answer(&app, &asker, dossier, form, "post", done).await
}

/// The post brought it back.
pub(crate) async fn came_back(
    State(app): State<App>,
    Path(dossier): Path<DossierId>,
    posted: Posted,
) -> Answer {
    let Posted { ctx, form } = posted;
    let input = ReturnByPost {
        dossier,
        revision: revision(&form),
        reason: form.value("post_reason").to_owned(),
        shelf: form.value("box").to_owned(),
    };
    let asker = ctx.clone();
    let done = app.db.write(move |tx| actions::return_by_post(tx, &ctx, &input)).await.map(|_| ());
    answer(&app, &asker, dossier, form, "came_back", done).await
}

/// Confirms the archive.
pub(crate) async fn archive(
    State(app): State<App>,
    Path(dossier): Path<DossierId>,
    posted: Posted,
) -> Answer {
    let Posted { ctx, form } = posted;
    let input = ArchiveResult { dossier, revision: revision(&form), place: form.value("archive").to_owned() };
    let asker = ctx.clone();
    let done = app.db.write(move |tx| actions::archive_result(tx, &ctx, &input)).await.map(|_| ());
    answer(&app, &asker, dossier, form, "archive", done).await
}

async fn answer(
    app: &App,
    ctx: &Ctx,
    dossier: DossierId,
    form: Form,
    sent: &str,
    done: Result<(), Error>,
) -> Answer {
    match done {
        Ok(()) => Ok(web::see_other(&format!("/can-bo/ho-so/{dossier}"))),
        Err(error) => act::again(app, ctx, dossier, &ACT, form.with("sent", sent), error.into()).await,
    }
}

fn render(shown: &Shown<'_>) -> Answer {
    let Shown { ctx, seen, form, stale } = *shown;
    let dossier = &seen.dossier;
    let page = Pickup {
        seen,
        form,
        stale,
        found: super::shown::result_found(&dossier.beside),
        sent: form.value("sent"),
        keeps: may::keep_result(ctx, dossier).is_ok(),
        by_post: dossier.beside.result_at.is_some_and(|it| it.place == Place::ByPost),
        archive: may::archive(ctx, dossier).is_ok(),
    };
    shown.page("Kết quả chờ trả", &page)
}
