//! Handing one dossier over to the competent body, or its result back, and acknowledging it.

use askama::Template;
use axum::extract::State;
use base::Ctx;
use base::id::{DossierId, UnitId};
use web::{Answer, App, Form, Path, Posted, Who};

use super::act::{self, ActPage, Shown, revision};
use super::shown::paper_name;
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
    /// What this person's body can hand it over as now.
    gives: Option<HandoverWay>,
    /// What waits for an answer of this person's body.
    open: Option<&'a Handover>,
    /// What the other body has to do, in a sentence; empty where it has nothing to.
    waits: String,
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

/// What the page of the hand-over is for now, as the page of the dossier leads to it.
pub(crate) fn link(seen: &Seen) -> &'static str {
    let dossier = &seen.dossier;
    let open = |way| rules::open_handover(&dossier.beside.handovers, way).is_some();
    if open(HandoverWay::Back) {
        "Kết quả đang chờ xác nhận bàn giao"
    } else if rules::may_hand_over(dossier, HandoverWay::Back) {
        "Bàn giao kết quả"
    } else if open(HandoverWay::Out) {
        "Hồ sơ đang chờ xác nhận bàn giao"
    } else if rules::may_hand_over(dossier, HandoverWay::Out) {
        "Bàn giao hồ sơ"
    } else {
        "Xem các lần bàn giao"
    }
}

/// The name of what was handed over: a paper, or the result.
pub(crate) fn handed_name<'a>(seen: &'a Seen, component: &str) -> &'a str {
    let result = seen.dossier.result.as_ref().filter(|result| result.code == component);
    result.map_or_else(|| paper_name(seen, component), |result| result.name.as_str())
}

fn render(shown: &Shown<'_>) -> Answer {
    let Shown { seen, form, stale, .. } = *shown;
    let handovers = &seen.dossier.beside.handovers;
    let ways = [HandoverWay::Back, HandoverWay::Out];
    let gives = ways.into_iter().find(|way| seen.standing.away && rules::may_hand_over(&seen.dossier, *way));
    let open = ways.into_iter().find_map(|way| rules::open_handover(handovers, way));
    let authority = shown.ctx.authorise(&permissions::HANDLE).ok();
    let own = |body: &UnitId| authority.as_ref().is_some_and(|it| it.at_root(body).is_ok());
    let (competent, receiving) = (&seen.standing.competent, &seen.standing.receiving);
    let name = |body: UnitId| if body == seen.dossier.competent { competent } else { receiving };
    let giver = |way| if way == HandoverWay::Out { seen.dossier.root } else { seen.dossier.competent };
    let waits = match (open, gives) {
        (Some(open), _) if !own(&open.to) => format!("Đang chờ {} xác nhận.", name(open.to)),
        (None, Some(way)) if !own(&giver(way)) => format!("Đang chờ {} bàn giao.", name(giver(way))),
        _ => String::new(),
    };
    let (open, gives) = if waits.is_empty() { (open, gives) } else { (None, None) };
    shown.page("Bàn giao hồ sơ", &Page { seen, form, stale, gives, open, waits })
}
