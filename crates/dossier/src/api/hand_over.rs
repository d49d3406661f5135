//! `POST /api/v1/dossiers/{id}/handover` and `…/handover-answer`: a dossier received off territory goes to the competent body, the result
//! comes back, each acknowledged.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::DossierId;
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{self, AnswerHandover, HandOver};
use crate::model::HandoverWay;

/// What is handed over.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Handover)]
pub(crate) struct HandoverIn {
    /// Lần sửa đổi đã xem.
    #[schema(minimum = 1)]
    revision: i64,
    /// `out`: hồ sơ, từ nơi tiếp nhận đến cơ quan có thẩm quyền; `back`: kết quả, chiều ngược lại.
    way: HandoverWay,
    /// Ghi chú cho nơi nhận.
    #[serde(default)]
    #[schema(max_length = 500)]
    note: String,
}

/// The answer of the body that takes over.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = HandoverAnswer)]
pub(crate) struct AnswerIn {
    /// Lần sửa đổi đã xem.
    #[schema(minimum = 1)]
    revision: i64,
    /// Chiều bàn giao được trả lời.
    way: HandoverWay,
    /// Còn thiếu gì; bỏ trống là xác nhận đã nhận đủ.
    #[serde(default)]
    #[schema(max_length = 1000)]
    missing: String,
}

/// Hands a dossier over, or its result back.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers/{id}/handover",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    request_body = HandoverIn,
    responses(
        (status = 204, description = "Đã bàn giao"),
        web::Refusals
    ),
)]
pub(crate) async fn hand_over(
    State(app): State<App>,
    Who(ctx): Who,
    Path(dossier): Path<DossierId>,
    Json(body): Json<HandoverIn>,
) -> Answer {
    let input = HandOver { dossier, revision: body.revision, way: body.way, note: body.note };
    app.db.write(move |tx| actions::hand_over(tx, &ctx, &input)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Acknowledges what was handed over, or says what is missing.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers/{id}/handover-answer",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    request_body = AnswerIn,
    responses(
        (status = 204, description = "Đã trả lời bàn giao"),
        web::Refusals
    ),
)]
pub(crate) async fn answer(
    State(app): State<App>,
    Who(ctx): Who,
    Path(dossier): Path<DossierId>,
    Json(body): Json<AnswerIn>,
) -> Answer {
    let input = AnswerHandover { dossier, revision: body.revision, way: body.way, missing: body.missing };
    app.db.write(move |tx| actions::answer_handover(tx, &ctx, &input)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
