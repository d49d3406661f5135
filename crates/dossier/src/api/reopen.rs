//! `POST /api/v1/dossiers/{id}/correction`: a decided dossier is opened again, to put its result right.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::DossierId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{self, Reopen};

/// What is wrong, and by when it will be right.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Correction)]
pub(crate) struct CorrectionIn {
    /// Lần sửa đổi đã xem.
    #[schema(minimum = 1)]
    revision: i64,
    /// Kết quả sai ở đâu; người nộp đọc nguyên văn.
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
    /// Ngày làm việc hẹn trả kết quả đã sửa, trong vòng 60 ngày.
    #[schema(value_type = String, format = Date, example = "2026-12-04")]
    day: Date,
    /// Cơ quan đã sai ở đâu, khi việc đính chính do lỗi của cơ quan; vào sổ lỗi của cơ quan.
    #[schema(min_length = 1, max_length = 2000)]
    fault: Option<String>,
}

/// What is promised.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Reopened)]
pub(crate) struct ReopenedOut {
    /// Định danh hồ sơ.
    #[schema(value_type = String, format = Uuid)]
    id: DossierId,
    /// Thời điểm hẹn trả kết quả đã sửa, RFC 3339.
    #[schema(format = DateTime)]
    due: String,
}

/// Opens a decided dossier again, to put its result right.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers/{id}/correction",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    request_body = CorrectionIn,
    responses(
        (status = 200, description = "Đã mở lại", body = ReopenedOut),
        web::Refusals
    ),
)]
pub(crate) async fn reopen(
    State(app): State<App>,
    Who(ctx): Who,
    Path(dossier): Path<DossierId>,
    Json(body): Json<CorrectionIn>,
) -> Answer {
    let input = Reopen {
        dossier,
        revision: body.revision,
        reason: body.reason,
        day: Some(body.day),
        fault: body.fault,
    };
    let done = app.db.write(move |tx| actions::reopen(tx, &ctx, &input)).await?;
    Ok(axum::Json(ReopenedOut { id: done.id, due: done.due.rfc3339() }).into_response())
}
