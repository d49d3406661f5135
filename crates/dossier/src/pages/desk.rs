//! The officer's desk: work queues with counts, what is due first on top, search inside one's bodies.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use askama::Template;
use axum::extract::State;
use base::id::UnitId;
use base::{Ctx, Role};
use serde::Deserialize;
use web::{Answer, App, Form, Query, Who};

use super::shown::ListLine;
use crate::error::Error;
use crate::model::{Column, DeskView, SavedQueue, SavedQueueId, Tab, Wanted};
use crate::permissions;
use crate::queries::{self, After, CAP, Count, Desk, Found, Line, StandIn};

/// Which queue, from where on, what narrows it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ask {
    hang: String,
    sau: String,
    /// Words that search everywhere.
    tu: String,
    /// Words that narrow the queue shown.
    loc: String,
    /// The procedure that narrows it.
    tt: String,
    /// The step that narrows it.
    buoc: String,
    /// A queue of one's own.
    rieng: String,
    /// How many dossiers were just passed on together.
    xong: usize,
}

impl Ask {
    /// The queue narrowed so.
    pub(crate) fn of(wanted: &Wanted) -> Self {
        Self {
            hang: wanted.tab.map_or_else(String::new, |tab| tab.code().to_owned()),
            loc: wanted.words.clone(),
            tt: wanted.procedure.as_ref().map(ToString::to_string).unwrap_or_default(),
            buoc: wanted.step.clone(),
            ..Self::default()
        }
    }

    /// The queue that a form carries.
    pub(crate) fn sent(form: &Form) -> Self {
        let value = |name: &str| form.value(name).to_owned();
        Self::queue(value("hang"), value("loc"), value("tt"), value("buoc"))
    }

    /// A queue by its word, narrowed by words, procedure, step.
    pub(crate) fn queue(hang: String, loc: String, tt: String, buoc: String) -> Self {
        Self { hang, loc, tt, buoc, ..Self::default() }
    }

    /// What was asked for, no longer than its boxes take.
    pub(crate) fn wanted(&self) -> Wanted {
        Wanted {
            tab: Tab::parse(&self.hang),
            words: typed(&self.loc),
            procedure: self.tt.parse().ok(),
            step: typed(&self.buoc),
        }
    }
}

/// The address of a queue narrowed so.
pub(crate) fn address(wanted: &Wanted) -> String {
    let mut out = format!("/can-bo?hang={}", wanted.tab.map_or("", Tab::code));
    let procedure = wanted.procedure.as_ref().map(ToString::to_string).unwrap_or_default();
    for (name, value) in [("loc", &wanted.words), ("tt", &procedure), ("buoc", &wanted.step)] {
        if !value.is_empty() {
            out.push_str(&format!("&{name}={}", web::query_value(value)));
        }
    }
    out
}

#[derive(Template)]
#[template(path = "desk.html")]
struct DeskPage<'a> {
    form: &'a Form,
    tabs: Vec<TabLink>,
    saved: Vec<TabLink>,
    deputy: Vec<TabLink>,
    title: String,
    /// The word of the queue shown.
    code: &'static str,
    /// What narrows it.
    wanted: &'a Wanted,
    narrows: bool,
    /// The queue of one's own that is shown.
    own: Option<SavedQueueId>,
    view: DeskView,
    lines: Vec<ListLine>,
    next: Option<String>,
    /// Whether several of its lines can be chosen, to be passed on together.
    choose: bool,
    /// Where a script hears what changes.
    live: String,
    /// Where one act is ordered for the whole queue.
    bulk: String,
    /// How many were just passed on together.
    done: usize,
}

#[derive(Template)]
#[template(path = "desk_search.html")]
struct FoundPage<'a> {
    words: &'a str,
    view: DeskView,
    lines: Vec<ListLine>,
    next: Option<String>,
}

/// A tab of the desk.
struct TabLink {
    label: String,
    href: String,
    count: String,
    current: bool,
}

/// One queue.
pub(crate) async fn show(State(app): State<App>, Who(ctx): Who, Query(ask): Query<Ask>) -> Answer {
    page(&app, &ctx, ask, &Form::empty(&ctx)).await
}

/// What the page is read from.
struct Loaded {
    desk: Desk,
    saved: Vec<(SavedQueue, Found)>,
    /// For whom the person stands in today.
    deputy: Vec<(StandIn, Found)>,
    lines: Vec<ListLine>,
    view: DeskView,
    wanted: Wanted,
    own: Option<SavedQueue>,
    /// The last position of the ledger that it shows.
    position: i64,
}

fn load(rx: &mut db::Read, ctx: &Ctx, ask: &Ask) -> Result<Loaded, Error> {
    let own = match ask.rieng.parse().ok() {
        Some(id) => Some(queries::saved_queue(rx, ctx, id)?),
        None => None,
    };
    let mut wanted = own.as_ref().map_or_else(|| ask.wanted(), |own| own.wanted.clone());
    let view = queries::desk_view(rx, ctx)?;
    let mut desk = queries::desk(rx, ctx, &wanted, crate::cursor::parse(&ask.sau))?;
    let saved = queries::counted_queues(rx, ctx, &desk.tabs)?;
    let deputy = queries::stands_in(rx, ctx)?;
    wanted.tab = Some(desk.shown);
    let mut lines = dated(rx, ctx, std::mem::take(&mut desk.lines))?;
    say_positions(rx, ctx, &mut lines)?;
    if desk.shown == Tab::Ready {
        boxed(rx, &mut lines)?;
    }
    say_people(rx, &view, &mut lines)?;
    let position = ledger::last_position(rx)?;
    Ok(Loaded { desk, saved, deputy, lines, view, wanted, own, position })
}

