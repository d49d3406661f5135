//! `POST /api/v1/dossiers/{id}/extension`: the head apologises and names a later day (form 04).

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::DossierId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{self, Extend};

/// The new appointment.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Extension)]
pub(crate) struct ExtensionIn {
    /// Lần sửa đổi đã xem.
    #[schema(minimum = 1)]
    revision: i64,
    /// Ngày hẹn mới, là ngày làm việc sau ngày hẹn đang ghi.
    #[schema(value_type = String, format = Date, example = "2026-12-04")]
    day: Date,
    /// Lý do, người nộp đọc nguyên văn.
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

/// What is promised now.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Extended)]
pub(crate) struct ExtendedOut {
    /// Định danh hồ sơ.
    #[schema(value_type = String, format = Uuid)]
    id: DossierId,
    /// Thời điểm hẹn trả mới, RFC 3339.
    #[schema(format = DateTime)]
    due: String,
}

/// Promises the result for a later day, once.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers/{id}/extension",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    request_body = ExtensionIn,
    responses(
        (status = 200, description = "Đã hẹn lại", body = ExtendedOut),
        web::Refusals
    ),
)]
pub(crate) async fn extend(
    State(app): State<App>,
    Who(ctx): Who,
    Path(dossier): Path<DossierId>,
    Json(body): Json<ExtensionIn>,
) -> Answer {
    let input = Extend { dossier, revision: body.revision, day: Some(body.day), reason: body.reason };
    let done = app.db.write(move |tx| actions::extend(tx, &ctx, &input)).await?;
    Ok(axum::Json(ExtendedOut { id: done.id, due: done.due.rfc3339() }).into_response())
}
