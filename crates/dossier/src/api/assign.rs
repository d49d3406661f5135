//! `POST /api/v1/dossiers/{id}/assignment`: a head puts somebody in charge of the step.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::{DossierId, StaffId};
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{self, Assign};

/// Who.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Assignment)]
pub(crate) struct AssignmentIn {
    /// Lần sửa đổi đã xem.
    #[schema(minimum = 1)]
    revision: i64,
    /// Người thụ lý.
    #[schema(value_type = String, format = Uuid)]
    person: StaffId,
}

/// Puts a person in charge of the step the dossier is in.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers/{id}/assignment",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    request_body = AssignmentIn,
    responses(
        (status = 204, description = "Đã giao"),
        web::Refusals
    ),
)]
pub(crate) async fn assign(
    State(app): State<App>,
    Who(ctx): Who,
    Path(dossier): Path<DossierId>,
    Json(body): Json<AssignmentIn>,
) -> Answer {
    let input = Assign { dossier, revision: body.revision, to: Some(body.person) };
    app.db.write(move |tx| actions::assign(tx, &ctx, &input)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
