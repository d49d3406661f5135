//! The standard table of a time for who oversees bodies: what was to be settled, how it came in, how it stands, each count with its
//! dossiers.

use std::collections::BTreeMap;

use base::id::{DossierId, UnitId};
use base::{Ctx, Instant};
use db::Query;
use jiff::civil::Date;

use super::counts::whose;
use crate::error::Error;
use crate::model::{Came, Stands, TallyBy};
use crate::store::lists::{self, AT_ONCE, Line};
use crate::store::tally::{self, Frame, Which};

/// A standard table: its first and last day, its lines, and of which body alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// What its lines are.
    pub by: TallyBy,
    /// One body of those the actor oversees.
    pub body: Option<UnitId>,
}

/// A line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TallyRow {
    /// The body or the procedure.
    pub line: String,
    /// Its name.
    pub name: String,
    counts: BTreeMap<(Came, Stands), i64>,
}

impl TallyRow {
    /// How many came in one of these ways and stand in one of those; none named means all.
    #[must_use]
    pub fn count(&self, came: &[Came], stands: &[Stands]) -> i64 {
        let counts = |((one, other), _): &(&(Came, Stands), &i64)| {
            (came.is_empty() || came.contains(one)) && (stands.is_empty() || stands.contains(other))
        };
        self.counts.iter().filter(counts).map(|(_, count)| count).sum()
    }
}

/// The lines of the table, by name, over everything the actor oversees. A body is counted under the name it bears now.
///
/// # Errors
/// [`Error::Denied`] for everybody but leaders and controllers.
pub fn tally(q: &mut impl Query, ctx: &Ctx, of: &Tally) -> Result<Vec<TallyRow>, Error> {
    let frame = frame(ctx, of);
    let mut rows: BTreeMap<String, TallyRow> = BTreeMap::new();
    for whose in whose(q, ctx)? {
        for (line, came, stands, count, name) in tally::counts(q, whose, &frame)? {
            let row =
                rows.entry(line.clone()).or_insert_with(|| TallyRow { line, name, counts: BTreeMap::new() });
            *row.counts.entry((came, stands)).or_default() += count;
        }
    }
    let mut rows: Vec<TallyRow> = rows.into_values().collect();
    if of.by == TallyBy::Body {
        for row in &mut rows {
            if let Ok(body) = row.line.parse() {
                row.name = organisation::name_of(q, body)?;
            }
        }
    }
    rows.sort_by(|a, b| (&a.name, &a.line).cmp(&(&b.name, &b.line)));
    Ok(rows)
}

/// Which count of a table: its line (empty is all), and how its dossiers came and stand (none named means all).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TallyCell {
    /// The line.
    pub line: String,
    /// How they came.
    pub came: Vec<Came>,
    /// How they stand.
    pub stands: Vec<Stands>,
}

/// One page of the dossiers behind a count, after `after`; with the last of them where there are more.
///
/// # Errors
/// As [`tally`].
pub fn tallied(
    q: &mut impl Query,
    ctx: &Ctx,
    of: &Tally,
    cell: &TallyCell,
    after: Option<DossierId>,
) -> Result<(Vec<Line>, Option<DossierId>), Error> {
    let (frame, after) = (frame(ctx, of), after.map_or_else(String::new, |id| id.to_string()));
    let came = codes(&cell.came, Came::ALL, Came::code);
    let stands = codes(&cell.stands, Stands::ALL, Stands::code);
    let which = Which { line: &cell.line, came: &came, stands: &stands };
    let mut ids = Vec::new();
    for whose in whose(q, ctx)? {
        ids.extend(tally::dossiers(q, whose, &frame, &which, &after, most())?);
    }
    page(q, ids)
}

/// How many were open past their first appointment at a moment that has passed. A clock that stands still now counts as standing then.
///
/// # Errors
/// As [`tally`].
pub fn late_at(q: &mut impl Query, ctx: &Ctx, moment: Instant) -> Result<i64, Error> {
    let frame = Frame { from: moment, to: moment, now: moment, by: TallyBy::Procedure, body: None };
    let mut late = 0;
    for whose in whose(q, ctx)? {
        let counts = tally::counts(q, whose, &frame)?;
        late += counts.iter().filter(|it| it.2 == Stands::Late).map(|it| it.3).sum::<i64>();
    }
    Ok(late)
}

/// One more than a page holds.
pub(super) fn most() -> i64 {
    i64::try_from(AT_ONCE + 1).unwrap_or(i64::MAX)
}

/// A page of these dossiers, with the last of them where there are more.
pub(super) fn page(
    q: &mut impl Query,
    mut ids: Vec<DossierId>,
) -> Result<(Vec<Line>, Option<DossierId>), Error> {
    ids.sort_unstable();
    ids.dedup();
    let more = ids.len() > AT_ONCE;
    ids.truncate(AT_ONCE);
    Ok((lists::of_ids(q, &ids)?, ids.last().copied().filter(|_| more)))
}

fn codes<T: Copy>(some: &[T], all: &[T], code: fn(T) -> &'static str) -> String {
    let of = if some.is_empty() { all } else { some };
    of.iter().map(|it| code(*it)).collect::<Vec<_>>().join(",")
}

/// From the first moment of the first day to the last of the last.
fn frame(ctx: &Ctx, of: &Tally) -> Frame {
    let at = |day: Date| Instant::from_local(day.at(0, 0, 0, 0));
    let to = at(of.to.tomorrow().unwrap_or(of.to));
    Frame { from: at(of.from), to, now: to.min(ctx.now), by: of.by, body: of.body }
}
