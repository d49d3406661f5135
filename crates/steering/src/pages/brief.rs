//! The brief: five lines to read on a phone at seven in the morning, each a way down to its dossiers.

use askama::Template;
use axum::extract::State;
use base::words;
use dossier::model::{Concern, ConcernBy, TallyBy};
use web::{Answer, App, Who};

use super::app::MANIFEST;
use crate::figure::{Column, Figure};
use crate::model::Span;
use crate::queries;
use crate::rules::{Line, lines};

#[derive(Template)]
#[template(path = "brief.html")]
struct Brief {
    as_of: String,
    /// Each line with where it leads.
    lines: Vec<(Line, String)>,
}

/// Shows it.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    let as_of = words::moment(ctx.now.local());
    let today = ctx.now.date();
    let morning = app.db.read(move |rx| queries::morning(rx, &ctx)).await?;
    let watched = |concern| {
        let figure = Figure::Watched { concern, by: ConcernBy::Unit, line: None };
        format!("/lanh-dao/con-so?{}", figure.query())
    };
    let settled = Figure::Cell {
        span: Span::month(today),
        by: TallyBy::Procedure,
        body: None,
        line: String::new(),
        column: Column::Settled,
    };
    let ways = [
        watched(Concern::Late),
        watched(Concern::Soon),
        "/lanh-dao?muc=chua-tra-loi".to_owned(),
        watched(Concern::Unexplained),
        if morning.unanswered_inquiries.1 > 0 {
            "/can-bo/hoi".to_owned()
        } else {
            format!("/lanh-dao/con-so?{}", settled.query())
        },
    ];
    let page = Brief { as_of, lines: lines(&morning).into_iter().zip(ways).collect() };
    web::page("Bản tin điều hành", &page).manifest(MANIFEST).answer()
}
