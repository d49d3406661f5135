//! The queue of hand-overs: what this desk must hand over or acknowledge, and what it waits for.

use askama::Template;
use axum::extract::State;
use web::{Answer, App, Who};

use crate::model::HandoverWay;
use crate::queries::{self, Waiting};

#[derive(Template)]
#[template(path = "handovers.html")]
struct Handovers {
    ours: Vec<Waiting>,
    theirs: Vec<Waiting>,
}

/// Shows both halves.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    let all = app.db.read(move |rx| queries::handovers(rx, &ctx)).await?;
    let (ours, theirs) = all.into_iter().partition(|it| it.ours);
    web::page("Bàn giao hồ sơ", &Handovers { ours, theirs }).back("/can-bo", "Bàn làm việc").wide().answer()
}

/// What is to be done with a line, or waited for.
fn what(waiting: &Waiting) -> &'static str {
    match (waiting.owed.pending, waiting.owed.way) {
        (true, HandoverWay::Out) => "Chờ xác nhận hồ sơ",
        (true, HandoverWay::Back) => "Chờ xác nhận kết quả",
        (false, HandoverWay::Out) => "Chưa bàn giao hồ sơ",
        (false, HandoverWay::Back) => "Chưa bàn giao kết quả",
    }
}
