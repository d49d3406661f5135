//! `POST /api/v1/dossiers/{id}/posting`: the result goes to its citizen by post.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::DossierId;
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{self, PostResult};

/// Under which number the post follows it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Posting)]
pub(crate) struct PostingIn {
    /// Lần sửa đổi đã xem.
    #[schema(minimum = 1)]
    revision: i64,
    /// Mã bưu gửi trên phiếu gửi.
    #[schema(min_length = 1, max_length = 40, example = "EM123456789VN")]
    tracking: String,
}

/// Sends the result of a decided dossier by post.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers/{id}/posting",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    request_body = PostingIn,
    responses(
        (status = 204, description = "Đã ghi gửi bưu chính"),
        web::Refusals
    ),
)]
pub(crate) async fn post_result(
    State(app): State<App>,
    Who(ctx): Who,
    Path(dossier): Path<DossierId>,
    Json(body): Json<PostingIn>,
) -> Answer {
    let input = PostResult { dossier, revision: body.revision, tracking: body.tracking };
    app.db.write(move |tx| actions::post_result(tx, &ctx, &input)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
