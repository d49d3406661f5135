//! `GET /api/v1/offline-counters/{id}/kit`: what a machine carries along.

use axum::extract::State;
use axum::response::IntoResponse as _;
use web::{Answer, App, Path, Who};

use crate::api::TAG;
use crate::model::OfflineCounterId;
use crate::offline::{self, Kit};

/// The forms, numbers and due dates with which a machine receives without a network.
#[utoipa::path(
    get,
    path = "/api/v1/offline-counters/{id}/kit",
    tag = TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh máy")),
    responses(
        (status = 200, description = "Bộ biểu mẫu, dải số và bảng ngày hẹn", body = Kit),
        web::Refusals
    ),
)]
pub(crate) async fn kit(
    State(app): State<App>,
    Who(ctx): Who,
    Path(counter): Path<OfflineCounterId>,
) -> Answer {
    Ok(axum::Json(offline::kit(&app.db, &ctx, counter).await?).into_response())
}
