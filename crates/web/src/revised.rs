//! What was seen and may have changed: `ETag` on a thing, `If-None-Match` before it is sent again, `If-Match` before an act on it
//! (RFC 9110). An `If-Match` says the same as `revision` in the body of an act, for programs that keep what they got.

use axum::response::{IntoResponse as _, Response};
use base::{FieldError, Kind};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::failure::{Answer, Failure};

/// The field of a body that says which revision was seen.
pub(crate) const REVISION: &str = "revision";

/// How many hexadecimal digits of the hash of a thing stand in its tag.
const DIGITS: usize = 16;

/// Answers with a thing as JSON and its `ETag`; with 304 and no body if `If-None-Match` has it already. The tag of a thing with a
/// revision begins with it, for the acts on it.
///
/// # Errors
/// Internal, when it is no JSON.
pub fn tagged(headers: &HeaderMap, revision: Option<i64>, thing: &impl Serialize) -> Answer {
    let body = serde_json::to_vec(thing).map_err(Failure::internal)?;
    let mut hash = hex::encode(Sha256::digest(&body));
    hash.truncate(DIGITS);
    let tag = match revision {
        Some(revision) => format!("\"{revision}-{hash}\""),
        None => format!("\"{hash}\""),
    };
    let mut response = if has(headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let kind = [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))];
        (kind, body).into_response()
    };
    response.headers_mut().insert(header::ETAG, HeaderValue::from_str(&tag).map_err(Failure::internal)?);
    Ok(response)
}

/// Whether `If-None-Match` names this tag, by the weak comparison.
fn has(headers: &HeaderMap, tag: &str) -> bool {
    let lists = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut tags = lists.flat_map(|list| list.split(',')).map(str::trim);
    tags.any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag)
}

/// The revision that `If-Match` names; none where it is not sent or is `*`: an act is on what was seen.
///
/// # Errors
/// 412 for a weak tag, for what is no tag of a thing with a revision, and for several: none of them matches.
pub(crate) fn condition(headers: &HeaderMap) -> Result<Option<i64>, Failure> {
    let mut sent = headers.get_all(header::IF_MATCH).iter();
    let Some(tag) = sent.next().and_then(|value| value.to_str().ok()).map(str::trim) else {
        return if headers.contains_key(header::IF_MATCH) { Err(no_tag()) } else { Ok(None) };
    };
    if tag == "*" && sent.next().is_none() {
        return Ok(None);
    }
    if tag.starts_with("W/") {
        let sentence =
            "If-Match cần ETag mạnh; ETag yếu (W/) không bao giờ khớp. Xin gửi nguyên ETag đã nhận.";
        let failure = Failure::new(Kind::Stale, "request.weak-tag", sentence);
        return Err(failure.with_status(StatusCode::PRECONDITION_FAILED));
    }
    let seen =
        tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"')).and_then(|tag| tag.split_once('-'));
    let seen = seen.filter(|(revision, hash)| {
        revision.bytes().all(|b| b.is_ascii_digit())
            && hash.len() == DIGITS
            && hash.bytes().all(|b| b.is_ascii_hexdigit())
    });
    let revision = seen.and_then(|(revision, _)| revision.parse().ok()).filter(|_| sent.next().is_none());
    revision.map(Some).ok_or_else(no_tag)
}

fn no_tag() -> Failure {
    let sentence = "If-Match phải là đúng một ETag nhận được khi xem hồ sơ, ví dụ \"3-0123456789abcdef\". Xin sửa rồi gửi lại.";
    Failure::new(Kind::Stale, "request.if-match", sentence).with_status(StatusCode::PRECONDITION_FAILED)
}

