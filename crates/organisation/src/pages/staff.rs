//! The people within an administrator's reach, one line a position held today.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use serde::Deserialize;
use web::{Answer, App, Cursor, Pager, Query, Who, page};

use crate::actions::list_staff;
use crate::error::Error;
use crate::look;
use crate::model::{Listed, StaffFrom};

const SIZE: usize = 50;

#[derive(Template)]
#[template(path = "staff.html")]
struct Staff {
    lines: Vec<Line>,
    pager: Pager,
}

struct Line {
    id: String,
    name: String,
    number: String,
    role: &'static str,
    unit: String,
    /// The agency that sent the person there; else empty.
    posted_from: String,
}

/// Which page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    trang: String,
}

pub(super) async fn show(State(app): State<App>, Who(ctx): Who, Query(wish): Query<Wish>) -> Answer {
    let cursor = Cursor::parse(&wish.trang, 2);
    let from = from(cursor.as_ref());
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let read = move |rx: &mut db::Read| {
        let rows = list_staff(rx, &ctx, &from, limit)?;
        let mut senders = BTreeMap::new();
        for id in rows.iter().filter_map(|row| row.holding.posted_from) {
            let name = look::unit_latest(rx, id)?.map(|it| it.name.to_string());
            senders.insert(id, name.unwrap_or_default());
        }
        Ok::<_, Error>((rows, senders))
    };
    let (rows, senders) = app.db.read(read).await?;
    let key = |row: &Listed| vec![row.key.0.clone(), row.key.1.clone()];
    let (rows, pager) = Pager::cut(rows, SIZE, cursor.as_ref(), "/quan-tri/can-bo", key);
    let line = |row: Listed| Line {
        id: row.person.id.to_string(),
        name: row.person.name.into(),
        number: row.person.number.into(),
        role: row.holding.role.label(),
        unit: row.unit_name.into(),
        posted_from: row.holding.posted_from.and_then(|id| senders.get(&id).cloned()).unwrap_or_default(),
    };
    page("Cán bộ", &Staff { lines: rows.into_iter().map(line).collect(), pager }).answer()
}

fn from(cursor: Option<&Cursor>) -> StaffFrom {
    match cursor.map(|cursor| (cursor.key.as_slice(), cursor.backwards)) {
        Some(([name, post], backwards)) => StaffFrom { key: (name.clone(), post.clone()), backwards },
        _ => StaffFrom::default(),
    }
}
