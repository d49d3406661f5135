//! `POST /api/v1/dossiers/{id}/receipt-reprint`: a lost slip is printed again.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::DossierId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{self, ReprintSlip};

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReceiptReprint)]
pub(crate) struct ReprintIn {
    /// Lần sửa đổi đã xem.
    #[schema(minimum = 1)]
    revision: i64,
    /// Lý do in lại.
    #[schema(min_length = 1, max_length = 500)]
    reason: String,
}

/// The how-manieth reprint it is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReceiptReprinted)]
pub(crate) struct ReprintedOut {
    /// Định danh hồ sơ.
    #[schema(value_type = String, format = Uuid)]
    id: DossierId,
    /// In lại lần thứ mấy.
    times: usize,
}

/// Counts a reprint of the slip (form 01).
#[utoipa::path(
    post,
    path = "/api/v1/dossiers/{id}/receipt-reprint",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    request_body = ReprintIn,
    responses(
        (status = 200, description = "Đã ghi", body = ReprintedOut),
        web::Refusals
    ),
)]
pub(crate) async fn reprint_slip(
    State(app): State<App>,
    Who(ctx): Who,
    Path(dossier): Path<DossierId>,
    Json(body): Json<ReprintIn>,
) -> Answer {
    let input = ReprintSlip { dossier, revision: body.revision, reason: body.reason };
    let done = app.db.write(move |tx| actions::reprint_slip(tx, &ctx, &input)).await?;
    Ok(axum::Json(ReprintedOut { id: done.id, times: done.times }).into_response())
}
