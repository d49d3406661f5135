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
    place: MovedTo,
}

/// The two places a result is moved to; shelf, post and archive have operations of their own.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum MovedTo {
    /// Đang chuyển về Một cửa.
    OnItsWay,
    /// Đã có tại quầy.
    AtCounter,
}

impl From<MovedTo> for Place {
    fn from(to: MovedTo) -> Self {
        match to {
            MovedTo::OnItsWay => Self::OnItsWay,
            MovedTo::AtCounter => Self::AtCounter,
        }
    }
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
    let input = MoveResult { dossier, revision: body.revision, to: body.place.into() };
    app.db.write(move |tx| actions::move_result(tx, &ctx, &input)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
