//! What a leader looks at first: what is late, what was not answered, what is nearly late, over all their bodies in one
//! order.

use base::{Ctx, Instant};
use db::Query;

use super::merged;
use super::reach::Reach;
use crate::error::Error;
use crate::permissions;
use crate::store::lists::{After, CAP, Line, Queue};
use crate::store::narrow::Narrow;

/// How far ahead "nearly late" looks, in seconds.
const SOON: i64 = 2 * 86_400;

/// A list of a leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watch {
    /// Open past the first appointment.
    Late,
    /// Sent online and not answered within 8 working hours.
    Unanswered,
    /// Open with a first appointment in the next two days.
    Soon,
}

impl Watch {
    /// Every list, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Late, Self::Unanswered, Self::Soon];

    /// The word in the address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Late => "qua-han",
            Self::Unanswered => "chua-tra-loi",
            Self::Soon => "sap-den-han",
        }
    }

    /// Reads the word of an address.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.code() == code)
    }
}

/// A page of a list, with the count of the whole.
#[derive(Clone, Debug)]
pub struct Exceptions {
    /// What is due first first, at most fifty.
    pub lines: Vec<Line>,
    /// After which line the next page begins, if there is one.
    pub next: After,
    /// How many there are, counted no further than 1000.
    pub counted: i64,
}

impl Exceptions {
    /// `12` or `1000+`.
    #[must_use]
    pub fn count(&self) -> String {
        if self.counted >= CAP { format!("{CAP}+") } else { self.counted.to_string() }
    }
}

/// One page of a list over all the bodies that the actor oversees: what they keep and what they decide.
///
/// # Errors
/// [`Error::Denied`] for everybody but leaders and controllers.
pub fn oversight(q: &mut impl Query, ctx: &Ctx, list: Watch, after: After) -> Result<Exceptions, Error> {
    let authority = ctx.authorise(&permissions::OVERSEE)?;
    let now = ctx.now;
    let queues = Reach::of(q, ctx, &authority)?.queues(|of| match list {
        Watch::Late => Queue::DueBetween(of, Instant::from_micros(0), now),
        Watch::Unanswered => Queue::UnansweredBefore(of, now),
        Watch::Soon => Queue::DueBetween(of, now, now.plus_seconds(SOON)),
    });
    let (lines, next) = merged::page(q, &queues, &Narrow::default(), after, merged::PAGE)?;
    Ok(Exceptions { lines, next, counted: merged::count(q, &queues)? })
}