/// The body with the revision that `If-Match` names.
///
/// # Errors
/// If the body names another one.
pub(crate) fn with_revision(body: Bytes, seen: i64) -> Result<Bytes, Failure> {
    let Ok(Value::Object(mut object)) = serde_json::from_slice::<Value>(&body) else { return Ok(body) };
    match object.get(REVISION) {
        Some(named) if *named == seen => return Ok(body),
        Some(_) => {
            let mut failure = Failure::new(Kind::Invalid, "request.fields", DIFFERENT);
            failure.fields = vec![FieldError::new(REVISION, DIFFERENT)];
            return Err(failure);
        }
        None => object.insert(REVISION.to_owned(), seen.into()),
    };
    serde_json::to_vec(&object).map(Bytes::from).map_err(Failure::internal)
}

const DIFFERENT: &str =
    "Mục “revision” và tiêu đề If-Match nói hai lần sửa đổi khác nhau. Xin chỉ gửi một trong hai.";

/// An act whose `If-Match` no longer holds failed its precondition: 412 in place of 409.
pub(crate) fn precondition(mut response: Response) -> Response {
    let failed = response.extensions_mut().remove::<std::sync::Arc<Failure>>();
    match failed.map(std::sync::Arc::try_unwrap) {
        Some(Ok(failure)) if failure.kind == Kind::Stale => {
            failure.with_status(StatusCode::PRECONDITION_FAILED).into_response()
        }
        Some(Ok(failure)) => failure.into_response(),
        Some(Err(shared)) => {
            response.extensions_mut().insert(shared);
            response
        }
        None => response,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: http::HeaderName, values: &[&str]) -> HeaderMap {
        values.iter().map(|value| (name.clone(), HeaderValue::from_str(value).expect("a header"))).collect()
    }

    fn read(values: &[&str]) -> Result<Option<i64>, u16> {
        condition(&with(header::IF_MATCH, values)).map_err(|failure| failure.status.as_u16())
    }

    #[test]
    fn if_match_names_one_revision() {
        assert_eq!(read(&[]), Ok(None));
        assert_eq!(read(&["*"]), Ok(None));
        assert_eq!(read(&["\"7-0123456789abcdef\""]), Ok(Some(7)));
        assert_eq!(read(&["W/\"7-0123456789abcdef\""]), Err(412));
        for bad in [
            "",
            "7",
            "\"7\"",
            "\"-0123456789abcdef\"",
            "\"7-0123456789abcdef\", \"8-0123456789abcdef\"",
            "\"7-x\"",
        ] {
            assert_eq!(read(&[bad]), Err(412), "{bad}");
        }
        assert_eq!(read(&["\"7-0123456789abcdef\"", "\"8-0123456789abcdef\""]), Err(412));
    }

    #[test]
    fn a_thing_is_not_sent_again_to_who_has_it() {
        let first = tagged(&HeaderMap::new(), Some(3), &serde_json::json!({"a": 1})).expect("an answer");
        let tag = first.headers()[header::ETAG].to_str().expect("text").to_owned();
        assert!(tag.starts_with("\"3-") && tag.len() == 20, "{tag}");
        for has in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()] {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, HeaderValue::from_str(&has).expect("a header"));
            let again = tagged(&headers, Some(3), &serde_json::json!({"a": 1})).expect("an answer");
            assert_eq!(
                (again.status(), again.headers()[header::ETAG].to_str().ok()),
                (StatusCode::NOT_MODIFIED, Some(tag.as_str()))
            );
            let changed = tagged(&headers, Some(3), &serde_json::json!({"a": 2})).expect("an answer");
            assert_eq!(changed.status() == StatusCode::OK, has != "*");
        }
    }

    #[test]
    fn the_revision_goes_into_the_body_once() {
        let body = |text: &'static str| with_revision(Bytes::from_static(text.as_bytes()), 7);
        assert_eq!(body("{\"a\":1}").ok().as_deref(), Some(&b"{\"a\":1,\"revision\":7}"[..]));
        assert_eq!(body("{\"revision\":7}").ok().as_deref(), Some(&b"{\"revision\":7}"[..]));
        assert!(body("{\"revision\":8}").is_err());
        assert_eq!(body("[").ok().as_deref(), Some(&b"["[..]), "what is no JSON is said by who reads it");
    }
}
