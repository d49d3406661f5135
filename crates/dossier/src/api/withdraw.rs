//! `POST /api/v1/dossiers/{id}/withdrawal`: who filed a dossier takes it back, or asks to.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::DossierId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{self, Withdraw};

/// The wish.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Withdrawal)]
pub(crate) struct WithdrawalIn {
    /// Lần sửa đổi đã xem.
    #[schema(minimum = 1)]
    revision: i64,
    /// Lý do, không bắt buộc.
    #[serde(default)]
    #[schema(max_length = 1000)]
    reason: String,
}

/// Where the dossier stands now.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WithdrawalAsked)]
pub(crate) struct WithdrawalOut {
    /// Định danh hồ sơ.
    #[schema(value_type = String, format = Uuid)]
    id: DossierId,
    /// Trạng thái: đã rút, hoặc như cũ trong khi chờ cơ quan trả lời.
    state: &'static str,
}

/// Takes the dossier back before it was received; afterwards asks for it.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers/{id}/withdrawal",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    request_body = WithdrawalIn,
    responses(
        (status = 200, description = "Đã rút hoặc đã gửi đề nghị rút", body = WithdrawalOut),
        web::Refusals
    ),
)]
pub(crate) async fn withdraw(
    State(app): State<App>,
    Who(ctx): Who,
    Path(dossier): Path<DossierId>,
    Json(body): Json<WithdrawalIn>,
) -> Answer {
    let input = Withdraw { dossier, revision: body.revision, reason: body.reason };
    let done = app.db.write(move |tx| actions::withdraw(tx, &ctx, &input)).await?;
    Ok(axum::Json(WithdrawalOut { id: done.id, state: done.state.code() }).into_response())
}
