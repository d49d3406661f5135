//! `POST /api/v1/look-ups` and what becomes of a look-up: the controller's sample, the question, the answer.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::id::{DossierId, StaffId};
use http::{StatusCode, Uri};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, App, Json, Paged, Path, Query, Who};

use crate::actions::{self, ExplainLookUp, JudgeLookUp, Locate};
use crate::error::Error;
use crate::model::{Located, LookUpId, LookUpReason, Sampled};
use crate::queries::{self, LookUpPage};

/// What is looked up.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LookUp)]
pub(crate) struct LookUpIn {
    /// Mã hồ sơ, số của hệ thống khác, hoặc nội dung mã QR trên giấy tiếp nhận.
    #[schema(max_length = 300, example = "H44.101-261118-0001")]
    number: String,
    /// Mã tra cứu trên giấy tiếp nhận; có mã thì không cần lý do.
    #[serde(default)]
    #[schema(max_length = 20)]
    code: String,
    /// Lý do: `at-counter`, `by-phone`, `hand-over`, `complaint`, `other`.
    #[schema(value_type = Option<String>, example = "by-phone")]
    reason: Option<LookUpReason>,
    /// Ghi rõ lý do.
    #[serde(default)]
    #[schema(max_length = 300)]
    words: String,
}

/// Where the dossier is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Located)]
pub(crate) struct LocatedOut {
    /// Mã hồ sơ.
    number: String,
    /// Trạng thái.
    state: &'static str,
    /// Cơ quan giải quyết.
    competent: String,
    /// Nơi tiếp nhận.
    receiving: String,
    /// Các đơn vị đang giữ.
    units: Vec<String>,
    /// Thời điểm hẹn trả, RFC 3339.
    #[schema(format = DateTime)]
    due: Option<String>,
    /// Kết quả đang chờ ở đâu; bỏ trống khi chưa có hoặc đã trả.
    result: Option<String>,
}

impl From<Located> for LocatedOut {
    fn from(it: Located) -> Self {
        Self {
            number: it.number,
            state: it.state.code(),
            competent: it.competent,
            receiving: it.receiving,
            units: it.units,
            due: it.due.map(|due| base::Instant::from_local(due).rfc3339()),
            result: it.result,
        }
    }
}

/// Hồ sơ của tỉnh đang ở đâu; được ghi vào nhật ký của hồ sơ trước khi trả lời.
#[utoipa::path(
    post,
    path = "/api/v1/look-ups",
    tag = super::TAG,
    request_body = LookUpIn,
    responses((status = 200, description = "Hồ sơ đang ở đâu", body = LocatedOut), web::Refusals)
)]
pub(crate) async fn locate(
    State(app): State<App>,
    current: accounts::Current,
    Who(ctx): Who,
    Json(body): Json<LookUpIn>,
) -> Answer {
    let LookUpIn { number, code, reason, words } = body;
    let input = Locate { number, code, reason, words, address: current.device.address };
    let found = app.db.write(move |tx| actions::locate(tx, &ctx, &input)).await?;
    let found = found.ok_or(Error::NotFound)?;
    Ok(axum::Json(LocatedOut::from(found)).into_response())
}

/// A look-up in the sample.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SampledLookUp)]
pub(crate) struct SampledOut {
    /// Định danh lần tra cứu.
    #[schema(value_type = String, format = Uuid)]
    id: LookUpId,
    /// Định danh hồ sơ.
    #[schema(value_type = String, format = Uuid)]
    dossier: DossierId,
    /// Mã hồ sơ.
    number: Option<String>,
    /// Người tra cứu.
    #[schema(value_type = String, format = Uuid)]
    staff: StaffId,
    /// Lý do.
    reason: &'static str,
    /// Ghi rõ.
    words: String,
    /// Thời điểm, RFC 3339.
    #[schema(format = DateTime)]
    at: String,
    /// `drawn`, `fine`, `asked` hoặc `explained`.
    state: &'static str,
    /// Yêu cầu giải trình.
    asked: String,
    /// Lời giải trình.
    answer: String,
}

