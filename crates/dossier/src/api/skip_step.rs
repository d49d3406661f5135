//! `POST /api/v1/dossiers/{id}/skipped-steps`: a step is left because what it would find out is held already.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::DossierId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{self, SkipStep};
use crate::rules::Evidence;

/// The step and what is held.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SkippedStep)]
pub(crate) struct SkipIn {
    /// Lần sửa đổi đã xem.
    #[schema(minimum = 1)]
    revision: i64,
    /// Mã bước.
    #[schema(min_length = 1, max_length = 60)]
    step: String,
    /// Cơ sở dữ liệu đã tra, hoặc mã hồ sơ trước của cùng người.
    #[schema(min_length = 1, max_length = 200)]
    source: String,
    /// Số, nội dung thông tin đã có.
    #[schema(min_length = 1, max_length = 200)]
    reference: String,
    /// Ngày tra cứu, không sau hôm nay.
    #[schema(value_type = String, format = Date, example = "2026-11-18")]
    found_on: Date,
}

/// Where the dossier is now.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StepSkipped)]
pub(crate) struct SkippedOut {
    /// Định danh hồ sơ.
    #[schema(value_type = String, format = Uuid)]
    id: DossierId,
    /// Bước hiện tại.
    step: Option<String>,
    /// Số ngày làm việc tiết kiệm được.
    days_saved: i64,
}

/// Skips a step with the evidence.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers/{id}/skipped-steps",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    request_body = SkipIn,
    responses((status = 200, description = "Đã bỏ qua bước", body = SkippedOut), web::Refusals),
)]
pub(crate) async fn skip_step(
    State(app): State<App>,
    Who(ctx): Who,
    Path(dossier): Path<DossierId>,
    Json(body): Json<SkipIn>,
) -> Answer {
    let evidence = Evidence { source: body.source, reference: body.reference, found_on: Some(body.found_on) };
    let input = SkipStep { dossier, revision: body.revision, step: body.step, evidence };
    let done = app.db.write(move |tx| actions::skip_step(tx, &ctx, &input)).await?;
    Ok(axum::Json(SkippedOut { id: done.id, step: done.step, days_saved: done.days }).into_response())
}
