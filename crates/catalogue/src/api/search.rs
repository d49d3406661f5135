//! `GET /api/v1/procedures`.

use axum::extract::State;
use axum::response::IntoResponse as _;
use serde::Deserialize;
use utoipa::IntoParams;
use web::{Answer, App, Query, Who};

use crate::api::shape::{ProcedureList, ProcedureSummary};
use crate::look;

/// The most that are answered.
const SHOWN: usize = 100;

/// What is looked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// Words, with or without accents; all of them must occur. At most 200 letters count.
    #[param(example = "khai sinh")]
    q: String,
    /// A life event, exactly.
    life_event: String,
}

/// The procedures in force today that are found.
#[utoipa::path(
    get, path = "/api/v1/procedures", operation_id = "searchProcedures", tag = "Thủ tục", params(Wanted),
    summary = "Tìm thủ tục đang có hiệu lực",
    responses((status = 200, description = "Các thủ tục tìm thấy", body = ProcedureList), web::Refusals)
)]
pub(crate) async fn search_procedures(
    State(app): State<App>,
    Who(ctx): Who,
    Query(wanted): Query<Wanted>,
) -> Answer {
    let words: String = wanted.q.chars().take(200).collect();
    let today = ctx.now.date();
    let mut found = app.db.read(move |rx| look::search(rx, &words, today)).await?;
    let event = wanted.life_event;
    found.retain(|one| event.is_empty() || one.life_events.contains(&event));
    let items: Vec<ProcedureSummary> = found.iter().take(SHOWN).map(ProcedureSummary::from).collect();
    Ok(axum::Json(ProcedureList { total: found.len(), items }).into_response())
}
