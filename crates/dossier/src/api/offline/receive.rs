//! `POST /api/v1/offline-counters/{id}/dossiers`: what a machine received without a network comes in.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::Instant;
use base::code::{DossierNumber, ProcedureCode};
use base::id::{DossierId, UnitId};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, App, Json, Path, Who};

use crate::api::TAG;
use crate::error::Error;
use crate::model::OfflineCounterId;
use crate::offline::{self, Kept, Typed};

/// An intake as the machine kept it. Its Idempotency-Key is the identifier under which the machine keeps it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OfflineIntake)]
pub(crate) struct IntakeIn {
    /// Mã thủ tục hành chính.
    #[schema(value_type = String, example = "1.013225")]
    procedure: ProcedureCode,
    /// Cơ quan giải quyết đã chọn.
    #[schema(value_type = String, format = Uuid)]
    competent: UnitId,
    /// Số hồ sơ in trên giấy.
    #[schema(value_type = String, example = "H44.101-261118-0042")]
    number: DossierNumber,
    /// Lúc nhận, theo đồng hồ của máy, RFC 3339.
    #[schema(format = DateTime)]
    received: String,
    /// Lúc gửi, theo đồng hồ của máy, RFC 3339.
    #[schema(format = DateTime)]
    sent: String,
    /// Hẹn trả in trên giấy, RFC 3339.
    #[schema(format = DateTime)]
    promised: Option<String>,
    /// Mã tra cứu in trên giấy.
    #[serde(default)]
    #[schema(max_length = 8, example = "ABCD2345")]
    lookup: String,
    /// Các ô của tờ khai, theo thứ tự: tên và nội dung.
    #[schema(max_items = 1000)]
    pairs: Vec<(String, String)>,
    /// Tiếp nhận với số mới, vì số in trên giấy không dùng được.
    #[serde(default)]
    anew: bool,
}

/// What came of it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OfflineReceived)]
pub(crate) struct ReceivedOut {
    /// Định danh hồ sơ.
    #[schema(value_type = String, format = Uuid)]
    id: DossierId,
    /// Số hồ sơ.
    number: String,
    /// Lúc nhận được ghi, RFC 3339.
    #[schema(format = DateTime)]
    received: String,
    /// Hẹn trả, RFC 3339.
    #[schema(format = DateTime)]
    due: String,
    /// Những điểm khác với giấy đã in; có là phải in lại giấy.
    notes: Vec<String>,
}

/// Brings in what a machine received without a network, under its own number and moment. A repeat gets the first answer, whoever
/// of the body sends it.
#[utoipa::path(
    post,
    path = "/api/v1/offline-counters/{id}/dossiers",
    tag = TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh máy")),
    request_body = IntakeIn,
    responses(
        (status = 201, description = "Đã tiếp nhận", body = ReceivedOut),
        web::Refusals
    ),
)]
pub(crate) async fn receive(
    State(app): State<App>,
    Who(ctx): Who,
    Path(counter): Path<OfflineCounterId>,
    Json(body): Json<IntakeIn>,
) -> Answer {
    let done = offline::receive(&app.db, &ctx, body.typed(counter)?).await?;
    let out = ReceivedOut {
        id: done.id,
        number: done.number.to_string(),
        received: done.received.rfc3339(),
        due: done.due.rfc3339(),
        notes: done.notes,
    };
    Ok((StatusCode::CREATED, axum::Json(out)).into_response())
}

impl IntakeIn {
    fn typed(self, counter: OfflineCounterId) -> Result<Typed, Error> {
        let promised = self.promised.as_deref().map(|text| moment("promised", text)).transpose()?;
        Ok(Typed {
            counter,
            sent: moment("sent", &self.sent)?,
            anew: self.anew,
            kept: Kept {
                procedure: self.procedure,
                competent: self.competent,
                number: self.number,
                received: moment("received", &self.received)?,
                promised,
                lookup: self.lookup,
                pairs: self.pairs,
            },
        })
    }
}

fn moment(field: &str, text: &str) -> Result<Instant, Error> {
    Instant::parse_rfc3339(text).ok_or_else(|| {
        let message = "Thời điểm phải viết theo RFC 3339, ví dụ 2026-11-18T09:00:00+07:00.";
        Error::Invalid(vec![base::FieldError::new(field, message)])
    })
}
