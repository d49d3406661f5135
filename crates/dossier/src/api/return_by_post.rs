//! `POST /api/v1/dossiers/{id}/posting-return`: the post brought a result back; it stays owed.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::DossierId;
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{self, ReturnByPost};

/// Why, and into which box it goes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PostingReturn)]
pub(crate) struct PostingReturnIn {
    /// Lần sửa đổi đã xem.
    #[schema(minimum = 1)]
    revision: i64,
    /// Lý do trả về như bưu chính ghi.
    #[schema(min_length = 1, max_length = 500)]
    reason: String,
    /// Số ngăn hoặc số hộp trên kệ.
    #[schema(min_length = 1, max_length = 20, example = "A3-12")]
    shelf: String,
}

/// Records that the post brought the result back, and puts it on the shelf.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers/{id}/posting-return",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    request_body = PostingReturnIn,
    responses(
        (status = 204, description = "Đã ghi bưu chính trả về"),
        web::Refusals
    ),
)]
pub(crate) async fn return_by_post(
    State(app): State<App>,
    Who(ctx): Who,
    Path(dossier): Path<DossierId>,
    Json(body): Json<PostingReturnIn>,
) -> Answer {
    let input = ReturnByPost { dossier, revision: body.revision, reason: body.reason, shelf: body.shelf };
    app.db.write(move |tx| actions::return_by_post(tx, &ctx, &input)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
