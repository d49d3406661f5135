//! A page of a list for programs: from which row on, and the address of the next.

use axum::response::Response;
use base::FieldError;
use http::Uri;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use crate::error::Error;

/// How many lines a page has.
pub(super) const SIZE: i64 = 50;

/// From where on.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Paged {
    /// Con trỏ của trang sau, có sẵn trong địa chỉ ở tiêu đề Link.
    #[serde(deserialize_with = "web::sent")]
    #[param(max_length = 200)]
    after: Option<String>,
}

impl Paged {
    /// Where the page begins. A cursor that is none is refused: beginning again would give a program the same lines for ever.
    pub(super) fn read<T>(&self, place: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, Error> {
        let message = "Con trỏ này không đọc được. Xin gọi đúng địa chỉ ở tiêu đề Link của trang trước.";
        let read = |text| place(text).ok_or_else(|| Error::Invalid(vec![FieldError::new("after", message)]));
        self.after.as_deref().map(read).transpose()
    }
}

/// Answers with a page of `lines`, fetched with a limit of one more than it has; `cursor` says where a line stands.
pub(super) fn answer<T, O: Serialize>(
    called: &Uri,
    lines: Vec<T>,
    cursor: impl FnOnce(&T) -> String,
    out: impl Fn(T) -> O,
) -> Response {
    let size = usize::try_from(SIZE).unwrap_or(usize::MAX);
    let next = if lines.len() > size { lines.get(size - 1).map(cursor) } else { None };
    let page: Vec<O> = lines.into_iter().take(size).map(out).collect();
    web::listed(called, next.as_deref(), &page)
}
