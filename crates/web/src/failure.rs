//! How a refusal leaves the house: one type, filled from any context's error by `?`, turned into a page or a
//! problem+json by the shell. What is internal goes to the log, never to the person.

use std::error::Error;
use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use base::{Fault, FieldError, Kind};
use http::StatusCode;

/// What a handler answers.
pub type Answer = Result<Response, Failure>;

/// A refusal on its way to a person or a program.
#[derive(Debug)]
pub struct Failure {
    pub(crate) kind: Kind,
    pub(crate) code: &'static str,
    pub(crate) sentence: String,
    /// The same in English, where the context says it.
    pub(crate) english: Option<String>,
    pub(crate) fields: Vec<FieldError>,
    pub(crate) status: StatusCode,
    pub(crate) source: Option<Box<dyn Error + Send + Sync>>,
}

impl<E: Fault> From<E> for Failure {
    fn from(fault: E) -> Self {
        Self {
            kind: fault.kind(),
            code: fault.code(),
            sentence: fault.sentence(),
            english: fault.english(),
            fields: fault.fields(),
            status: status_of(fault.kind()),
            source: Some(Box::new(fault)),
        }
    }
}

impl Failure {
    /// A refusal that no context's error says: `code` is stable and for programs, `sentence` says in Vietnamese what
    /// happened and what to do.
    #[must_use]
    pub fn new(kind: Kind, code: &'static str, sentence: impl Into<String>) -> Self {
        Self {
            kind,
            code,
            sentence: sentence.into(),
            english: None,
            fields: Vec::new(),
            status: status_of(kind),
            source: None,
        }
    }

    /// There is no such thing, or not for this person.
    #[must_use]
    pub fn not_found() -> Self {
        base::Denied::NotFound.into()
    }

    /// Our fault: `source` goes to the log, the person is told that nothing was changed.
    pub fn internal(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let mut failure = Self::new(Kind::Internal, "internal", INTERNAL);
        failure.source = Some(source.into());
        failure
    }

    /// The kind of refusal.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// The stable name for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// What people read.
    #[must_use]
    pub fn sentence(&self) -> &str {
        &self.sentence
    }

    /// What people read, in both languages where the context says both.
    #[must_use]
    pub fn said(&self) -> base::Said {
        (self.sentence.as_str(), self.english.as_deref().unwrap_or_default()).into()
    }

    /// The fields that were refused.
    #[must_use]
    pub fn fields(&self) -> &[FieldError] {
        &self.fields
    }

    /// The same refusal under another status.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The refusal that a bare status stands for: what axum and tower-http answer by themselves.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        let (kind, code, sentence) = match status.as_u16() {
            401 => (Kind::Unauthenticated, "denied.unauthenticated", "Mời ông, bà đăng nhập để tiếp tục."),
            403 => (Kind::Forbidden, "denied.forbidden", "Yêu cầu này không được phép."),
            404 => return Self::not_found(),
            405 => (Kind::NotFound, "request.method", METHOD),
            408 | 504 => (Kind::Busy, "request.timeout", TIMEOUT),
            413 => (Kind::TooLarge, "request.too-large", TOO_LARGE),
            415 => (Kind::WrongType, "request.content-type", WRONG_TYPE),
            429 => (
                Kind::TooMany,
                "request.too-many",
                "Có quá nhiều yêu cầu trong thời gian ngắn. Xin thử lại sau ít phút.",
            ),
            503 => (Kind::Busy, "request.busy", BUSY),
            400..=499 => (Kind::Invalid, "request.malformed", MALFORMED),
            _ => (Kind::Internal, "internal", INTERNAL),
        };
        Self::new(kind, code, sentence).with_status(status)
    }
}

pub(crate) const MALFORMED: &str = "Yêu cầu gửi lên không đọc được. Xin quay lại trang trước và thử lại.";
pub(crate) const TOO_LARGE: &str =
    "Nội dung gửi lên lớn hơn mức cho phép. Xin rút ngắn nội dung hoặc chọn tệp nhỏ hơn.";
pub(crate) const WRONG_TYPE: &str =
    "Kiểu nội dung gửi lên không được nhận ở đây. Xin gửi bằng biểu mẫu trên trang.";
const METHOD: &str =
    "Địa chỉ này không nhận kiểu yêu cầu đó. Xin quay lại trang trước và dùng nút trên trang.";
const TIMEOUT: &str = "Yêu cầu mất quá nhiều thời gian nên đã dừng lại. Xin thử lại.";
const BUSY: &str = "Hệ thống đang bận. Chưa có gì thay đổi. Xin thử lại sau ít giây.";
const INTERNAL: &str = "Hệ thống gặp lỗi khi xử lý yêu cầu. Việc đang làm chưa được ghi nhận. Xin thử lại sau ít phút; \
    nếu vẫn gặp lỗi, xin báo cho bộ phận hỗ trợ mã yêu cầu dưới đây.";

/// The status of a kind of refusal.
pub(crate) const fn status_of(kind: Kind) -> StatusCode {
    match kind {
        Kind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::Unauthenticated => StatusCode::UNAUTHORIZED,
        Kind::Forbidden | Kind::Unconfirmed => StatusCode::FORBIDDEN,
        Kind::NotFound => StatusCode::NOT_FOUND,
        Kind::Conflict | Kind::Stale => StatusCode::CONFLICT,
        Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Kind::WrongType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Kind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        Kind::Busy => StatusCode::SERVICE_UNAVAILABLE,
        Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl IntoResponse for Failure {
    /// A bare status that carries the refusal; the shell, which knows the request, says it.
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}
