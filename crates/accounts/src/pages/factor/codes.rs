//! Recovery codes, shown this once.

use askama::Template;
use web::{Page, page};

#[derive(Template)]
#[template(path = "factor/codes.html")]
struct View<'a> {
    codes: &'a [String],
}

/// The page that shows them.
pub(super) fn shown_once(codes: &[String]) -> Page {
    page("Mã dự phòng", &View { codes }).narrow()
}
