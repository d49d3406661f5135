//! Several queues as one list: what is due first first, each dossier once, paged by key.

use db::Query;

use crate::error::Error;
use crate::store::lists::{self, After, CAP, Line, Queue};
use crate::store::narrow::Narrow;

/// Lines of a page.
pub(super) const PAGE: i64 = 50;

/// At most so many lines of these queues, narrowed, and after which line the next one begins.
pub(super) fn page(
    q: &mut impl Query,
    queues: &[Queue],
    narrow: &Narrow,
    after: After,
    most: i64,
) -> Result<(Vec<Line>, After), Error> {
    let mut lines = Vec::new();
    for queue in queues {
        lines.extend(lists::queue(q, queue, narrow, after, most + 1)?);
    }
    lines.sort_by_key(|line| (line.due_current, line.id));
    lines.dedup_by_key(|line| line.id);
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let more = lines.len() > most;
    lines.truncate(most);
    let next = lines.last().filter(|_| more).map(|line| (line.due_current, line.id));
    Ok((lines, next))
}

/// How many lines these queues have together, counted no further than [`CAP`]. None is counted twice: what stands beside
/// is counted only where the dossier's own row does not stand in the same queue.
pub(super) fn count(q: &mut impl Query, queues: &[Queue]) -> Result<i64, Error> {
    let mut lines = 0;
    for queue in queues {
        lines += lists::count(q, queue, CAP)?;
    }
    Ok(lines.min(CAP))
}
