//! The batches that came from older systems, the newest first.

use askama::Template;
use axum::extract::State;
use base::words::short_moment;
use web::{Answer, App, Who};

use super::PATH;
use crate::model::{Batch, BatchState, By};
use crate::queries;

#[derive(Template)]
#[template(path = "batches.html")]
struct View {
    /// None for who holds no position at the province.
    lines: Option<Vec<Line>>,
}

struct Line {
    href: String,
    system: String,
    begun: String,
    there: i64,
    here: i64,
    left: i64,
    tag: (&'static str, String),
}

/// `GET /quan-tri/chuyen-he-thong`
pub(super) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    let found = app.db.read(move |rx| queries::batches(rx, &ctx)).await?;
    let lines = found.map(|all| all.iter().map(line).collect());
    web::page("Chuyển dữ liệu từ hệ thống cũ", &View { lines }).answer()
}

fn line(batch: &Batch) -> Line {
    let (there, here, left) = batch.report.as_ref().map_or((0, 0, 0), |report| report.sums(By::Status));
    Line {
        href: format!("{PATH}/{}", batch.id),
        system: batch.system.clone(),
        begun: short_moment(batch.begun_at.local()),
        there,
        here,
        left,
        tag: tag(batch),
    }
}

/// How a batch stands, as a tag.
pub(super) fn tag(batch: &Batch) -> (&'static str, String) {
    match (batch.state, &batch.signed) {
        (BatchState::Done, Some(_)) => ("ok", "Đã ký biên bản".to_owned()),
        (BatchState::Done, None) => ("hold", "Chờ ký biên bản".to_owned()),
        (BatchState::RolledBack, _) => ("plain", batch.state.label().to_owned()),
        (BatchState::Running | BatchState::GoingBack, _) => ("warn", batch.state.label().to_owned()),
    }
}
