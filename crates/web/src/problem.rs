//! Refusals as programs read them: problem+json (RFC 9457).

use axum::response::{IntoResponse, Response};
use base::FieldError;
use base::id::RequestId;
use http::{HeaderValue, header};
use serde::Serialize;
use utoipa::ToSchema;

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
