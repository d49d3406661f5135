//! `GET` and `POST /api/v1/dossiers/{id}/other-numbers`, `POST /api/v1/dossiers/{id}/other-numbers/removal`: the numbers of other
//! systems.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::DossierId;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{self, NumberOf};
use crate::model::OtherSystem;
use crate::queries;

/// A number of another system.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OtherNumber)]
pub(crate) struct NumberIn {
    /// Hệ thống: `dvcqg`, `ho-tich`, `dat-dai`, `thue`, `cong-an`, `bao-hiem`, `doanh-nghiep`, `ly-lich`, `khac`.
    #[schema(value_type = String, example = "dvcqg")]
    system: OtherSystem,
    /// Số hồ sơ trên hệ thống đó.
    #[schema(min_length = 4, max_length = 60, example = "G01.44.101-261118-0007")]
    number: String,
}

/// A number as it is kept.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OtherNumberKept)]
pub(crate) struct NumberOut {
    /// Hệ thống.
    system: &'static str,
    /// Số.
    number: String,
    /// Thời điểm ghi, RFC 3339.
    #[schema(format = DateTime)]
    at: String,
}

/// Số của hồ sơ trên các hệ thống khác.
#[utoipa::path(
    get,
    path = "/api/v1/dossiers/{id}/other-numbers",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    responses((status = 200, description = "Các số", body = Vec<NumberOut>), web::Refusals)
)]
pub(crate) async fn list(State(app): State<App>, Who(ctx): Who, Path(id): Path<DossierId>) -> Answer {
    let numbers = app.db.read(move |rx| queries::other_numbers(rx, &ctx, id)).await?;
    let out = numbers.into_iter().map(|it| NumberOut {
        system: it.system.code(),
        number: it.number,
        at: it.at.rfc3339(),
    });
    Ok(axum::Json(out.collect::<Vec<_>>()).into_response())
}

/// Ghi số của hệ thống khác.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers/{id}/other-numbers",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    request_body = NumberIn,
    responses((status = 204, description = "Đã ghi"), web::Refusals)
)]
pub(crate) async fn record(
    State(app): State<App>,
    Who(ctx): Who,
    Path(dossier): Path<DossierId>,
    Json(body): Json<NumberIn>,
) -> Answer {
    let input = NumberOf { dossier, system: body.system, number: body.number };
    app.db.write(move |tx| actions::record_number(tx, &ctx, &input)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Bỏ một số ghi nhầm.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers/{id}/other-numbers/removal",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    request_body = NumberIn,
    responses((status = 204, description = "Đã bỏ"), web::Refusals)
)]
pub(crate) async fn remove(
    State(app): State<App>,
    Who(ctx): Who,
    Path(dossier): Path<DossierId>,
    Json(body): Json<NumberIn>,
) -> Answer {
    let input = NumberOf { dossier, system: body.system, number: body.number };
    app.db.write(move |tx| actions::remove_number(tx, &ctx, &input)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
