//! `POST /api/v1/offline-counters/{id}/retirement`: a machine gets no numbers any more.

use axum::extract::State;
use axum::response::IntoResponse as _;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{self, RetireOfflineCounter};
use crate::api::TAG;
use crate::model::OfflineCounterId;

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Retirement)]
pub(crate) struct RetirementIn {
    /// Vì sao ngừng dùng máy.
    #[schema(min_length = 5, max_length = 500)]
    reason: String,
}

/// What was retired.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Retired)]
pub(crate) struct RetiredOut {
    /// Định danh máy.
    #[schema(value_type = String, format = Uuid)]
    id: OfflineCounterId,
}

/// Gives up a machine that is lost, broken or not needed. What it has received already still comes in.
#[utoipa::path(
    post,
    path = "/api/v1/offline-counters/{id}/retirement",
    tag = TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh máy")),
    request_body = RetirementIn,
    responses(
        (status = 200, description = "Đã ngừng dùng", body = RetiredOut),
        web::Refusals
    ),
)]
pub(crate) async fn retire(
    State(app): State<App>,
    Who(ctx): Who,
    Path(counter): Path<OfflineCounterId>,
    Json(body): Json<RetirementIn>,
) -> Answer {
    let input = RetireOfflineCounter { counter, reason: body.reason };
    let done = app.db.write(move |tx| actions::retire_offline_counter(tx, &ctx, &input)).await?;
    Ok(axum::Json(RetiredOut { id: done.id }).into_response())
}
