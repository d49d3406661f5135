//! `/api/v1/internal-dossiers`: what a body of the State files with another (thủ tục hành chính nội bộ).

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::Ctx;
use base::code::ProcedureCode;
use base::id::UnitId;
use http::{StatusCode, Uri};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, App, Json, Paged, Query, Who};

use super::desk::LineOut;
use super::papers::{PaperIn, papers};
use super::submit::SubmittedOut;
use crate::actions;
use crate::error::Error;
use crate::model::{Channel, TypedApplicant};
use crate::queries;
use crate::submission::{self, Input};

/// What a body sends to another.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InternalSubmission)]
pub(crate) struct InternalIn {
    /// Cơ quan đề nghị; bỏ trống khi người gọi chỉ công tác ở một cơ quan.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Uuid)]
    filed_by: Option<UnitId>,
    /// Mã thủ tục nội bộ.
    #[schema(value_type = String, example = "9.000001")]
    procedure: ProcedureCode,
    /// Phiên bản thủ tục đã xem; bỏ trống là phiên bản đang áp dụng.
    #[schema(minimum = 1)]
    version: Option<i64>,
    /// Mã trường hợp.
    #[schema(max_length = 60)]
    case: String,
    /// Cơ quan giải quyết.
    #[schema(value_type = String, format = Uuid)]
    competent: UnitId,
    /// Nội dung tờ khai: tên trường và giá trị, theo lược đồ của phiên bản.
    #[schema(value_type = Object)]
    answers: serde_json::Map<String, serde_json::Value>,
    /// Giấy tờ.
    #[serde(default)]
    #[schema(max_items = 100)]
    papers: Vec<PaperIn>,
}

impl InternalIn {
    /// What is sent; its files are those that the actor uploaded.
    fn input(self, q: &mut impl db::Query, ctx: &Ctx) -> Result<Input, Error> {
        Ok(Input {
            draft: None,
            filed_by: self.filed_by,
            papers: papers(q, ctx, self.papers, Channel::Internal)?,
            procedure: self.procedure,
            version: self.version,
            case: self.case,
            applicant: TypedApplicant::default(),
            answers: self.answers.into(),
            competent: self.competent,
        })
    }
}

/// Nộp hồ sơ thủ tục nội bộ thay cơ quan của người gọi. Gọi lại với cùng Idempotency-Key nhận câu trả lời đầu.
#[utoipa::path(
    post,
    path = "/api/v1/internal-dossiers",
    tag = super::TAG,
    request_body = InternalIn,
    responses(
        (status = 201, description = "Đã nộp", body = SubmittedOut, headers(("location" = String, description = "Địa chỉ của hồ sơ"))),
        web::Refusals
    ),
)]
pub(crate) async fn file_for_body(
    State(app): State<App>,
    Who(ctx): Who,
    Json(body): Json<InternalIn>,
) -> Answer {
    let asker = ctx.clone();
    let read = move |rx: &mut db::Read, body: InternalIn| body.input(rx, &asker);
    let done = submission::send(&app.db, &ctx, &actions::FILE_FOR_BODY, body, read).await?;
    let location = [(http::header::LOCATION, format!("/api/v1/dossiers/{}", done.id))];
    Ok((StatusCode::CREATED, location, axum::Json(SubmittedOut { id: done.id })).into_response())
}

/// Hồ sơ nội bộ mà cơ quan của người gọi đã nộp, mới nhất trước; trang sau ở tiêu đề Link.
#[utoipa::path(
    get,
    path = "/api/v1/internal-dossiers",
    tag = super::TAG,
    params(Paged),
    responses(
        (status = 200, description = "Một trang", body = Vec<LineOut>,
            headers(("Link" = String, description = "Địa chỉ của trang sau, rel=\"next\"; không có ở trang cuối"))),
        web::Refusals
    ),
)]
pub(crate) async fn list(
    State(app): State<App>,
    called: Uri,
    Who(ctx): Who,
    Query(paged): Query<Paged>,
) -> Answer {
    let before = paged.read(|text| text.parse().ok())?;
    let lines = app.db.read(move |rx| queries::filed(rx, &ctx, before, Paged::SIZE + 1)).await?;
    Ok(web::paged(&called, lines, |line| line.id.to_string(), LineOut::from))
}
