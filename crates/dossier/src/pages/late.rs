//! What is late in the leader's body, and what is about to be: exceptions first, down to the dossier.

use askama::Template;
use axum::extract::State;
use base::words;
use web::{Answer, App, Who};

use super::desk::dated;
use super::shown::ListLine;
use crate::error::Error;
use crate::queries::{self, Oversight};

#[derive(Template)]
#[template(path = "late.html")]
struct Late {
    as_of: String,
    late: Vec<ListLine>,
    late_count: String,
    soon: Vec<ListLine>,
    soon_count: String,
    unanswered: Vec<ListLine>,
    unanswered_count: String,
}

/// The lists, as of now.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    let page = app
        .db
        .read(move |rx| {
            let Oversight { late, soon, unanswered } = queries::oversight(rx, &ctx)?;
            Ok::<_, Error>(Late {
                as_of: words::short_moment(ctx.now.local()),
                late_count: late.count(),
                late: dated(rx, &ctx, late.lines)?,
                soon_count: soon.count(),
                soon: dated(rx, &ctx, soon.lines)?,
                unanswered_count: unanswered.count(),
                unanswered: dated(rx, &ctx, unanswered.lines)?,
            })
        })
        .await?;
    web::page("Hồ sơ quá hạn", &page).wide().answer()
}
