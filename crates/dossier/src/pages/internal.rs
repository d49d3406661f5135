//! Procedures between bodies: what can be asked of another body, and what one's own has asked.

use askama::Template;
use axum::extract::State;
use base::id::DossierId;
use serde::Deserialize;
use web::{Answer, App, Query, Who};

use crate::error::Error;
use crate::queries::{self, Line};

/// Lines of a page.
const PAGE: usize = 20;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct From {
    /// The dossier after which the page begins.
    sau: String,
}

#[derive(Template)]
#[template(path = "internal.html")]
struct InternalPage {
    procedures: Vec<catalogue::Listed>,
    filed: Vec<Line>,
    next: Option<DossierId>,
}

/// Shows both.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Query(from): Query<From>) -> Answer {
    let before = from.sau.parse().ok();
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let read = move |rx: &mut db::Read| {
        let filed = queries::filed(rx, &ctx, before, limit)?;
        Ok::<_, Error>((filed, catalogue::internal(rx, ctx.now.date())?))
    };
    let (mut filed, procedures) = app.db.read(read).await?;
    let more = filed.len() > PAGE;
    filed.truncate(PAGE);
    let next = if more { filed.last().map(|line| line.id) } else { None };
    web::page("Thủ tục nội bộ", &InternalPage { procedures, filed, next }).answer()
}
