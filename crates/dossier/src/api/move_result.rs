//! `POST /api/v1/dossiers/{id}/result-place`: the result has left for the counter, or is there.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::DossierId;
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{self, MoveResult};
use crate::model::Place;

/// Where the result is now.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ResultPlace)]
pub(crate) struct ResultPlaceIn {
    /// Lần sửa đổi đã xem.
    #[schema(minimum = 1)]
    revision: i64,
    /// Kết quả đang ở đâu: đang chuyển về Một cửa, hoặc đã có tại quầy.
    place: Place,
}

/// Says where the result of a decided dossier is now.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers/{id}/result-place",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    request_body = ResultPlaceIn,
    responses(
        (status = 204, description = "Đã ghi nhận"),
        web::Refusals
    ),
)]
pub(crate) async fn move_result(
    State(app): State<App>,
    Who(ctx): Who,
    Path(dossier): Path<DossierId>,
    Json(body): Json<ResultPlaceIn>,
) -> Answer {
    let input = MoveResult { dossier, revision: body.revision, to: body.place };
    app.db.write(move |tx| actions::move_result(tx, &ctx, &input)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
