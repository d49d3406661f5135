//! The client systems within an administrator's reach.

use askama::Template;
use axum::extract::State;
use base::words;
use web::{Answer, App, Who, page};

use crate::actions::{ClientSeen, see_clients};
use crate::rules::token::{Standing, standing};

#[derive(Template)]
#[template(path = "clients/list.html")]
struct List {
    lines: Vec<Line>,
}

struct Line {
    seen: ClientSeen,
    /// How many tokens let it in.
    in_force: usize,
    /// When the last of them ends.
    until: String,
}

/// `GET /quan-tri/he-thong`
pub(in crate::pages) async fn show(State(app): State<App>, Who(ctx): Who) -> Answer {
    let now = ctx.now;
    let clients = app.db.read(move |rx| see_clients(rx, &ctx)).await?;
    let line = |seen: ClientSeen| {
        let alive = || seen.tokens.iter().filter(|token| standing(token, now) == Standing::InForce);
        let until = alive().map(|token| token.expires_at).max();
        let until = until.map_or_else(String::new, |at| words::date(at.plus_seconds(-1).date()));
        Line { in_force: alive().count(), until, seen }
    };
    page("Hệ thống kết nối", &List { lines: clients.into_iter().map(line).collect() }).answer()
}
