//! The officer's desk: work queues with counts, ordered by what is due first.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use base::code::ProcedureCode;
use base::id::{DossierId, StaffId, UnitId};
use base::{Authority, Ctx, Instant, Post, Role};
use db::Query;
use jiff::civil::Date;
use organisation::DeputyId;

use super::merged;
use super::reach::Reach;
use crate::error::Error;
use crate::model::{DeskView, SavedQueue, SavedQueueId, Tab, Wanted, is_found, words_of};
use crate::store::lists::{self, After, Line, Queue};
use crate::store::narrow::{Narrow, has_digit};
use crate::store::word;
use crate::{permissions, store};

/// A tab with how many lines it has, counted no further than 1000.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// The queue.
    pub tab: Tab,
    /// Its lines.
    pub lines: i64,
}

/// What narrows a queue as wanted. Words speak of a procedure where each begins a word of its name.
fn narrow(q: &mut impl Query, ctx: &Ctx, wanted: &Wanted) -> Result<Narrow, Error> {
    let words = words_of(&wanted.words);
    let mut named = if words.is_empty() || has_digit(&wanted.words) {
        Vec::new()
    } else {
        catalogue::every(q, &wanted.words, ctx.now.date())?
    };
    named.retain(|one| is_found(&one.short_name, &words));
    let codes: Vec<_> = named.into_iter().map(|one| one.key.code).collect();
    Ok(Narrow::by(&wanted.words, &codes).of(wanted.procedure.as_ref(), &wanted.step))
}

/// A page of the desk.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The person's queues with their counts.
    pub tabs: Vec<Count>,
    /// The queue shown.
    pub shown: Tab,
    /// Its lines, what is due first first; at most fifty.
    pub lines: Vec<Line>,
    /// After which line the next page begins, if there is one.
    pub next: After,
}

/// How many lines were found, as far as was looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// How many.
    pub lines: usize,
    /// Whether there may be more.
    pub more: bool,
}

/// One page of a queue of the person who asks, narrowed as wanted.
///
/// # Errors
/// [`Error::Denied`] for people without dossiers to see.
pub fn desk(q: &mut impl Query, ctx: &Ctx, wanted: &Wanted, after: After) -> Result<Desk, Error> {
    let authority = ctx.authorise(&permissions::READ)?;
    let reach = Reach::of(q, ctx, &authority)?;
    let tabs = counts(q, &authority, &reach, ctx.now)?;
    let held = wanted.tab.filter(|tab| tabs.iter().any(|count| count.tab == *tab));
    let shown = held.unwrap_or_else(|| opens_with(&tabs));
    let shown_queues = queues(&authority, &reach, shown, ctx.now);
    let narrowed = narrow(q, ctx, wanted)?;
    let (lines, next) = merged::page(q, &shown_queues, &narrowed, after, merged::PAGE)?;
    Ok(Desk { tabs, shown, lines, next })
}

/// The person's queues with their counts.
fn counts(
    q: &mut impl Query,
    authority: &Authority,
    reach: &Reach,
    now: Instant,
) -> Result<Vec<Count>, Error> {
    let mut out = Vec::new();
    for tab in Tab::ALL {
        let queues = queues(authority, reach, tab, now);
        if !queues.is_empty() {
            out.push(Count { tab, lines: merged::count(q, &queues)? });
        }
    }
    Ok(out)
}

/// The queue that a desk opens with: the first that has work.
fn opens_with(tabs: &[Count]) -> Tab {
    tabs.iter().find(|count| count.lines > 0).or(tabs.first()).map_or(Tab::Late, |count| count.tab)
}

/// The queue that is wanted; where none is named, the one that the desk opens with.
///
/// # Errors
/// [`Error::Denied`] for people without dossiers to see.
pub fn queue_of(q: &mut impl Query, ctx: &Ctx, wanted: &Wanted) -> Result<Tab, Error> {
    let authority = ctx.authorise(&permissions::READ)?;
    if let Some(tab) = wanted.tab {
        return Ok(tab);
    }
    let reach = Reach::of(q, ctx, &authority)?;
    Ok(opens_with(&counts(q, &authority, &reach, ctx.now)?))
}

