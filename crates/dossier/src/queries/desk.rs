//! The officer's desk: work queues with counts, ordered by what is due first.

use base::{Authority, Ctx, Instant, Post, Role};
use db::Query;

use super::merged;
use crate::error::Error;
use crate::model::State;
use crate::permissions;
use crate::store::lists::{self, After, Line, Queue};

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
    /// Due later today.
    #[serde(rename = "den-han-hom-nay")]
    Today,
    /// Past the first appointment.
    #[serde(rename = "qua-han")]
    Late,
}

impl Tab {
    /// Every queue, in the order of the tabs.
    pub const ALL: [Self; 6] = [Self::Mine, Self::Unit, Self::Waiting, Self::Ready, Self::Today, Self::Late];

    /// The word in the address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mine => "cua-toi",
            Self::Unit => "cho-nhan-viec",
            Self::Waiting => "cho-tiep-nhan",
            Self::Ready => "cho-tra-ket-qua",
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
            Self::Mine | Self::Unit => {
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

/// One page of a queue of the person who asks; the first queue with work if none is named.
///
/// # Errors
/// [`Error::Denied`] for people without dossiers to see.
pub fn desk(q: &mut impl Query, ctx: &Ctx, tab: Option<Tab>, after: After) -> Result<Desk, Error> {
    let authority = ctx.authorise(&permissions::READ)?;
    let mut tabs = Vec::new();
    for tab in Tab::ALL {
        let queues = queues(&authority, tab, ctx.now);
        if queues.is_empty() {
            continue;
        }
        tabs.push(Count { tab, lines: merged::count(q, &queues)? });
    }
    let first =
        tabs.iter().find(|count| count.lines > 0).or(tabs.first()).map_or(Tab::Late, |count| count.tab);
    let shown = tab.filter(|tab| tabs.iter().any(|count| count.tab == *tab)).unwrap_or(first);
    let (lines, next) = merged::page(q, &queues(&authority, shown, ctx.now), after)?;
    Ok(Desk { tabs, shown, lines, next })
}

/// Dossiers of the person's bodies by number, or by the applicant's name with or without accents.
///
/// # Errors
/// [`Error::Denied`] for people without dossiers to see.
pub fn search(q: &mut impl Query, ctx: &Ctx, words: &str, after: After) -> Result<(Vec<Line>, After), Error> {
    let authority = ctx.authorise(&permissions::READ)?;
    let words = words.trim();
    let bodies = merged::bodies(&authority);
    if let Ok(number) = words.to_uppercase().parse() {
        let mut found = Vec::new();
        for body in bodies {
            found.extend(lists::by_number(q, body, &number)?);
        }
        found.truncate(1);
        return Ok((found, None));
    }
    if words.is_empty() {
        return Ok((Vec::new(), None));
    }
    let named = |of| Queue::Named(of, words.to_owned());
    merged::page(q, &merged::of_bodies(&bodies, named), after)
}

/// The queues behind a tab: one for each of the person's positions that has it.
fn queues(authority: &Authority, tab: Tab, now: Instant) -> Vec<Queue> {
    let posts: Vec<&Post> = authority.posts().iter().filter(|post| tab.held_by(post.role)).collect();
    let mut out: Vec<Queue> = match tab {
        Tab::Mine if posts.is_empty() => Vec::new(),
        Tab::Mine => vec![Queue::Mine(authority.staff().staff), Queue::MineBeside(authority.staff().staff)],
        Tab::Unit => {
            let both =
                |post: &&Post| [Queue::Step(post.unit, post.role), Queue::StepBeside(post.unit, post.role)];
            posts.iter().flat_map(both).collect()
        }
        Tab::Waiting => posts.iter().map(|post| Queue::InState(post.root, State::Submitted)).collect(),
        Tab::Ready => posts.iter().map(|post| Queue::InState(post.root, State::Completed)).collect(),
        Tab::Today => {
            merged::of_bodies(&merged::bodies(authority), |of| Queue::DueBetween(of, now, end_of_day(now)))
        }
        Tab::Late => merged::of_bodies(&merged::bodies(authority), |of| {
            Queue::DueBetween(of, Instant::from_micros(0), now)
        }),
    };
    let mut seen = Vec::new();
    out.retain(|queue| {
        let new = !seen.contains(queue);
        seen.push(queue.clone());
        new
    });
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