impl From<Sampled> for SampledOut {
    fn from(it: Sampled) -> Self {
        Self {
            id: it.id,
            dossier: it.dossier,
            number: it.number,
            staff: it.staff,
            reason: it.reason.code(),
            words: it.words,
            at: it.at.rfc3339(),
            state: it.state.code(),
            asked: it.asked,
            answer: it.answer,
        }
    }
}

/// Mẫu kiểm soát các lần tra cứu, trong phạm vi của người kiểm soát.
#[utoipa::path(
    get,
    path = "/api/v1/look-ups/sample",
    tag = super::TAG,
    params(Paged),
    responses((status = 200, description = "Các lần tra cứu trong mẫu; trang sau ở tiêu đề Link", body = Vec<SampledOut>), web::Refusals)
)]
pub(crate) async fn sample(
    State(app): State<App>,
    called: Uri,
    Who(ctx): Who,
    Query(paged): Query<Paged>,
) -> Answer {
    let page = page(&paged)?;
    let lines = app.db.read(move |rx| queries::sample_page(rx, &ctx, page)).await?;
    Ok(web::paged(&called, lines, |it| it.id.to_string(), SampledOut::from))
}

/// Các lần tra cứu mà người gọi được yêu cầu giải trình.
#[utoipa::path(
    get,
    path = "/api/v1/look-ups/asked",
    tag = super::TAG,
    params(Paged),
    responses((status = 200, description = "Các lần tra cứu; trang sau ở tiêu đề Link", body = Vec<SampledOut>), web::Refusals)
)]
pub(crate) async fn asked(
    State(app): State<App>,
    called: Uri,
    Who(ctx): Who,
    Query(paged): Query<Paged>,
) -> Answer {
    let page = page(&paged)?;
    let lines = app.db.read(move |rx| queries::asked_page(rx, &ctx, page)).await?;
    Ok(web::paged(&called, lines, |it| it.id.to_string(), SampledOut::from))
}

fn page(paged: &Paged) -> Result<LookUpPage, web::Invalid> {
    Ok(LookUpPage { after: paged.read(|text| text.parse().ok())?, size: Paged::SIZE + 1 })
}

/// What the controller says.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LookUpVerdict)]
pub(crate) struct VerdictIn {
    /// Hợp lệ; nếu không, cán bộ được yêu cầu giải trình.
    fine: bool,
    /// Điều cần giải trình.
    #[serde(default)]
    #[schema(max_length = 300)]
    words: String,
}

/// Đánh dấu một lần tra cứu hợp lệ, hoặc yêu cầu giải trình.
#[utoipa::path(
    post,
    path = "/api/v1/look-ups/{id}/verdict",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh lần tra cứu")),
    request_body = VerdictIn,
    responses((status = 204, description = "Đã ghi nhận"), web::Refusals)
)]
pub(crate) async fn judge(
    State(app): State<App>,
    Who(ctx): Who,
    Path(look_up): Path<LookUpId>,
    Json(body): Json<VerdictIn>,
) -> Answer {
    let input = JudgeLookUp { look_up, fine: body.fine, words: body.words };
    app.db.write(move |tx| actions::judge_look_up(tx, &ctx, &input)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The officer's answer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LookUpExplanation)]
pub(crate) struct ExplanationIn {
    /// Lời giải trình.
    #[schema(min_length = 1, max_length = 300)]
    words: String,
}

/// Giải trình một lần tra cứu.
#[utoipa::path(
    post,
    path = "/api/v1/look-ups/{id}/explanation",
    tag = super::TAG,
    params(("id" = String, Path, format = Uuid, description = "Định danh lần tra cứu")),
    request_body = ExplanationIn,
    responses((status = 204, description = "Đã ghi nhận"), web::Refusals)
)]
pub(crate) async fn explain(
    State(app): State<App>,
    Who(ctx): Who,
    Path(look_up): Path<LookUpId>,
    Json(body): Json<ExplanationIn>,
) -> Answer {
    let input = ExplainLookUp { look_up, words: body.words };
    app.db.write(move |tx| actions::explain_look_up(tx, &ctx, &input)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
