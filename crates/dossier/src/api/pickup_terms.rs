//! `POST /api/v1/pickup-terms`: after how long something is done by itself about a result that nobody takes.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::UnitId;
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{Answer, App, Json, Who};

use crate::actions::{self, SetPickupTerms};

/// For which body, and how long.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PickupTerms)]
pub(crate) struct TermsIn {
    /// Định danh cơ quan; bỏ trống khi chỉ lãnh đạo một cơ quan.
    #[schema(value_type = Option<String>, format = Uuid)]
    body: Option<UnitId>,
    /// Số ngày sau đó người nộp được nhắc nhận kết quả.
    #[schema(minimum = 1, maximum = 365, example = 15)]
    remind_days: i64,
    /// Số tháng sau đó hệ thống đề nghị chuyển lưu trữ.
    #[schema(minimum = 1, maximum = 120, example = 6)]
    archive_months: i64,
}

/// Sets the terms of a body for results that wait.
#[utoipa::path(
    post,
    path = "/api/v1/pickup-terms",
    tag = super::TAG,
    request_body = TermsIn,
    responses(
        (status = 204, description = "Đã ghi"),
        web::Refusals
    ),
)]
pub(crate) async fn set(State(app): State<App>, Who(ctx): Who, Json(body): Json<TermsIn>) -> Answer {
    let input = SetPickupTerms {
        body: body.body,
        remind_days: body.remind_days,
        archive_months: body.archive_months,
    };
    app.db.write(move |tx| actions::set_pickup_terms(tx, &ctx, &input)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
