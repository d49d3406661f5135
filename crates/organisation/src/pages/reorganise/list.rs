//! The reorganisations that somebody leads or is asked about.

use askama::Template;
use axum::extract::State;
use base::words;
use web::{Answer, App, Who, page};

use crate::actions::list_reorganisations;
use crate::model::{Reorganisation, ReorganisationId, Stage};
use crate::permissions::MANAGE;

#[derive(Template)]
#[template(path = "reorganise/list.html")]
struct View {
    all: Vec<Line>,
    leads: bool,
}

/// One of them in words.
struct Line {
    id: ReorganisationId,
    decision: String,
    decided_on: String,
    first_day: String,
    tag: &'static str,
    stage: &'static str,
    held_up: bool,
}

/// `GET /quan-tri/sap-xep`
pub(in crate::pages) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    let leads = ctx.authorise(&MANAGE).is_ok();
    let all = app.db.read(move |rx| list_reorganisations(rx, &ctx)).await?;
    page("Sắp xếp đơn vị", &View { all: all.into_iter().map(line).collect(), leads }).answer()
}

fn line(it: Reorganisation) -> Line {
    Line {
        id: it.id,
        decided_on: words::date(it.decided_on),
        first_day: words::date(it.first_day),
        tag: tag(it.stage),
        stage: it.stage.label(),
        held_up: !it.problem.is_empty(),
        decision: it.decision,
    }
}

/// The colour of a stage.
pub(super) const fn tag(stage: Stage) -> &'static str {
    match stage {
        Stage::Draft | Stage::Cancelled => "plain",
        Stage::Proposed => "warn",
        Stage::Approved => "hold",
        Stage::InEffect => "ok",
    }
}
