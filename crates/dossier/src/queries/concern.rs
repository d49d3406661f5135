//! What a leader watches: late, nearly late, sent back twice, late without an apology; counted by unit, procedure, person or step.

use std::collections::BTreeMap;

use base::Ctx;
use base::id::DossierId;
use db::Query;

use super::counts::whose;
use super::tally::{most, page};
use crate::error::Error;
use crate::model::{Concern, ConcernBy};
use crate::store::concern::{self, ANY, Look};
use crate::store::lists::Line;

/// How far ahead "soon" looks, in seconds.
const SOON: i64 = 2 * 86_400;

/// A count of what is watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConcernRow {
    /// The unit, procedure, person or step; empty where nobody is in charge.
    pub line: String,
    /// Its name.
    pub name: String,
    /// How many.
    pub count: i64,
}

/// The counts over everything the actor oversees, the most first.
///
/// # Errors
/// [`Error::Denied`] for everybody but leaders and controllers.
pub fn concerns(
    q: &mut impl Query,
    ctx: &Ctx,
    concern: Concern,
    by: ConcernBy,
) -> Result<Vec<ConcernRow>, Error> {
    let mut rows: BTreeMap<String, ConcernRow> = BTreeMap::new();
    for whose in whose(q, ctx)? {
        for (line, count, name) in concern::counts(q, whose, look(ctx, concern, by))? {
            let row = rows.entry(line.clone()).or_insert(ConcernRow { line, name, count: 0 });
            row.count += count;
        }
    }
    let mut rows: Vec<ConcernRow> = rows.into_values().collect();
    for row in &mut rows {
        if by != ConcernBy::Procedure {
            row.name = concern_line(q, by, &row.line)?;
        }
    }
    rows.sort_by(|a, b| (b.count, &a.name, &a.line).cmp(&(a.count, &b.name, &b.line)));
    Ok(rows)
}

/// How many there are in all.
///
/// # Errors
/// As [`concerns`].
pub fn concern_count(q: &mut impl Query, ctx: &Ctx, concern: Concern) -> Result<i64, Error> {
    let mut sum = 0;
    for whose in whose(q, ctx)? {
        let counts = concern::counts(q, whose, look(ctx, concern, ConcernBy::Procedure))?;
        sum += counts.iter().map(|(_, count, _)| count).sum::<i64>();
    }
    Ok(sum)
}

/// One page of the dossiers behind a count, of all lines where none is named, after `after`; with the last of them where there are more.
///
/// # Errors
/// As [`concerns`].
pub fn concerned(
    q: &mut impl Query,
    ctx: &Ctx,
    (concern, by): (Concern, ConcernBy),
    line: Option<&str>,
    after: Option<DossierId>,
) -> Result<(Vec<Line>, Option<DossierId>), Error> {
    let after = after.map_or_else(String::new, |id| id.to_string());
    let mut ids = Vec::new();
    for whose in whose(q, ctx)? {
        let look = look(ctx, concern, by);
        ids.extend(concern::dossiers(q, whose, look, line.unwrap_or(ANY), &after, most())?);
    }
    page(q, ids)
}

fn look(ctx: &Ctx, concern: Concern, by: ConcernBy) -> Look {
    Look { concern, by, now: ctx.now, soon: ctx.now.plus_seconds(SOON) }
}

/// What people call the line of a count, also one that has none left; a procedure by its code.
///
/// # Errors
/// Those of the database.
pub fn concern_line(q: &mut impl Query, by: ConcernBy, line: &str) -> Result<String, Error> {
    Ok(match by {
        ConcernBy::Step if line.is_empty() => "Chưa ở bước nào".to_owned(),
        ConcernBy::Procedure | ConcernBy::Step => line.to_owned(),
        ConcernBy::Unit => match line.parse() {
            Ok(unit) => organisation::full_name_of(q, unit)?,
            Err(_) => String::new(),
        },
        ConcernBy::Person => match line.parse() {
            Ok(id) => organisation::staff(q, id)?.map_or_else(String::new, |it| it.name.to_string()),
            Err(_) => "Chưa phân công".to_owned(),
        },
    })
}
