//! What a leader looks at first: what is late, what was not answered, what is nearly late.

use base::{Ctx, Instant};
use db::Query;

use crate::error::Error;
use crate::permissions;
use crate::store::lists::{self, CAP, Line, Queue};

/// Lines shown of each list.
const SHOWN: i64 = 50;
/// How far ahead "nearly late" looks, in seconds.
const SOON: i64 = 2 * 86_400;

/// One list with its count.
#[derive(Clone, Debug, Default)]
pub struct Exceptions {
    /// What is due first first, at most fifty.
    pub lines: Vec<Line>,
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

/// The three lists of a leader.
#[derive(Clone, Debug, Default)]
pub struct Oversight {
    /// Open past the first appointment.
    pub late: Exceptions,
    /// Open with a first appointment in the next two days.
    pub soon: Exceptions,
    /// Sent online and not answered within 8 working hours.
    pub unanswered: Exceptions,
}

/// The exceptions of the bodies that the actor oversees.
///
/// # Errors
/// [`Error::Denied`] for everybody but leaders and controllers.
pub fn oversight(q: &mut impl Query, ctx: &Ctx) -> Result<Oversight, Error> {
    let authority = ctx.authorise(&permissions::OVERSEE)?;
    let mut roots: Vec<_> = authority.posts().iter().map(|post| post.root).collect();
    roots.sort_unstable();
    roots.dedup();
    let mut out = Oversight::default();
    for root in roots {
        add(q, &mut out.late, &Queue::DueBetween(root, Instant::from_micros(0), ctx.now))?;
        add(q, &mut out.soon, &Queue::DueBetween(root, ctx.now, ctx.now.plus_seconds(SOON)))?;
        add(q, &mut out.unanswered, &Queue::UnansweredBefore(root, ctx.now))?;
    }
    Ok(out)
}

fn add(q: &mut impl Query, list: &mut Exceptions, queue: &Queue) -> Result<(), Error> {
    list.counted += lists::count(q, queue, CAP)?;
    list.lines.extend(lists::queue(q, queue, None, SHOWN)?);
    Ok(())
}
