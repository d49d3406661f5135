//! `PUT /api/v1/me/pin`: the PIN for coming back to one's session on a shared PC.

use axum::extract::State;
use axum::response::IntoResponse as _;
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{Answer, App, Json, Who};

use crate::model::Password;
use crate::session::{Current, door};

/// Mã PIN, với mật khẩu hiện tại.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Pin, example = json!({"pin": "402917", "password": "con mèo nhà bác"}))]
pub(super) struct PinIn {
    /// Sáu chữ số, không phải dãy số dễ đoán.
    #[schema(pattern = "^[0-9]{6}$")]
    pin: String,
    /// Mật khẩu hiện tại.
    password: String,
}

/// Đặt mã PIN của cán bộ.
#[utoipa::path(
    put,
    path = "/api/v1/me/pin",
    tag = super::TAG,
    request_body = PinIn,
    responses((status = 204, description = "Đã đặt"), web::Refusals)
)]
pub(super) async fn set_pin(
    State(app): State<App>,
    current: Current,
    Who(ctx): Who,
    Json(body): Json<PinIn>,
) -> Answer {
    door::choose_pin(&app, &ctx, &current, Password::typed(&body.password), &body.pin).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
