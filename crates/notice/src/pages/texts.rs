//! Every text that is sent, and which of them the installation says in its own words.

use askama::Template;
use axum::extract::State;
use base::words;
use web::{Answer, App, Who};

use crate::model::{Channel, Kind, Version};
use crate::queries;

#[derive(Template)]
#[template(path = "texts.html")]
struct Page {
    kinds: Vec<(Kind, Vec<Line>)>,
}

struct Line {
    channel: Channel,
    /// Since when in the installation's own words; empty is the program's.
    own: String,
}

/// Shows them.
pub(super) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    let texts = app.db.read(move |rx| queries::texts(rx, &ctx)).await?;
    let kinds = texts.into_iter().map(|(kind, own)| (kind, lines(kind, &own))).collect();
    let back = ("/quan-tri/thong-bao", "Thông báo chưa gửi được");
    web::page("Lời thông báo", &Page { kinds }).back(back.0, back.1).answer()
}

fn lines(kind: Kind, own: &[(Channel, Version)]) -> Vec<Line> {
    let of = |channel: &Channel| {
        let found = own.iter().rev().find(|it| it.0 == *channel);
        Line { channel: *channel, own: found.map(|it| words::date(it.1.first)).unwrap_or_default() }
    };
    kind.channels().iter().map(of).collect()
}
