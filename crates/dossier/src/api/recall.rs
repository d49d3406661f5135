//! `POST /api/v1/dossiers/{id}/recall`: a result is recalled, handed on or not.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::DossierId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{self, RecallResult};

/// Why, on which article, and what hangs on it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Recall)]
pub(crate) struct RecallIn {
    /// Lần sửa đổi đã xem.
    #[schema(minimum = 1)]
    revision: i64,
    /// Vì sao thu hồi; người nộp đọc nguyên văn.
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
    /// Căn cứ: điều, khoản cho phép thu hồi.
    #[schema(min_length = 1, max_length = 500)]
    citation: String,
    /// Phải nộp lại gì, khi kết quả đã được trao.
    #[serde(default)]
    #[schema(max_length = 2000)]
    bring_back: String,
    /// Mã hồ sơ khác đã dùng kết quả này.
    #[serde(default)]
    #[schema(max_items = 20)]
    relied_on: Vec<String>,
    /// Cơ quan đã sai ở đâu, khi do lỗi của cơ quan.
    #[schema(min_length = 1, max_length = 2000)]
    fault: Option<String>,
}

/// What was recalled, and what has to be done now.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Recalled)]
pub(crate) struct RecalledOut {
    /// Định danh hồ sơ.
    #[schema(value_type = String, format = Uuid)]
    id: DossierId,
    /// Số, ký hiệu của kết quả đã thu hồi.
    result: String,
    /// Người đã nhận kết quả; bỏ trống khi chưa trao cho ai.
    handed_to: Option<String>,
    /// Thời điểm đã trao, RFC 3339.
    #[schema(format = DateTime)]
    handed_at: Option<String>,
    /// Phải nộp lại gì.
    bring_back: String,
    /// Mã hồ sơ khác đã dùng kết quả này.
    relied_on: Vec<String>,
}

impl From<actions::Recalled> for RecalledOut {
    fn from(done: actions::Recalled) -> Self {
        let (handed_to, handed_at) = done.handed.map(|it| (it.to, it.at.rfc3339())).unzip();
        let relied_on = done.relied_on.iter().map(ToString::to_string).collect();
        Self {
            id: done.id,
            result: done.result,
            handed_to,
            handed_at,
            bring_back: done.bring_back,
            relied_on,
        }
    }
}

/// Recalls the result of a decided dossier.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers/{id}/recall",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    request_body = RecallIn,
    responses(
        (status = 200, description = "Đã thu hồi", body = RecalledOut),
        web::Refusals
    ),
)]
pub(crate) async fn recall(
    State(app): State<App>,
    Who(ctx): Who,
    Path(dossier): Path<DossierId>,
    Json(body): Json<RecallIn>,
) -> Answer {
    let input = RecallResult {
        dossier,
        revision: body.revision,
        reason: body.reason,
        citation: body.citation,
        bring_back: body.bring_back,
        relied_on: body.relied_on.join(", "),
        fault: body.fault,
    };
    let done = app.db.write(move |tx| actions::recall(tx, &ctx, &input)).await?;
    Ok(axum::Json(RecalledOut::from(done)).into_response())
}