/// The queues that the person saved, each with how many there are among the first [`LOOKED_THROUGH`] lines of the queue that it
/// narrows, no further than [`SAVED_CAP`].
///
/// # Errors
/// [`Error::Denied`] for people without dossiers to see.
pub fn counted_queues(
    q: &mut impl Query,
    ctx: &Ctx,
    tabs: &[Count],
) -> Result<Vec<(SavedQueue, Found)>, Error> {
    let authority = ctx.authorise(&permissions::READ)?;
    let reach = Reach::of(q, ctx, &authority)?;
    let (mut out, mut ends) = (Vec::new(), BTreeMap::new());
    for one in store::saved_queue::of_staff(q, authority.staff().staff)? {
        let tab = one.wanted.tab.unwrap_or_else(|| opens_with(tabs));
        let queues = queues(&authority, &reach, tab, ctx.now);
        let long = tabs.iter().any(|count| count.tab == tab && count.lines >= LOOKED_THROUGH);
        let last = match ends.entry(tab) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) if long => {
                let (_, last) = merged::page(q, &queues, &Narrow::default(), None, LOOKED_THROUGH)?;
                *new.insert(last)
            }
            Entry::Vacant(new) => *new.insert(None),
        };
        let narrowed = narrow(q, ctx, &one.wanted)?.up_to(last);
        let (lines, next) = merged::page(q, &queues, &narrowed, None, SAVED_CAP)?;
        out.push((one, Found { lines: lines.len(), more: next.or(last).is_some() }));
    }
    Ok(out)
}

/// Somebody whose work the person may do today, as a deputy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandIn {
    /// The naming.
    pub naming: DeputyId,
    /// Whose work.
    pub name: String,
    /// In which position: `Lãnh đạo phòng, Phòng Kinh tế`.
    pub position: String,
    /// The last day.
    pub until: Date,
}

/// For whom somebody stands in today, each with how many dossiers wait in that position, no further than [`SAVED_CAP`].
/// Nobody for a deputy at work.
///
/// # Errors
/// [`Error::Denied`] for people without dossiers to see.
pub fn stands_in(q: &mut impl Query, ctx: &Ctx) -> Result<Vec<(StandIn, Found)>, Error> {
    let authority = ctx.authorise(&permissions::READ)?;
    let staff = authority.staff();
    if staff.acting.is_some() {
        return Ok(Vec::new());
    }
    let mut out = Vec::new();
    for (it, post, position) in organisation::standing_in(q, staff.staff, ctx.now.date())? {
        let (lines, next) = in_position(q, it.principal, &post, None, SAVED_CAP)?;
        let found = Found { lines: lines.len(), more: next.is_some() };
        out.push((StandIn { naming: it.id, name: it.principal_name, position, until: it.last }, found));
    }
    Ok(out)
}

/// What waits in a position: in the hands of its holder, or of nobody.
fn in_position(
    q: &mut impl Query,
    holder: StaffId,
    post: &Post,
    after: After,
    most: i64,
) -> Result<(Vec<Line>, After), Error> {
    let (unit, role) = (post.unit, post.role);
    let at = Some((unit, role));
    let queues = [
        Queue::Mine(holder, at),
        Queue::MineBeside(holder, at),
        Queue::Step(unit, role),
        Queue::StepBeside(unit, role),
    ];
    merged::page(q, &queues, &Narrow::default(), after, most)
}

/// A page of what waits where the person stands in for somebody.
///
/// # Errors
/// [`Error::NotFound`] for a naming that is not theirs or not in force today.
pub fn stand_in(
    q: &mut impl Query,
    ctx: &Ctx,
    naming: DeputyId,
    after: After,
) -> Result<(StandIn, Vec<Line>, After), Error> {
    let me = ctx.authorise(&permissions::READ)?.staff().staff;
    let (it, post, position) =
        organisation::deputising_today(q, naming, me, ctx.now.date())?.ok_or(Error::NotFound)?;
    let (lines, next) = in_position(q, it.principal, &post, after, merged::PAGE)?;
    Ok((StandIn { naming, name: it.principal_name, position, until: it.last }, lines, next))
}

/// Saved queues are counted no further than this.
const SAVED_CAP: i64 = 100;

/// How many lines of a queue are looked through for what narrows it.
const LOOKED_THROUGH: i64 = 1000;

