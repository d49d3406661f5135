//! Skipping a step that data already held make unnecessary.

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use web::{Answer, App, Failure, Form, Path, Posted, Who};

use super::act::{self, ActPage, Shown, date, revision};
use super::may;
use crate::actions::{self, SkipStep};
use crate::queries::Seen;
use crate::rules::{self, Evidence};

static ACT: ActPage = ActPage { may: may::skip, render };

#[derive(Template)]
#[template(path = "skip_step.html")]
struct Page<'a> {
    seen: &'a Seen,
    form: &'a Form,
    stale: bool,
    step: &'a str,
    name: &'a str,
    held: &'a str,
}

/// Asks for the evidence.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    act::open(&app, &ctx, id, &ACT).await
}

/// Skips it; leads to the dossier.
pub(crate) async fn send(State(app): State<App>, Path(dossier): Path<DossierId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let value = |name: &str| form.value(name).to_owned();
    let evidence = Evidence {
        source: value("source"),
        reference: value("reference"),
        found_on: date(&form, "found_on"),
    };
    let input = SkipStep { dossier, revision: revision(&form), step: value("step"), evidence };
    let asker = ctx.clone();
    match app.db.write(move |tx| actions::skip_step(tx, &ctx, &input)).await {
        Ok(_) => Ok(web::see_other(&format!("/can-bo/ho-so/{dossier}"))),
        Err(error) => act::again(&app, &asker, dossier, &ACT, form, error.into()).await,
    }
}

/// The open step of a dossier that may be skipped, and what is held then.
pub(super) fn skippable(seen: &Seen) -> Option<(&str, &str, &str)> {
    seen.dossier.open_steps().iter().find_map(|open| {
        rules::way_on(&seen.version, &seen.dossier, &open.code)?;
        let held = seen.version.process.step(&open.code)?.held.as_deref()?;
        Some((open.code.as_str(), open.name.as_str(), held))
    })
}

fn render(shown: &Shown<'_>) -> Answer {
    let Shown { seen, form, stale, .. } = *shown;
    let (step, name, held) = skippable(seen).ok_or_else(Failure::not_found)?;
    shown.page("Bỏ qua bước nhờ dữ liệu đã có", &Page { seen, form, stale, step, name, held })
}
