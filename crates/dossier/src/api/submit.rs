//! `POST /api/v1/dossiers`: a citizen's own program submits a dossier.

use axum::extract::State;
use axum::response::IntoResponse as _;
use base::Ctx;
use base::code::ProcedureCode;
use base::id::{DossierId, UnitId};
use http::StatusCode;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, App, Json, Who};

use super::papers::{PaperIn, papers};
use crate::actions;
use crate::error::Error;
use crate::model::{Channel, TypedApplicant};
use crate::submission::{self, Input, Way};

/// A submission.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Submission)]
pub(crate) struct SubmissionIn {
    /// Mã thủ tục hành chính.
    #[schema(value_type = String, example = "1.013225")]
    procedure: ProcedureCode,
    /// Phiên bản thủ tục đã xem; bỏ trống là phiên bản đang áp dụng.
    #[schema(minimum = 1)]
    version: Option<i64>,
    /// Mã trường hợp.
    #[schema(max_length = 60, example = "nha-o")]
    case: String,
    /// Cơ quan có thẩm quyền giải quyết.
    #[schema(value_type = String, format = Uuid)]
    competent: UnitId,
    /// Người nộp.
    applicant: TypedApplicant,
    /// Nội dung tờ khai: tên trường và giá trị, theo lược đồ của phiên bản.
    #[schema(value_type = Object)]
    answers: serde_json::Map<String, serde_json::Value>,
    /// Giấy tờ.
    #[serde(default)]
    #[schema(max_items = 100)]
    papers: Vec<PaperIn>,
}

/// The dossier made.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Submitted)]
pub(crate) struct SubmittedOut {
    /// Định danh hồ sơ.
    #[schema(value_type = String, format = Uuid)]
    pub(crate) id: DossierId,
}

impl SubmissionIn {
    /// Sends it in this way.
    pub(crate) async fn send<T>(self, app: &App, ctx: &Ctx, way: &Way<T>) -> Result<T, Error>
    where
        T: Serialize + DeserializeOwned + Clone + Send + 'static,
    {
        let (asker, channel) = (ctx.clone(), way.channel);
        submission::send(&app.db, ctx, way, self, move |rx, body| body.input(rx, &asker, channel)).await
    }

    /// What is sent; its files are those that the actor uploaded.
    fn input(self, q: &mut impl db::Query, ctx: &Ctx, channel: Channel) -> Result<Input, Error> {
        Ok(Input {
            draft: None,
            filed_by: None,
            papers: papers(q, ctx, self.papers, channel)?,
            procedure: self.procedure,
            version: self.version,
            case: self.case,
            applicant: self.applicant,
            answers: self.answers.into(),
            competent: self.competent,
        })
    }
}

/// Submits a dossier as the signed-in citizen. A repeat with the same Idempotency-Key gets the first answer.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers",
    tag = super::TAG,
    request_body = SubmissionIn,
    responses(
        (status = 201, description = "Đã nộp", body = SubmittedOut, headers(("location" = String, description = "Địa chỉ của hồ sơ"))),
        web::Refusals
    ),
)]
pub(crate) async fn submit(State(app): State<App>, Who(ctx): Who, Json(body): Json<SubmissionIn>) -> Answer {
    let done = body.send(&app, &ctx, &actions::SUBMIT).await?;
    let location = [(http::header::LOCATION, format!("/api/v1/dossiers/{}", done.id))];
    Ok((StatusCode::CREATED, location, axum::Json(SubmittedOut { id: done.id })).into_response())
}
