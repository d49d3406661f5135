//! Form 07 (06 until 30/6/2025), Sổ theo dõi hồ sơ: what a one-stop unit received on a day, as a page that prints on A4.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry::Vacant;

use askama::Template;
use axum::extract::State;
use base::id::UnitId;
use base::{Ctx, words};
use db::Read;
use jiff::civil::Date;
use serde::Deserialize;
use web::{Answer, App, Query, Who};

use super::shown::moment;
use crate::error::Error;
use crate::model;
use crate::permissions;
use crate::queries::{self, Entry};
use crate::rules::{Form, SlipKind, form};

/// Which day, which body.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    ngay: String,
    co_quan: String,
}

#[derive(Template)]
#[template(path = "register.html")]
struct Register {
    body: String,
    form: Form,
    day: String,
    lines: Vec<Line>,
    before: Option<String>,
    after: Option<String>,
}

struct Line {
    entry: Entry,
    competent: String,
    received: String,
    due: String,
    decided: String,
    returned: String,
}

/// Shows it.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Query(asked): Query<Asked>) -> Answer {
    let page = app.db.read(move |rx| read(rx, &ctx, &asked)).await?;
    let title = format!("{} ngày {}", page.form.title, page.day);
    web::page(title, &page).back("/can-bo", "Bàn làm việc").wide().answer()
}

fn read(rx: &mut Read, ctx: &Ctx, asked: &Asked) -> Result<Register, Error> {
    let authority = ctx.authorise(&permissions::RECEIVE)?;
    let today = ctx.now.date();
    let chosen = asked.co_quan.parse().ok().filter(|root| authority.at_root(root).is_ok());
    let root = chosen.or_else(|| authority.posts().first().map(|post| post.root)).ok_or(Error::NotFound)?;
    let day = asked.ngay.parse().ok().filter(|day| *day <= today).unwrap_or(today);
    let entries = queries::register(rx, ctx, root, day)?;
    let mut names = BTreeMap::new();
    let lines = entries.into_iter().map(|entry| line(rx, &mut names, entry)).collect::<Result<_, _>>()?;
    let address = |day: Date| format!("/quay/so-theo-doi?ngay={day}&co_quan={root}");
    Ok(Register {
        body: organisation::name_of(rx, root)?,
        form: form(SlipKind::Register, day),
        day: words::date(day),
        lines,
        before: day.yesterday().ok().map(address),
        after: day.tomorrow().ok().filter(|next| *next <= today).map(address),
    })
}

/// One line; a dossier that was withdrawn or stopped has no result.
fn line(rx: &mut Read, names: &mut BTreeMap<UnitId, String>, entry: Entry) -> Result<Line, Error> {
    if let Vacant(new) = names.entry(entry.competent) {
        new.insert(organisation::name_of(rx, entry.competent)?);
    }
    let said = |at: Option<base::Instant>| at.map_or_else(String::new, |at| moment(&at));
    let ended = matches!(entry.state, model::State::Withdrawn | model::State::Stopped);
    Ok(Line {
        competent: names.get(&entry.competent).cloned().unwrap_or_default(),
        received: said(entry.received),
        due: said(entry.due),
        decided: said(entry.decided.filter(|_| !ended)),
        returned: said(entry.returned),
        entry,
    })
}
