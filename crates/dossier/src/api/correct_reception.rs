//! `POST /api/v1/dossiers/{id}/reception-correction`: what was taken down wrongly at reception is put right.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::{DossierId, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{self, CorrectReception};
use crate::model::TypedApplicant;

/// What is put right; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReceptionCorrection)]
pub(crate) struct ReceptionCorrectionIn {
    /// Lần sửa đổi đã xem.
    #[schema(minimum = 1)]
    revision: i64,
    /// Người nộp; chỉ sửa được khi cán bộ đã nhập thay.
    applicant: Option<TypedApplicant>,
    /// Trường hợp.
    #[schema(max_length = 60)]
    case: Option<String>,
    /// Cơ quan có thẩm quyền.
    #[schema(value_type = Option<String>, format = Uuid)]
    competent: Option<UnitId>,
    /// Lý do sửa.
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

/// What holds now.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReceptionCorrected)]
pub(crate) struct ReceptionCorrectedOut {
    /// Định danh hồ sơ.
    #[schema(value_type = String, format = Uuid)]
    id: DossierId,
    /// Thời điểm hẹn trả, RFC 3339.
    #[schema(format = DateTime)]
    due: String,
}

/// Puts right what was taken down wrongly at reception.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers/{id}/reception-correction",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    request_body = ReceptionCorrectionIn,
    responses(
        (status = 200, description = "Đã sửa", body = ReceptionCorrectedOut),
        web::Refusals
    ),
)]
pub(crate) async fn correct_reception(
    State(app): State<App>,
    Who(ctx): Who,
    Path(dossier): Path<DossierId>,
    Json(body): Json<ReceptionCorrectionIn>,
) -> Answer {
    let ReceptionCorrectionIn { revision, applicant, case, competent, reason } = body;
    let input = CorrectReception { dossier, revision, applicant, case, competent, reason };
    let done = app.db.write(move |tx| actions::correct_reception(tx, &ctx, &input)).await?;
    Ok(axum::Json(ReceptionCorrectedOut { id: done.id, due: done.due.rfc3339() }).into_response())
}
