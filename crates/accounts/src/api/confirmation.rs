//! `POST /api/v1/session/confirmation`: a program's officer shows once more that it is them.

use axum::extract::State;
use axum::response::IntoResponse as _;
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{Answer, App, Json, Who};

use crate::actions::see_ways;
use crate::session::Current;
use crate::session::confirm::{Showing, confirm};

/// Điều chỉ cán bộ của phiên biết hoặc có.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Confirmation, example = json!({"secret": "287082"}))]
pub(super) struct ConfirmationIn {
    /// Mã của ứng dụng xác thực hoặc mã dự phòng; với người chưa có xác thực hai lớp là mật khẩu.
    #[schema(max_length = 128)]
    secret: String,
}

/// Xác nhận lại là cán bộ của phiên, trước việc quan trọng. Việc bị từ chối với mã `denied.unconfirmed` làm lại được trong 10 phút.
#[utoipa::path(
    post,
    path = "/api/v1/session/confirmation",
    tag = super::TAG,
    request_body = ConfirmationIn,
    responses((status = 204, description = "Đã xác nhận"), web::Refusals)
)]
pub(super) async fn confirm_session(
    State(app): State<App>,
    current: Current,
    Who(ctx): Who,
    Json(body): Json<ConfirmationIn>,
) -> Answer {
    let asker = ctx.clone();
    let factors = app.db.read(move |rx| see_ways(rx, &asker)).await?;
    let showing = if factors.any() { Showing::Code(&body.secret) } else { Showing::Password(&body.secret) };
    confirm(&app, &ctx, &current, showing).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
