//! `POST /api/v1/dossiers/{id}/reissue`: a new result is begun in place of a recalled one, without fee.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::DossierId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{self, Reissue};

/// By when the new result is there.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Reissue)]
pub(crate) struct ReissueIn {
    /// Lần sửa đổi đã xem.
    #[schema(minimum = 1)]
    revision: i64,
    /// Ngày làm việc hẹn trả kết quả mới, trong vòng 60 ngày.
    #[schema(value_type = String, format = Date, example = "2026-12-04")]
    day: Date,
}

/// What is promised.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReissueBegan)]
pub(crate) struct ReissueOut {
    /// Định danh hồ sơ.
    #[schema(value_type = String, format = Uuid)]
    id: DossierId,
    /// Thời điểm hẹn trả kết quả mới, RFC 3339.
    #[schema(format = DateTime)]
    due: String,
}

/// Begins a new result in place of one that was recalled because the body erred.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers/{id}/reissue",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    request_body = ReissueIn,
    responses(
        (status = 200, description = "Đã bắt đầu cấp lại", body = ReissueOut),
        web::Refusals
    ),
)]
pub(crate) async fn reissue(
    State(app): State<App>,
    Who(ctx): Who,
    Path(dossier): Path<DossierId>,
    Json(body): Json<ReissueIn>,
) -> Answer {
    let input = Reissue { dossier, revision: body.revision, day: Some(body.day) };
    let done = app.db.write(move |tx| actions::reissue(tx, &ctx, &input)).await?;
    Ok(axum::Json(ReissueOut { id: done.id, due: done.due.rfc3339() }).into_response())
}
