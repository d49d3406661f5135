//! The rows of a list of dossiers for a page of a context above.

use askama::Template;
use base::Ctx;

use super::desk::dated;
use super::shown::ListLine;
use crate::error::Error;
use crate::model::DeskView;
use crate::queries::Line;

#[derive(Template)]
#[template(path = "listed.html")]
struct Listed<'a> {
    lines: Vec<ListLine>,
    caption: &'a str,
    view: DeskView,
}

/// The table of these dossiers, each linked, with the working time that is left on the calendar of the body that decides.
///
/// # Errors
/// Those of the calendars.
pub fn listed(rx: &mut db::Read, ctx: &Ctx, lines: Vec<Line>, caption: &str) -> Result<String, Error> {
    let page = Listed { lines: dated(rx, ctx, lines)?, caption, view: DeskView::default() };
    Ok(page.to_string())
}
