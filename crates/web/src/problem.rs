//! Refusals as programs read them: problem+json (RFC 9457).

use std::collections::BTreeMap;

use axum::response::{IntoResponse, Response};
use base::FieldError;
use base::id::RequestId;
use http::{HeaderValue, header};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::{Content, Ref, RefOr, ResponseBuilder};

use crate::failure::Failure;

/// A refusal, `application/problem+json`.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// An address that names the kind of refusal.
    #[serde(rename = "type")]
    #[schema(example = "/api/errors/request.fields")]
    pub kind: String,
    /// The HTTP status in words.
    #[schema(example = "Unprocessable Entity")]
    pub title: String,
    /// The HTTP status.
    #[schema(example = 422)]
    pub status: u16,
    /// What happened and what to do, in Vietnamese.
    pub detail: String,
    /// The path that was called.
    pub instance: String,
    /// A stable name of the refusal, `context.reason`.
    #[schema(example = "request.fields")]
    pub code: String,
    /// The number of the request, to be named when asking for help.
    pub request_id: String,
    /// The fields that were refused.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemField>,
}

/// One field that was refused.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemField {
    /// The name of the field as it was sent.
    pub field: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl From<&FieldError> for ProblemField {
    fn from(error: &FieldError) -> Self {
        Self { field: error.field.clone(), message: error.message.clone() }
    }
}

/// The problem that says `failure`.
pub(crate) fn response(failure: &Failure, path: &str, request: RequestId) -> Response {
    let problem = Problem {
        kind: format!("/api/errors/{}", failure.code),
        title: failure.status.canonical_reason().unwrap_or("Error").to_owned(),
        status: failure.status.as_u16(),
        detail: failure.sentence.clone(),
        instance: path.to_owned(),
        code: failure.code.to_owned(),
        request_id: request.to_string(),
        errors: failure.fields.iter().map(ProblemField::from).collect(),
    };
    let mut response = (failure.status, axum::Json(problem)).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    response
}

/// Every refusal an operation can answer with, for its description: `responses((status = 200, …), web::Refusals)`.
pub struct Refusals;

impl utoipa::IntoResponses for Refusals {
    fn responses() -> BTreeMap<String, RefOr<utoipa::openapi::Response>> {
        let said = [
            ("400", "Yêu cầu không đọc được"),
            ("401", "Chưa đăng nhập"),
            ("403", "Không được phép"),
            ("404", "Không tìm thấy, hoặc không thuộc phạm vi của người gọi"),
            ("409", "Trạng thái hiện tại không cho phép, hoặc đã thay đổi"),
            ("413", "Nội dung quá lớn"),
            ("415", "Kiểu nội dung không được nhận"),
            ("422", "Có nội dung chưa đúng; xem `errors`"),
            ("429", "Quá nhiều yêu cầu"),
            ("503", "Hệ thống đang bận; thử lại sau"),
        ];
        said.into_iter().map(|(status, text)| (status.to_owned(), described(text))).collect()
    }
}

/// A refusal in the description of an operation.
pub(crate) fn described(text: &str) -> RefOr<utoipa::openapi::Response> {
    let problem = Content::new(Some(Ref::from_schema_name("Problem")));
    RefOr::T(ResponseBuilder::new().description(text).content("application/problem+json", problem).build())
}
