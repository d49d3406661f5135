//! Handing one dossier over to the competent body, or its result back, and acknowledging it.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use base::id::DossierId;
use web::{Answer, App, Form, Path, Posted, Who};

use super::act::{self, ActPage, Shown, revision};
use crate::actions::{self, AnswerHandover, HandOver};
use crate::error::Error;
use crate::model::{Dossier, Handover, HandoverWay};
use crate::queries::Seen;
use crate::{permissions, rules};

static ACT: ActPage = ActPage { may, render };

#[derive(Template)]
#[template(path = "handover.html")]
struct Page<'a> {
    seen: &'a Seen,
    form: &'a Form,
    stale: bool,
    /// What this dossier can be handed over as now.
    gives: Option<HandoverWay>,
    /// What waits for an answer.
    open: Option<&'a Handover>,
}

/// Everybody of both bodies who handles dossiers may look; what is not theirs to do is refused by the action.
fn may(ctx: &Ctx, dossier: &Dossier) -> Result<(), Error> {
    permissions::post_for(&ctx.authorise(&permissions::HANDLE)?, dossier)?;
    Ok(())
}

/// Shows what was handed over, what is to be, and what waits.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    act::open(&app, &ctx, id, &ACT).await
}

/// Hands over.
pub(crate) async fn give(State(app): State<App>, Path(dossier): Path<DossierId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let input =
        HandOver { dossier, revision: revision(&form), way: way(&form), note: form.value("note").to_owned() };
    let asker = ctx.clone();
    match app.db.write(move |tx| actions::hand_over(tx, &ctx, &input)).await {
        Ok(_) => Ok(web::see_other(&format!("/can-bo/ho-so/{dossier}/ban-giao"))),
        Err(error) => act::again(&app, &asker, dossier, &ACT, form, error.into()).await,
    }
}

/// Acknowledges, or says what is missing.
pub(crate) async fn take(State(app): State<App>, Path(dossier): Path<DossierId>, posted: Posted) -> Answer {
    let Posted { ctx, form } = posted;
    let missing = form.value("missing").trim().to_owned();
    if form.value("act") == "missing" && missing.is_empty() {
        let wrong = base::FieldError::new("missing", "Ghi rõ còn thiếu gì để nơi bàn giao bổ sung.");
        let failure = Error::Invalid(vec![wrong]).into();
        return act::again(&app, &ctx, dossier, &ACT, form, failure).await;
    }
    let missing = if form.value("act") == "missing" { missing } else { String::new() };
    let input = AnswerHandover { dossier, revision: revision(&form), way: way(&form), missing };
    let asker = ctx.clone();
    match app.db.write(move |tx| actions::answer_handover(tx, &ctx, &input)).await {
        Ok(_) => Ok(web::see_other(&format!("/can-bo/ho-so/{dossier}/ban-giao"))),
        Err(error) => act::again(&app, &asker, dossier, &ACT, form, error.into()).await,
    }
}

/// The direction of a form; what is unknown is the way out, which the action measures.
fn way(form: &Form) -> HandoverWay {
    HandoverWay::parse(form.value("way")).unwrap_or(HandoverWay::Out)
}

fn render(shown: &Shown<'_>) -> Answer {
    let Shown { seen, form, stale } = *shown;
    let handovers = &seen.dossier.beside.handovers;
    let ways = [HandoverWay::Back, HandoverWay::Out];
    let gives = ways.into_iter().find(|way| seen.standing.away && rules::may_hand_over(&seen.dossier, *way));
    let open = ways.into_iter().find_map(|way| rules::open_handover(handovers, way));
    shown.page("Bàn giao hồ sơ", &Page { seen, form, stale, gives, open })
}
