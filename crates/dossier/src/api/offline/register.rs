//! `POST /api/v1/offline-counters`: a machine of the one-stop unit is made ready to receive without a network.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::UnitId;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, App, Json, Who};

use crate::actions::{self, RegisterOfflineCounter};
use crate::api::TAG;
use crate::model::OfflineCounterId;

/// The machine.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OfflineCounter)]
pub(crate) struct OfflineCounterIn {
    /// Cơ quan nơi máy tiếp nhận; bỏ trống là cơ quan của người đăng ký.
    #[schema(value_type = Option<String>, format = Uuid)]
    body: Option<UnitId>,
    /// Tên máy, duy nhất trong cơ quan.
    #[schema(min_length = 1, max_length = 60, example = "Máy quầy số 1")]
    name: String,
}

/// What was registered.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OfflineCounterRegistered)]
pub(crate) struct RegisteredOut {
    /// Định danh máy.
    #[schema(value_type = String, format = Uuid)]
    id: OfflineCounterId,
    /// Tên như đã lưu.
    name: String,
    /// Khóa khôi phục, hệ mười sáu: máy niêm phong một bản khóa kho bằng khóa này rồi bỏ đi.
    secret: String,
}

/// Registers a machine on which dossiers are received without a network.
#[utoipa::path(
    post,
    path = "/api/v1/offline-counters",
    tag = TAG,
    request_body = OfflineCounterIn,
    responses(
        (status = 201, description = "Đã đăng ký", body = RegisteredOut),
        web::Refusals
    ),
)]
pub(crate) async fn register(
    State(app): State<App>,
    Who(ctx): Who,
    Json(body): Json<OfflineCounterIn>,
) -> Answer {
    let input = RegisterOfflineCounter { body: body.body, name: body.name };
    let done = app.db.write(move |tx| actions::register_offline_counter(tx, &ctx, &input)).await?;
    let out = RegisteredOut { id: done.id, name: done.name, secret: done.secret };
    Ok((StatusCode::CREATED, axum::Json(out)).into_response())
}
