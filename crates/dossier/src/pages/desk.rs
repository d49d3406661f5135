//! The officer's desk: work queues with counts, what is due first on top, search inside one's bodies.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use askama::Template;
use axum::extract::State;
use base::id::UnitId;
use base::{Ctx, Role};
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
    /// Words that search everywhere.
    tu: String,
    /// Words that narrow the queue shown.
    loc: String,
    /// How many dossiers were just passed on together.
    xong: usize,
}

#[derive(Template)]
#[template(path = "desk.html")]
struct DeskPage<'a> {
    tabs: Vec<TabLink>,
    title: &'static str,
    /// The word of the queue shown.
    code: &'static str,
    /// The words that narrow it.
    words: &'a str,
    lines: Vec<ListLine>,
    next: Option<String>,
    /// Whether several of its lines can be chosen, to be passed on together.
    choose: bool,
    /// How many were just passed on together.
    done: usize,
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
    let (asker, words) = (ctx.clone(), typed(&ask.loc));
    let narrow = words.clone();
    let (desk, lines) = app
        .db
        .read(move |rx| {
            let mut desk = queries::desk(rx, &asker, tab, &narrow, after)?;
            let mut lines = dated(rx, &asker, std::mem::take(&mut desk.lines))?;
            say_positions(rx, &asker, &mut lines)?;
            if desk.shown == Tab::Ready {
                boxed(rx, &mut lines)?;
            }
            Ok::<_, Error>((desk, lines))
        })
        .await?;
    let code = desk.shown.code();
    let mut address = format!("/can-bo?hang={code}");
    if !words.is_empty() {
        address = format!("{address}&loc={}", web::query_value(&words));
    }
    let page = DeskPage {
        tabs: desk.tabs.iter().map(|count| tab_link(*count, desk.shown)).collect(),
        title: desk.shown.label(),
        code,
        words: &words,
        lines,
        next: next(desk.next, &address),
        choose: matches!(desk.shown, Tab::Mine | Tab::Unit),
        done: ask.xong,
    };
    web::page("Bàn làm việc", &page).wide().answer()
}

/// Dossiers found by number or name.
pub(crate) async fn search(State(app): State<App>, Who(ctx): Who, Query(ask): Query<Ask>) -> Answer {
    let (before, words) = (ask.sau.parse().ok(), typed(&ask.tu));
    let asked = words.clone();
    let (lines, found_next) = app
        .db
        .read(move |rx| {
            let found = queries::search(rx, &ctx, &asked, before)?;
            Ok::<_, Error>((dated(rx, &ctx, found.lines)?, found.next))
        })
        .await?;
    let next = found_next.map(|id| format!("/can-bo/tim?tu={}&sau={id}", web::query_value(&words)));
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

/// Says in which of the person's positions each line is to be done, where they hold several.
fn say_positions(rx: &mut db::Read, ctx: &Ctx, lines: &mut [ListLine]) -> Result<(), Error> {
    let posts = &ctx.authorise_staff()?.posts;
    let mut roots: Vec<_> = posts.iter().map(|post| post.root).collect();
    roots.sort_unstable();
    roots.dedup();
    for row in lines.iter_mut().filter(|_| posts.len() > 1) {
        let mine =
            |(unit, role): &(UnitId, Role)| posts.iter().any(|post| post.unit == *unit && post.role == *role);
        row.position = match row.line.at.filter(mine) {
            Some((unit, role)) => format!("{}, {}", role.label(), name(rx, ctx, unit)?),
            None if roots.len() > 1 => name(rx, ctx, row.line.root)?,
            None => String::new(),
        };
    }
    Ok(())
}

/// Says beside the step in which box the result lies, or that it is recalled.
fn boxed(rx: &mut db::Read, lines: &mut [ListLine]) -> Result<(), Error> {
    for line in lines {
        let said = queries::said_of_result(rx, line.line.id)?;
        if !said.is_empty() {
            line.step = format!("{} · {said}", line.step);
        }
    }
    Ok(())
}

/// The name of a unit.
fn name(rx: &mut db::Read, ctx: &Ctx, unit: UnitId) -> Result<String, Error> {
    queries::body_name(rx, unit, ctx.now.date())
}

/// What was typed into a box for words, no longer than the box takes.
fn typed(words: &str) -> String {
    words.trim().chars().take(100).collect()
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
