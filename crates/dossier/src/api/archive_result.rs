//! `POST /api/v1/dossiers/{id}/archive`: a result nobody came for goes to the archive.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::DossierId;
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{self, ArchiveResult};

/// Where it lies there.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ResultArchive)]
pub(crate) struct ArchiveIn {
    /// Lần sửa đổi đã xem.
    #[schema(minimum = 1)]
    revision: i64,
    /// Nơi để trong lưu trữ; có thể trống.
    #[serde(default)]
    #[schema(max_length = 200)]
    place: String,
}

/// Confirms that a result nobody came for goes to the archive; it is handed over from there.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers/{id}/archive",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    request_body = ArchiveIn,
    responses(
        (status = 204, description = "Đã chuyển lưu trữ"),
        web::Refusals
    ),
)]
pub(crate) async fn archive_result(
    State(app): State<App>,
    Who(ctx): Who,
    Path(dossier): Path<DossierId>,
    Json(body): Json<ArchiveIn>,
) -> Answer {
    let input = ArchiveResult { dossier, revision: body.revision, place: body.place };
    app.db.write(move |tx| actions::archive_result(tx, &ctx, &input)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
