//! The officer's desk: work queues with counts, what is due first on top, search inside one's bodies.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use askama::Template;
use axum::extract::State;
use base::Ctx;
use serde::Deserialize;
use web::{Answer, App, Query, Who};

use super::shown::ListLine;
use crate::error::Error;
use crate::queries::{self, After, CAP, Count, Line, Tab};

/// Which queue, from where on, which words.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ask {
    hang: String,
    sau: String,
    tu: String,
}

#[derive(Template)]
#[template(path = "desk.html")]
struct DeskPage {
    tabs: Vec<TabLink>,
    title: &'static str,
    lines: Vec<ListLine>,
    next: Option<String>,
}

#[derive(Template)]
#[template(path = "desk_search.html")]
struct Found<'a> {
    words: &'a str,
    lines: Vec<ListLine>,
    next: Option<String>,
}

/// A tab of the desk.
struct TabLink {
    label: &'static str,
    href: String,
    count: String,
    current: bool,
}

/// One queue.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Query(ask): Query<Ask>) -> Answer {
    let (tab, after) = (Tab::parse(&ask.hang), crate::cursor::parse(&ask.sau));
    let asker = ctx.clone();
    let (desk, lines) = app
        .db
        .read(move |rx| {
            let mut desk = queries::desk(rx, &asker, tab, after)?;
            let lines = dated(rx, &asker, std::mem::take(&mut desk.lines))?;
            Ok::<_, Error>((desk, lines))
        })
        .await?;
    let code = desk.shown.code();
    let page = DeskPage {
        tabs: desk.tabs.iter().map(|count| tab_link(*count, desk.shown)).collect(),
        title: desk.shown.label(),
        lines,
        next: next(desk.next, &format!("/can-bo?hang={code}")),
    };
    web::page("Bàn làm việc", &page).wide().answer()
}

/// Dossiers found by number or name.
pub(crate) async fn search(State(app): State<App>, Who(ctx): Who, Query(ask): Query<Ask>) -> Answer {
    let after = crate::cursor::parse(&ask.sau);
    let words: String = ask.tu.chars().take(100).collect();
    let asked = words.clone();
    let (lines, found_next) = app
        .db
        .read(move |rx| {
            let (lines, next) = queries::search(rx, &ctx, &asked, after)?;
            Ok::<_, Error>((dated(rx, &ctx, lines)?, next))
        })
        .await?;
    let next = next(found_next, &format!("/can-bo/tim?tu={}", web::query_value(&words)));
    web::page("Tìm hồ sơ", &Found { words: &words, lines, next })
        .back("/can-bo", "Bàn làm việc")
        .wide()
        .answer()
}

/// The lines with the working time that is left, each on the calendar of the body that decides.
pub(crate) fn dated(rx: &mut db::Read, ctx: &Ctx, lines: Vec<Line>) -> Result<Vec<ListLine>, Error> {
    let mut calendars = BTreeMap::new();
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        let calendar = match calendars.entry(line.competent) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(organisation::calendar(rx, line.competent, ctx.now.date())?),
        };
        out.push(ListLine::new(line, calendar, ctx.now));
    }
    Ok(out)
}

fn tab_link(count: Count, shown: Tab) -> TabLink {
    TabLink {
        label: count.tab.label(),
        href: format!("/can-bo?hang={}", count.tab.code()),
        count: if count.lines >= CAP { format!("{CAP}+") } else { count.lines.to_string() },
        current: count.tab == shown,
    }
}

/// The address of the next page, if there is one.
pub(crate) fn next(after: After, address: &str) -> Option<String> {
    after.map(|at| format!("{address}&sau={}", crate::cursor::write(at)))
}
