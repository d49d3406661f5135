//! Reading the parts of a request: the query, the path, a JSON body. Each refuses with a [`Failure`], never with the
//! framework's own English text.

use axum::extract::{FromRequest, FromRequestParts, Request};
use base::{FieldError, Kind};
use bytes::Bytes;
use http::StatusCode;
use http::request::Parts;
use serde::de::DeserializeOwned;

use crate::failure::{Failure, MALFORMED};
use crate::form::expect_type;

/// The query of an address, read into `T`; give `T` `#[serde(default)]`, so that an empty query is a good one.
pub struct Query<T>(
    /// What was read.
    pub T,
);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let query = parts.uri.query().unwrap_or("");
        if query.contains("%00") {
            return Err(malformed());
        }
        serde_html_form::from_str(query).map(Self).map_err(|_| malformed())
    }
}

/// The parameters of a path; one that cannot be read names nothing, so it is not found.
pub struct Path<T>(
    /// What was read.
    pub T,
);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        if parts.uri.path().contains("%00") {
            return Err(Failure::not_found());
        }
        let read = axum::extract::Path::from_request_parts(parts, state).await;
        read.map(|axum::extract::Path(value)| Self(value)).map_err(|_| Failure::not_found())
    }
}

/// A JSON body. A body that is no JSON is 400; one that does not fit `T` is 422 and names the field.
pub struct Json<T>(
    /// What was read.
    pub T,
);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        expect_type(request.headers(), "application/json")?;
        let body = Bytes::from_request(request, state).await.map_err(|e| Failure::of_status(e.status()))?;
        if body.windows(6).any(|six| six == br"\u0000") {
            return Err(malformed());
        }
        serde_json::from_slice(&body).map(Self).map_err(|error| unfit(&error))
    }
}

fn malformed() -> Failure {
    Failure::new(Kind::Invalid, "request.malformed", MALFORMED).with_status(StatusCode::BAD_REQUEST)
}

/// Says what a JSON body lacks. The parser's words name the field and the place, and nothing of ours.
fn unfit(error: &serde_json::Error) -> Failure {
    if error.classify() != serde_json::error::Category::Data {
        return malformed();
    }
    let words = error.to_string();
    let field = words.split('`').nth(1).unwrap_or("body").to_owned();
    let mut failure =
        Failure::new(Kind::Invalid, "request.fields", "Nội dung gửi lên chưa đúng mô tả của thao tác.");
    failure.fields = vec![FieldError::new(field, words)];
    failure
}
