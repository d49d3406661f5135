//! The officer's desk: work queues with counts, ordered by what is due first.

use base::id::{DossierId, StaffId, UnitId};
use base::{Authority, Ctx, Instant, Post, Role};
use db::Query;

use super::merged;
use super::reach::Reach;
use crate::error::Error;
use crate::model::words_of;
use crate::permissions;
use crate::store::lists::{self, After, Line, Narrow, Queue};
use crate::store::word;

/// A queue of the desk. As text it is the word of [`Tab::code`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, utoipa::ToSchema)]
pub enum Tab {
    /// In my charge.
    #[serde(rename = "cua-toi")]
    Mine,
    /// At my unit's step, nobody in charge.
    #[serde(rename = "cho-nhan-viec")]
    Unit,
    /// Sent online, waiting to be received.
    #[serde(rename = "cho-tiep-nhan")]
    Waiting,
    /// Result ready at the counter.
    #[serde(rename = "cho-tra-ket-qua")]
    Ready,
    /// Warned of: an answer, a step or the result lapses soon.
    #[serde(rename = "sap-qua-han")]
    Warned,
    /// Due later today.
    #[serde(rename = "den-han-hom-nay")]
    Today,
    /// Past the first appointment.
    #[serde(rename = "qua-han")]
    Late,
}

impl Tab {
    /// Every queue, in the order of the tabs.
    pub const ALL: [Self; 7] =
        [Self::Mine, Self::Unit, Self::Waiting, Self::Ready, Self::Warned, Self::Today, Self::Late];

    /// The word in the address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mine => "cua-toi",
            Self::Unit => "cho-nhan-viec",
            Self::Waiting => "cho-tiep-nhan",
            Self::Ready => "cho-tra-ket-qua",
            Self::Warned => "sap-qua-han",
            Self::Today => "den-han-hom-nay",
            Self::Late => "qua-han",
        }
    }

    /// The name on the tab.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Mine => "Việc của tôi",
            Self::Unit => "Chờ nhận việc",
            Self::Waiting => "Chờ tiếp nhận",
            Self::Ready => "Chờ trả kết quả",
            Self::Warned => "Sắp quá hạn",
            Self::Today => "Đến hạn hôm nay",
            Self::Late => "Quá hạn",
        }
    }

    /// Reads the word of an address.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.code() == code)
    }

    /// Who has this queue.
    const fn held_by(self, role: Role) -> bool {
        match self {
            Self::Waiting | Self::Ready => matches!(role, Role::Reception),
            Self::Mine | Self::Unit | Self::Warned => {
                matches!(
                    role,
                    Role::Reception | Role::CaseOfficer | Role::Head | Role::Signatory | Role::Registrar
                )
            }
            Self::Today | Self::Late => true,
        }
    }
}

/// A tab with how many lines it has, counted no further than 1000.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// The queue.
    pub tab: Tab,
    /// Its lines.
    pub lines: i64,
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

/// One page of a queue of the person who asks, narrowed by words (of a name, or part of a number) if there are any; the first
/// queue with work if none is named.
///
/// # Errors
/// [`Error::Denied`] for people without dossiers to see.
pub fn desk(
    q: &mut impl Query,
    ctx: &Ctx,
    tab: Option<Tab>,
    words: &str,
    after: After,
) -> Result<Desk, Error> {
    let authority = ctx.authorise(&permissions::READ)?;
    let reach = Reach::of(q, ctx, &authority)?;
    let mut tabs = Vec::new();
    for tab in Tab::ALL {
        let queues = queues(&authority, &reach, tab, ctx.now);
        if queues.is_empty() {
            continue;
        }
        tabs.push(Count { tab, lines: merged::count(q, &queues)? });
    }
    let first =
        tabs.iter().find(|count| count.lines > 0).or(tabs.first()).map_or(Tab::Late, |count| count.tab);
    let shown = tab.filter(|tab| tabs.iter().any(|count| count.tab == *tab)).unwrap_or(first);
    let queues = queues(&authority, &reach, shown, ctx.now);
    let (lines, next) = merged::page(q, &queues, &Narrow::by(words), after)?;
    Ok(Desk { tabs, shown, lines, next })
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
            vec![Queue::Mine(authority.staff().hands()), Queue::MineBeside(authority.staff().hands())]
        }
        Tab::Unit => {
            let both =
                |post: &&Post| [Queue::Step(post.unit, post.role), Queue::StepBeside(post.unit, post.role)];
            posts.iter().flat_map(both).collect()
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_queue_is_read_by_its_word_everywhere() {
        for tab in Tab::ALL {
            assert_eq!(Tab::parse(tab.code()), Some(tab));
            assert_eq!(serde_json::from_value::<Tab>(tab.code().into()).ok(), Some(tab));
        }
        assert_eq!(Tab::parse("khong-co"), None);
    }
}
