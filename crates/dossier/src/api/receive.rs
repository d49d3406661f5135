//! `POST /api/v1/dossiers/{id}/reception`: the one-stop unit receives a submission.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::DossierId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::actions::{self, Receipt, Receive};

/// At which revision the officer saw the dossier.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Reception)]
pub(crate) struct ReceptionIn {
    /// Lần sửa đổi đã xem.
    #[schema(minimum = 1)]
    revision: i64,
}

/// The receipt.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Receipt)]
pub(crate) struct ReceiptOut {
    /// Định danh hồ sơ.
    #[schema(value_type = String, format = Uuid)]
    id: DossierId,
    /// Mã hồ sơ.
    #[schema(example = "H44.12.03-261118-0042")]
    number: String,
    /// Thời điểm hẹn trả kết quả, RFC 3339.
    #[schema(format = DateTime)]
    due: String,
}

impl From<Receipt> for ReceiptOut {
    fn from(receipt: Receipt) -> Self {
        Self { id: receipt.id, number: receipt.number.to_string(), due: receipt.due.rfc3339() }
    }
}

/// Receives a submission: the clock starts, the number is given, the appointment computed.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers/{id}/reception",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh hồ sơ")),
    request_body = ReceptionIn,
    responses(
        (status = 200, description = "Đã tiếp nhận", body = ReceiptOut),
        web::Refusals
    ),
)]
pub(crate) async fn receive(
    State(app): State<App>,
    Who(ctx): Who,
    Path(dossier): Path<DossierId>,
    Json(body): Json<ReceptionIn>,
) -> Answer {
    let input = Receive { dossier, revision: body.revision };
    let receipt = app.db.write(move |tx| actions::receive(tx, &ctx, &input)).await?;
    Ok(axum::Json(ReceiptOut::from(receipt)).into_response())
}
