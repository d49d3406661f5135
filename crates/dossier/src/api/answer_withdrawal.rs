//! `POST /api/v1/dossiers/{id}/withdrawal-answer`: the body gives a dossier back, or says why not.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::DossierId;
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{self, AnswerWithdrawal};

/// The answer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WithdrawalAnswer)]
pub(crate) struct WithdrawalAnswerIn {
    /// Lần sửa đổi đã xem.
    #[schema(minimum = 1)]
    revision: i64,
    /// Trả lại hồ sơ hay chưa.
    granted: bool,
    /// Lý do chưa trả lại, hoặc lời nhắn kèm theo.
    #[serde(default)]
    #[schema(max_length = 1000)]
    words: String,
}

/// Answers the citizen who asked to have the dossier back.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers/{id}/withdrawal-answer",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    request_body = WithdrawalAnswerIn,
    responses(
        (status = 204, description = "Đã trả lời"),
        web::Refusals
    ),
)]
pub(crate) async fn answer_withdrawal(
    State(app): State<App>,
    Who(ctx): Who,
    Path(dossier): Path<DossierId>,
    Json(body): Json<WithdrawalAnswerIn>,
) -> Answer {
    let input =
        AnswerWithdrawal { dossier, revision: body.revision, granted: body.granted, words: body.words };
    app.db.write(move |tx| actions::answer_withdrawal(tx, &ctx, &input)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
