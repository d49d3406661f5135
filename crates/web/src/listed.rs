//! A list for programs: a page of it with the address of the next one in `Link` (RFC 8288), by key, so that it stays right while
//! rows come and go.

use axum::response::{IntoResponse as _, Response};
use base::FieldError;
use http::{HeaderValue, Uri, header};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use crate::check::Invalid;
use crate::locals::query_value;

/// The parameter that carries the cursor.
const AFTER: &str = "after";

/// From where on a page of a list is wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Paged {
    /// Con trỏ của trang sau, có sẵn trong địa chỉ ở tiêu đề Link.
    #[serde(deserialize_with = "crate::extract::sent")]
    #[param(max_length = 1000)]
    after: Option<String>,
}

impl Paged {
    /// How many lines a page has; a store is asked for one more, which says whether there is another.
    pub const SIZE: i64 = 50;

    /// Where the page begins.
    ///
    /// # Errors
    /// [`Invalid`] for a cursor that is none: beginning again would give a program the same lines for ever.
    pub fn read<T>(&self, place: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, Invalid> {
        let message = "Con trỏ này không đọc được. Xin gọi đúng địa chỉ ở tiêu đề Link của trang trước.";
        let read = |text| place(text).ok_or_else(|| Invalid(vec![FieldError::new(AFTER, message)]));
        self.after.as_deref().map(read).transpose()
    }
}

/// Answers with a page of `lines`, fetched with a limit of one more than [`Paged::SIZE`]; `cursor` says where a line stands.
pub fn paged<T, O: Serialize>(
    called: &Uri,
    lines: Vec<T>,
    cursor: impl FnOnce(&T) -> String,
    out: impl Fn(T) -> O,
) -> Response {
    let size = usize::try_from(Paged::SIZE).unwrap_or(usize::MAX);
    let next = if lines.len() > size { lines.get(size - 1).map(cursor) } else { None };
    let page: Vec<O> = lines.into_iter().take(size).map(out).collect();
    listed(called, next.as_deref(), &page)
}

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
