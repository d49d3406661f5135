//! `POST /api/v1/dossiers/{id}/refusal`: the one-stop unit refuses a submission, with reasons.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::DossierId;
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{self, Refuse};

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Refusal)]
pub(crate) struct RefusalIn {
    /// Lần sửa đổi đã xem.
    #[schema(minimum = 1)]
    revision: i64,
    /// Lý do, để người nộp biết cần làm gì.
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
    /// Căn cứ: điều, khoản của văn bản.
    #[schema(min_length = 1, max_length = 300)]
    citation: String,
}

/// Refuses a submission.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers/{id}/refusal",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    request_body = RefusalIn,
    responses(
        (status = 204, description = "Đã từ chối"),
        web::Refusals
    ),
)]
pub(crate) async fn refuse(
    State(app): State<App>,
    Who(ctx): Who,
    Path(dossier): Path<DossierId>,
    Json(body): Json<RefusalIn>,
) -> Answer {
    let input = Refuse { dossier, revision: body.revision, reason: body.reason, citation: body.citation };
    app.db.write(move |tx| actions::refuse(tx, &ctx, &input)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