/// What the dossiers of a queue can be narrowed by: their procedures and their steps, each with how many there are.
#[derive(Clone, Debug, Default)]
pub struct Facets {
    /// Procedures by code, with their names; what there is most of first.
    pub procedures: Vec<(ProcedureCode, String, usize)>,
    /// Steps by name.
    pub steps: Vec<(String, usize)>,
}

/// What a queue can be narrowed by, over its first thousand lines.
///
/// # Errors
/// [`Error::Denied`] for people without dossiers to see.
pub fn facets(q: &mut impl Query, ctx: &Ctx, tab: Tab) -> Result<Facets, Error> {
    let authority = ctx.authorise(&permissions::READ)?;
    let reach = Reach::of(q, ctx, &authority)?;
    let queues = queues(&authority, &reach, tab, ctx.now);
    let (lines, _) = merged::page(q, &queues, &Narrow::default(), None, LOOKED_THROUGH)?;
    let (mut procedures, mut steps) = (BTreeMap::new(), BTreeMap::new());
    for line in lines {
        let of = procedures.entry(line.procedure).or_insert((line.procedure_name, 0));
        of.1 += 1;
        for step in line.step_name.iter().flat_map(|names| names.split("; ")) {
            *steps.entry(step.to_owned()).or_insert(0) += 1;
        }
    }
    let mut out = Facets {
        procedures: procedures.into_iter().map(|(code, (name, on))| (code, name, on)).collect(),
        steps: steps.into_iter().collect(),
    };
    out.procedures.sort_by_key(|it| std::cmp::Reverse(it.2));
    out.steps.sort_by_key(|it| std::cmp::Reverse(it.1));
    Ok(out)
}

/// The queue that this person saved under this identifier.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's.
pub fn saved_queue(q: &mut impl Query, ctx: &Ctx, id: SavedQueueId) -> Result<SavedQueue, Error> {
    let authority = ctx.authorise(&permissions::READ)?;
    store::saved_queue::find(q, authority.staff().staff, id)?.ok_or(Error::NotFound)
}

/// The queues that this person saved.
///
/// # Errors
/// [`Error::Denied`] for people without dossiers to see.
pub fn saved_queues(q: &mut impl Query, ctx: &Ctx) -> Result<Vec<SavedQueue>, Error> {
    let authority = ctx.authorise(&permissions::READ)?;
    Ok(store::saved_queue::of_staff(q, authority.staff().staff)?)
}

/// How this person wants lists of the desk to look.
///
/// # Errors
/// [`Error::Denied`] for people without dossiers to see.
pub fn desk_view(q: &mut impl Query, ctx: &Ctx) -> Result<DeskView, Error> {
    let authority = ctx.authorise(&permissions::READ)?;
    Ok(store::saved_queue::view(q, authority.staff().staff)?)
}

/// The dossiers of a queue narrowed as wanted, what is due first first, at most `most`.
///
/// # Errors
/// [`Error::Denied`] for people without dossiers to see.
pub(super) fn ids(
    q: &mut impl Query,
    ctx: &Ctx,
    wanted: &Wanted,
    most: usize,
) -> Result<Vec<DossierId>, Error> {
    let authority = ctx.authorise(&permissions::READ)?;
    let reach = Reach::of(q, ctx, &authority)?;
    let queues = queues(&authority, &reach, queue_of(q, ctx, wanted)?, ctx.now);
    let narrowed = narrow(q, ctx, wanted)?;
    let (mut out, mut after) = (Vec::new(), None);
    loop {
        let (lines, next) = merged::page(q, &queues, &narrowed, after, LOOKED_THROUGH)?;
        out.extend(lines.iter().map(|line| line.id));
        if next.is_none() || out.len() >= most {
            out.truncate(most);
            return Ok(out);
        }
        after = next;
    }
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The newest first, at most fifty.
    pub lines: Vec<Line>,
    /// Before which dossier the search goes on; there may be one though nothing was found so far.
    pub next: Option<DossierId>,
}

