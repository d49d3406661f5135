//! `POST /api/v1/dossiers/{id}/reminder`: the citizen was reminded of a result that waits.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::DossierId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{self, Remind};

/// How.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PickupReminder)]
pub(crate) struct ReminderIn {
    /// Lần sửa đổi đã xem.
    #[schema(minimum = 1)]
    revision: i64,
    /// Nhắc bằng cách nào; có thể trống.
    #[serde(default)]
    #[schema(max_length = 500, example = "Gọi điện.")]
    note: String,
}

/// How often by now.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Reminded)]
pub(crate) struct RemindedOut {
    /// Định danh hồ sơ.
    #[schema(value_type = String, format = Uuid)]
    id: DossierId,
    /// Đã nhắc mấy lần.
    times: usize,
}

/// Records that the citizen was reminded of a result that waits.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers/{id}/reminder",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    request_body = ReminderIn,
    responses(
        (status = 200, description = "Đã ghi", body = RemindedOut),
        web::Refusals
    ),
)]
pub(crate) async fn remind(
    State(app): State<App>,
    Who(ctx): Who,
    Path(dossier): Path<DossierId>,
    Json(body): Json<ReminderIn>,
) -> Answer {
    let input = Remind { dossier, revision: body.revision, note: body.note };
    let done = app.db.write(move |tx| actions::remind(tx, &ctx, &input)).await?;
    Ok(axum::Json(RemindedOut { id: done.id, times: done.times }).into_response())
}
