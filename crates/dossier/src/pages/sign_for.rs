//! It is recorded that whoever took a result signed: on the paper slip, or with a picture of the slip or the signature. No device is needed.

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use web::{Answer, App, Form, Limits, Path, Upload, Who};

use super::act::{self, ActPage, Shown, revision};
use super::may;
use crate::actions::{self, SignFor};
use crate::error::Error;
use crate::model::{Paper, SIGNATURE, Source};
use crate::queries::{self, Seen};

/// A picture of a slip, from any telephone or scanner.
const LIMITS: Limits = Limits { each: 10_000_000, count: 1, kinds: files::Kind::PAPERS };

static ACT: ActPage = ActPage { may: may::sign_for, render };

#[derive(Template)]
#[template(path = "sign_for.html")]
struct Signing<'a> {
    seen: &'a Seen,
    form: &'a Form,
    stale: bool,
}

/// Asks for a picture, or for nothing.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    act::open(&app, &ctx, id, &ACT).await
}

/// Records it. Whether the officer keeps results of this dossier is asked before a file is stored.
pub(crate) async fn send(State(app): State<App>, Path(id): Path<DossierId>, upload: Upload) -> Answer {
    let asker = upload.ctx().clone();
    let keeps = move |rx: &mut db::Read| {
        let seen = queries::as_staff(rx, &asker, id)?;
        may::keeps(&asker, &seen.dossier)
    };
    app.db.read(keeps).await.map_err(|error: Error| error)?;
    let received = upload.receive(LIMITS).await?;
    let (ctx, form) = (received.ctx, received.form);
    if !form.errors().is_empty() {
        return act::shown(&app, &ctx, id, &ACT, &form, false).await;
    }
    let size = |size: u64| i64::try_from(size).unwrap_or(i64::MAX);
    let picture = received.files.first().map(|file| Paper {
        component: SIGNATURE.to_owned(),
        source: Source::Upload,
        file_hash: Some(file.stored.hash.to_string()),
        file_name: Some(file.name.clone()),
        media_type: Some(file.stored.kind.mime().to_owned()),
        size: size(file.stored.size),
    });
    let input = SignFor { dossier: id, revision: revision(&form), picture };
    let asker = ctx.clone();
    match app.db.write(move |tx| actions::sign_for(tx, &ctx, &input)).await {
        Ok(_) => Ok(web::see_other(&format!("/can-bo/ho-so/{id}"))),
        Err(error) => act::again(&app, &asker, id, &ACT, form, error.into()).await,
    }
}

fn render(shown: &Shown<'_>) -> Answer {
    let Shown { seen, form, stale, .. } = *shown;
    shown.page("Ghi ký nhận kết quả", &Signing { seen, form, stale })
}
