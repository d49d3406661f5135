//! `POST /api/v1/counter/dossiers`: an officer takes a dossier down at the counter; it is received at once.

use axum::extract::State;
use axum::response::IntoResponse as _;
use http::StatusCode;
use web::{Answer, App, Json, Who};

use super::receive::ReceiptOut;
use super::submit::SubmissionIn;
use crate::actions;

/// Takes a dossier down at the counter of the officer's one-stop unit.
#[utoipa::path(
    post,
    path = "/api/v1/counter/dossiers",
    tag = super::TAG,
    request_body = SubmissionIn,
    responses(
        (status = 201, description = "Đã tiếp nhận", body = ReceiptOut),
        web::Refusals
    ),
)]
pub(crate) async fn file_at_counter(
    State(app): State<App>,
    Who(ctx): Who,
    Json(body): Json<SubmissionIn>,
) -> Answer {
    let receipt = body.send(&app, &ctx, &actions::FILE_AT_COUNTER).await?;
    Ok((StatusCode::CREATED, axum::Json(ReceiptOut::from(receipt))).into_response())
}