/// Whether something can be done with several lines of a queue at once.
fn acts(ctx: &Ctx, shown: Tab) -> bool {
    match shown {
        Tab::Waiting | Tab::Asked => false,
        Tab::Ready => ctx.authorise(&permissions::KEEP_RESULT).is_ok(),
        _ => ctx.authorise(&permissions::HANDLE).is_ok() || ctx.authorise(&permissions::ASSIGN).is_ok(),
    }
}

/// The page of a queue, with what is wrong in its form.
pub(crate) async fn page(app: &App, ctx: &Ctx, ask: Ask, form: &Form) -> Answer {
    let (asker, asked) = (ctx.clone(), ask.clone());
    let Loaded { desk, saved, deputy, lines, view, wanted, own, position } =
        app.db.read(move |rx| load(rx, &asker, &asked)).await?;
    let here = own.as_ref().map_or_else(|| address(&wanted), |own| own_address(own.id));
    let id = own.as_ref().map(|own| own.id);
    let page = DeskPage {
        form,
        tabs: desk.tabs.iter().map(|count| tab_link(*count, desk.shown, id.is_none())).collect(),
        saved: saved.iter().map(|(one, found)| saved_link(one, *found, id)).collect(),
        deputy: deputy.iter().map(deputy_link).collect(),
        title: own.map_or_else(|| desk.shown.label().to_owned(), |own| own.name),
        code: desk.shown.code(),
        narrows: wanted.narrows(),
        wanted: &wanted,
        own: id,
        view,
        lines,
        next: next(desk.next, &here),
        live: format!("/can-bo/thay-doi?tu={position}"),
        bulk: format!("{}&ca_hang=1", address(&wanted).replacen("/can-bo?", "/can-bo/hang-loat/moi?", 1)),
        choose: acts(ctx, desk.shown),
        done: ask.xong,
    };
    web::page("Bàn làm việc", &page).form(form).wide().answer()
}

/// Dossiers found by number or name.
pub(crate) async fn search(State(app): State<App>, Who(ctx): Who, Query(ask): Query<Ask>) -> Answer {
    let (before, words) = (ask.sau.parse().ok(), typed(&ask.tu));
    let asked = words.clone();
    let (lines, view, found_next) = app
        .db
        .read(move |rx| {
            let found = queries::search(rx, &ctx, &asked, before)?;
            let view = queries::desk_view(rx, &ctx)?;
            let mut lines = dated(rx, &ctx, found.lines)?;
            say_people(rx, &view, &mut lines)?;
            Ok::<_, Error>((lines, view, found.next))
        })
        .await?;
    let next = found_next.map(|id| format!("/can-bo/tim?tu={}&sau={id}", web::query_value(&words)));
    web::page("Tìm hồ sơ", &FoundPage { words: &words, view, lines, next })
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

/// Says who is in charge, where the list has a column for it.
fn say_people(rx: &mut db::Read, view: &DeskView, lines: &mut [ListLine]) -> Result<(), Error> {
    let mut names: BTreeMap<_, String> = BTreeMap::new();
    for row in lines.iter_mut().filter(|_| view.has(Column::Person)) {
        let Some(person) = row.line.assignee else { continue };
        row.person = match names.entry(person) {
            Entry::Occupied(known) => known.get().clone(),
            Entry::Vacant(new) => {
                let found = organisation::staff(rx, person)?;
                new.insert(found.map_or_else(String::new, |it| it.name.to_string())).clone()
            }
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

fn tab_link(count: Count, shown: Tab, whole: bool) -> TabLink {
    TabLink {
        label: count.tab.label().to_owned(),
        href: format!("/can-bo?hang={}", count.tab.code()),
        count: if count.lines >= CAP { format!("{CAP}+") } else { count.lines.to_string() },
        current: whole && count.tab == shown,
    }
}

fn saved_link(one: &SavedQueue, found: Found, shown: Option<SavedQueueId>) -> TabLink {
    TabLink {
        label: one.name.clone(),
        href: own_address(one.id),
        count: said(found),
        current: shown == Some(one.id),
    }
}

fn deputy_link((one, waits): &(StandIn, Found)) -> TabLink {
    TabLink {
        label: format!("Làm thay {}", one.name),
        href: format!("/can-bo/lam-thay/{}", one.naming),
        count: said(*waits),
        current: false,
    }
}

/// A count that was not looked for to the end bears a sign.
fn said(found: Found) -> String {
    format!("{}{}", found.lines, if found.more { "+" } else { "" })
}

/// Where a queue of one's own stands.
pub(crate) fn own_address(id: SavedQueueId) -> String {
    format!("/can-bo?rieng={id}")
}

/// The address of the next page, if there is one.
pub(crate) fn next(after: After, address: &str) -> Option<String> {
    after.map(|at| format!("{address}&sau={}", crate::cursor::write(at)))
}
