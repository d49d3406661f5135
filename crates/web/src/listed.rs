//! A list for programs: a page of it with the address of the next one in `Link` (RFC 8288), by key, so that it stays right while
//! rows come and go.

use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, Uri, header};
use serde::Serialize;

use crate::locals::query_value;

/// The parameter that carries the cursor.
const AFTER: &str = "after";

/// Answers with a page of a list as JSON; `next` is the cursor of the page after it, and stands in `Link` as the address that was
/// called with `after` set to it.
pub fn listed(called: &Uri, next: Option<&str>, page: &impl Serialize) -> Response {
    let mut response = axum::Json(page).into_response();
    if let Some(value) = next.and_then(|next| HeaderValue::from_str(&link(called, next)).ok()) {
        response.headers_mut().insert(header::LINK, value);
    }
    response
}

fn link(called: &Uri, next: &str) -> String {
    let kept = called.query().unwrap_or_default().split('&');
    let kept = kept.filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(AFTER));
    let mut query: Vec<String> = kept.map(str::to_owned).collect();
    query.push(format!("{AFTER}={}", query_value(next)));
    format!("<{}?{}>; rel=\"next\"", called.path(), query.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_is_asked_as_this_one_was() {
        let of = |called: &str| link(&called.parse().expect("an address"), "1.a b");
        assert_eq!(of("/api/v1/desk"), "</api/v1/desk?after=1.a%20b>; rel=\"next\"");
        assert_eq!(
            of("/api/v1/desk?after=0&words=lan&q=1"),
            "</api/v1/desk?words=lan&q=1&after=1.a%20b>; rel=\"next\""
        );
    }
}