/// Dossiers of the person's bodies by number, or by the applicant's name: each word begins one of the name's, in any order,
/// with or without accents. Everything is found in the end; what a page looks at is bounded.
///
/// # Errors
/// [`Error::Denied`] for people without dossiers to see.
pub fn search(
    q: &mut impl Query,
    ctx: &Ctx,
    words: &str,
    before: Option<DossierId>,
) -> Result<Search, Error> {
    let authority = ctx.authorise(&permissions::READ)?;
    let scopes = Reach::of(q, ctx, &authority)?.scopes();
    let ours = words.trim().to_uppercase().parse().ok();
    if let Some(number) = &ours {
        for scope in &scopes {
            if let Some(line) = lists::by_number(q, *scope, number)? {
                return Ok(Search { lines: vec![line], next: None });
            }
        }
    }
    let lines = by_other_number(q, &scopes, words)?;
    if ours.is_some() || !lines.is_empty() {
        return Ok(Search { lines, next: None });
    }
    let words = words_of(words);
    if words.is_empty() {
        return Ok(Search::default());
    }
    let found = word::newest(q, &scopes, &words, before, lists::AT_ONCE)?;
    Ok(Search { lines: lists::of_ids(q, &found.ids)?, next: found.next })
}

/// The dossiers in these scopes that bear this number of another system.
fn by_other_number(q: &mut impl Query, scopes: &[UnitId], words: &str) -> Result<Vec<Line>, Error> {
    let Ok(number) = crate::rules::other_number::tidy(words) else { return Ok(Vec::new()) };
    let mut lines: Vec<Line> = Vec::new();
    for scope in scopes {
        for line in lists::by_other_number(q, *scope, &number)? {
            if !lines.iter().any(|it| it.id == line.id) {
                lines.push(line);
            }
        }
    }
    Ok(lines)
}

/// The queues behind a tab: one for each of the person's positions that has it.
fn queues(authority: &Authority, reach: &Reach, tab: Tab, now: Instant) -> Vec<Queue> {
    let posts: Vec<&Post> = authority.posts().iter().filter(|post| tab.held_by(post.role)).collect();
    let mut out: Vec<Queue> = match tab {
        Tab::Mine if posts.is_empty() => Vec::new(),
        Tab::Mine => {
            let hands = authority.staff().hands();
            vec![Queue::Mine(hands, None), Queue::MineBeside(hands, None)]
        }
        Tab::Unit => {
            let both =
                |post: &&Post| [Queue::Step(post.unit, post.role), Queue::StepBeside(post.unit, post.role)];
            posts.iter().flat_map(both).collect()
        }
        Tab::Team => {
            posts.iter().flat_map(|post| [Queue::Team(post.unit), Queue::TeamBeside(post.unit)]).collect()
        }
        Tab::Paused => reach.queues(Queue::Paused),
        Tab::Asked => reach.queues(Queue::Asked),
        Tab::Waiting => posts.iter().map(|post| Queue::Waiting(post.root)).collect(),
        Tab::Ready => posts.iter().map(|post| Queue::Ready(post.root)).collect(),
        Tab::Warned => warned(authority.staff().hands(), &posts, now),
        Tab::Today => reach.queues(|of| Queue::DueBetween(of, now, end_of_day(now))),
        Tab::Late => reach.queues(|of| Queue::DueBetween(of, Instant::from_micros(0), now)),
    };
    let mut seen = Vec::new();
    out.retain(|queue| {
        let new = !seen.contains(queue);
        seen.push(queue.clone());
        new
    });
    out
}

/// What the person's units were warned of and still owe; of what somebody else is in charge of, only the head sees it. The answer
/// to a submission is the body's to give, through whoever receives.
fn warned(me: StaffId, posts: &[&Post], now: Instant) -> Vec<Queue> {
    let heads = |unit: UnitId| posts.iter().any(|post| post.unit == unit && post.role == Role::Head);
    let mut out = Vec::new();
    for post in posts {
        let person = if heads(post.unit) { None } else { Some(me) };
        out.push(Queue::Warned(post.unit, person, now));
        if post.role == Role::Reception && post.root != post.unit {
            out.push(Queue::Warned(post.root, Some(me), now));
        }
    }
    out
}

/// The first instant of tomorrow.
fn end_of_day(now: Instant) -> Instant {
    let tomorrow = now.date().tomorrow().unwrap_or_else(|_| now.date());
    Instant::from_local(tomorrow.at(0, 0, 0, 0))
}
