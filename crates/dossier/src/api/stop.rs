//! `POST /api/v1/dossiers/{id}/stop`: the head ends the handling, with a reason and an article (form 05).

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::DossierId;
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{self, Stop};

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Stop)]
pub(crate) struct StopIn {
    /// Lần sửa đổi đã xem.
    #[schema(minimum = 1)]
    revision: i64,
    /// Lý do, người nộp đọc nguyên văn.
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
    /// Căn cứ: điều, khoản của văn bản.
    #[schema(min_length = 1, max_length = 300)]
    citation: String,
}

/// Stops the handling of a received dossier.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers/{id}/stop",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    request_body = StopIn,
    responses(
        (status = 204, description = "Đã dừng giải quyết"),
        web::Refusals
    ),
)]
pub(crate) async fn stop(
    State(app): State<App>,
    Who(ctx): Who,
    Path(dossier): Path<DossierId>,
    Json(body): Json<StopIn>,
) -> Answer {
    let input = Stop { dossier, revision: body.revision, reason: body.reason, citation: body.citation };
    app.db.write(move |tx| actions::stop(tx, &ctx, &input)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
