//! What a client system called, the newest first.

use std::collections::BTreeMap;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use base::id::{StaffId, WarrantId};
use base::words;
use serde::Deserialize;
use web::{Answer, App, Cursor, Pager, Path, Query, Who, page};

use super::address;
use crate::actions::see_calls;
use crate::model::{Call, CallId};
use crate::session::Calls;

const SIZE: usize = 50;

#[derive(Template)]
#[template(path = "clients/calls.html")]
struct View {
    name: String,
    lines: Vec<Line>,
    pager: Pager,
}

struct Line {
    at: String,
    call: String,
    status: Option<i64>,
    token: String,
}

/// Which page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::pages) struct Wish {
    trang: String,
}

/// `GET /quan-tri/he-thong/{staff}/nhat-ky`
pub(in crate::pages) async fn show(
    State(app): State<App>,
    Who(ctx): Who,
    Extension(waiting): Extension<Calls>,
    Path(staff): Path<StaffId>,
    Query(wish): Query<Wish>,
) -> Answer {
    waiting.write(&app).await?;
    let cursor = Cursor::parse(&wish.trang, 1);
    let from = cursor.as_ref().and_then(place);
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let (seen, calls) = app.db.read(move |rx| see_calls(rx, &ctx, staff, from, limit)).await?;
    let list = format!("{}/nhat-ky", address(staff));
    let (calls, pager) = Pager::cut(calls, SIZE, cursor.as_ref(), &list, |call| vec![call.id.to_string()]);
    let labels: BTreeMap<WarrantId, &str> =
        seen.tokens.iter().map(|token| (token.id, token.label.as_str())).collect();
    let line = |call: Call| Line {
        at: words::short_moment(call.at.local()),
        call: format!("{} {}", call.method, call.route),
        status: call.status,
        token: labels.get(&call.token).copied().unwrap_or_default().to_owned(),
    };
    let lines = calls.into_iter().map(line).collect();
    let name = seen.person.name.to_string();
    page("Nhật ký gọi", &View { name: name.clone(), lines, pager }).back(address(staff), name).answer()
}

fn place(cursor: &Cursor) -> Option<(CallId, bool)> {
    Some((cursor.key.first()?.parse().ok()?, cursor.backwards))
}
