//! Reading the parts of a request: the query, the path, a JSON body. Each refuses with a [`Failure`], never with the
//! framework's own English text.

use axum::extract::{FromRequest, FromRequestParts, Request};
use base::Kind;
use bytes::Bytes;
use http::StatusCode;
use http::request::Parts;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

use crate::failure::{Failure, MALFORMED};
use crate::form::{JSON, expect_type};
use crate::revised;
use crate::unfit::unfit;

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

/// A JSON body. A body that is no JSON is 400; one that does not fit `T` is 422 and names the field. A `revision` that it lacks is
/// taken from `If-Match`; without either it is 428.
pub struct Json<T>(
    /// What was read.
    pub T,
);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        expect_type(request.headers(), JSON)?;
        let seen = revised::condition(request.headers())?;
        let body = Bytes::from_request(request, state).await.map_err(|e| Failure::of_status(e.status()))?;
        if body.contains(&b'\\') && body.windows(6).any(|six| six == br"\u0000") {
            return Err(no_json());
        }
        let body = match seen {
            Some(seen) => revised::with_revision(body, seen)?,
            None => body,
        };
        read(&body).map(Self)
    }
}

/// All of `body` as a `T`. Where it went wrong is only asked for when it did: to keep the path costs as much as to read.
fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Failure> {
    serde_json::from_slice(body).or_else(|_| read_noting_the_path(body))
}

fn read_noting_the_path<T: DeserializeOwned>(body: &[u8]) -> Result<T, Failure> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let value =
        serde_path_to_error::deserialize(&mut json).map_err(|error| match error.inner().classify() {
            serde_json::error::Category::Data => unfit(&error),
            _ => no_json(),
        })?;
    json.end().map_err(|_| no_json())?;
    Ok(value)
}

fn no_json() -> Failure {
    Failure::new(Kind::Invalid, "request.malformed", NO_JSON).with_status(StatusCode::BAD_REQUEST)
}

const NO_JSON: &str = "Nội dung gửi lên không phải là JSON đúng cú pháp, bảng mã UTF-8. Xin sửa rồi gửi lại.";

fn malformed() -> Failure {
    Failure::new(Kind::Invalid, "request.malformed", MALFORMED).with_status(StatusCode::BAD_REQUEST)
}

/// For a parameter that may be left out: what was sent must be something, an empty value is not the same as none.
///
/// # Errors
/// What the type says of the value.
pub fn sent<'de, T: Deserialize<'de>, D: Deserializer<'de>>(value: D) -> Result<Option<T>, D::Error> {
    T::deserialize(value).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_the_value_makes_it_no_json() {
        assert_eq!(read::<u32>(b" 7\n").ok(), Some(7));
        for body in ["7 8", "7 x", "7}", ""] {
            let failure = read::<u32>(body.as_bytes()).expect_err("no JSON");
            assert_eq!(failure.status, StatusCode::BAD_REQUEST, "{body}");
        }
    }
}
