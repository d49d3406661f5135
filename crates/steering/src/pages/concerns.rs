//! What a leader watches, by unit, procedure, person or step; each count is a way down to its dossiers.

use askama::Template;
use axum::extract::State;
use base::words;
use dossier::model::{Concern, ConcernBy};
use dossier::queries;
use serde::Deserialize;
use web::{Answer, App, Query, Who};

use crate::figure::Figure;

/// What, by what.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Ask {
    cot: String,
    theo: String,
}

#[derive(Template)]
#[template(path = "concerns.html")]
struct Concerns {
    as_of: String,
    concern: Concern,
    by: ConcernBy,
    tabs: Vec<(&'static str, String, bool)>,
    ways: Vec<(&'static str, String, bool)>,
    rows: Vec<(String, i64, String)>,
    sum: i64,
    all: String,
}

/// Shows the counts.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Query(ask): Query<Ask>) -> Answer {
    let concern = Concern::parse(&ask.cot).unwrap_or(Concern::Late);
    let by = ConcernBy::parse(&ask.theo).unwrap_or(ConcernBy::Unit);
    let as_of = words::short_moment(ctx.now.local());
    let found = app.db.read(move |rx| queries::concerns(rx, &ctx, concern, by)).await?;
    let here = |concern: Concern, by: ConcernBy| {
        format!("/lanh-dao/canh-bao?cot={}&theo={}", concern.code(), by.code())
    };
    let figure = |line| format!("/lanh-dao/con-so?{}", Figure::Watched { concern, by, line }.query());
    let tabs = Concern::ALL.iter().map(|it| (it.label(), here(*it, by), *it == concern)).collect();
    let ways = ConcernBy::ALL.iter().map(|it| (it.label(), here(concern, *it), *it == by)).collect();
    let sum = found.iter().map(|row| row.count).sum();
    let rows = found.into_iter().map(|row| (row.name, row.count, figure(Some(row.line)))).collect();
    let page = Concerns { as_of, concern, by, tabs, ways, rows, sum, all: figure(None) };
    web::page(concern.label(), &page).back("/lanh-dao/ban-tin", "Bản tin").wide().answer()
}
