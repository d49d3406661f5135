//! The standard counts of a month for who oversees bodies: by procedure and by how the dossiers stand to their time, each count
//! with its dossiers.

use base::code::ProcedureCode;
use base::id::{DossierId, UnitId};
use base::{Ctx, Instant};
use db::Query;
use jiff::civil::Date;

use super::reach::Reach;
use crate::error::Error;
use crate::model::Standing;
use crate::permissions;
use crate::store::counts::{self, Period, Whose};
use crate::store::lists::{AT_ONCE, Line};

/// One procedure's line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The code.
    pub procedure: ProcedureCode,
    /// The name.
    pub name: String,
    /// The counts, in the order of [`Standing::ALL`].
    pub counts: [i64; 6],
}

impl Row {
    /// One of the counts.
    #[must_use]
    pub fn count(&self, standing: &Standing) -> i64 {
        let at = Standing::ALL.iter().position(|it| it == standing);
        at.and_then(|at| self.counts.get(at)).copied().unwrap_or(0)
    }

    /// How many were received.
    #[must_use]
    pub fn received(&self) -> i64 {
        self.counts.iter().sum()
    }
}

/// One body's line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyRow {
    /// The body.
    pub body: UnitId,
    /// Its name, now or at its end.
    pub name: String,
    /// The counts, in the order of [`Standing::ALL`].
    pub counts: [i64; 6],
}

impl BodyRow {
    /// How many were received.
    #[must_use]
    pub fn received(&self) -> i64 {
        self.counts.iter().sum()
    }
}

/// The counts of a month, by procedure and by body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// What was received most first.
    pub rows: Vec<Row>,
    /// The same by body, by name.
    pub bodies: Vec<BodyRow>,
}

/// The table of the month that `day` lies in, over everything the actor oversees: by the bodies that decide now, or as it was, by
/// the bodies that decided when the dossiers were received (a reorganisation moves the ones, never the others).
///
/// # Errors
/// [`Error::Denied`] for everybody but leaders and controllers.
pub fn counts(q: &mut impl Query, ctx: &Ctx, day: Date, as_was: bool) -> Result<Counts, Error> {
    let mut out = Counts::default();
    for whose in asked(q, ctx, as_was)? {
        for one in counts::counts(q, whose, as_was, period(ctx, day))? {
            let at = Standing::ALL.iter().position(|it| *it == one.standing).unwrap_or(0);
            let rows = &mut out.rows;
            let known = rows.iter().position(|row| row.procedure == one.procedure).unwrap_or_else(|| {
                rows.push(Row { procedure: one.procedure.clone(), name: one.name.clone(), counts: [0; 6] });
                rows.len() - 1
            });
            if let Some(count) = rows.get_mut(known).and_then(|row| row.counts.get_mut(at)) {
                *count += one.dossiers;
            }
            let body = match out.bodies.iter().position(|row| row.body == one.body) {
                Some(known) => known,
                None => {
                    let name = organisation::name_of(q, one.body)?;
                    out.bodies.push(BodyRow { body: one.body, name, counts: [0; 6] });
                    out.bodies.len() - 1
                }
            };
            if let Some(count) = out.bodies.get_mut(body).and_then(|row| row.counts.get_mut(at)) {
                *count += one.dossiers;
            }
        }
    }
    out.rows.sort_by(|a, b| (b.received(), &a.procedure).cmp(&(a.received(), &b.procedure)));
    out.bodies.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(out)
}

/// One page of the dossiers behind a count, after `after`; with the last of them where there are more.
///
/// # Errors
/// As [`counts`].
pub fn counted(
    q: &mut impl Query,
    ctx: &Ctx,
    (day, as_was): (Date, bool),
    of: (&ProcedureCode, Standing),
    after: Option<DossierId>,
) -> Result<(Vec<Line>, Option<DossierId>), Error> {
    let mut lines = Vec::new();
    let most = i64::try_from(AT_ONCE + 1).unwrap_or(i64::MAX);
    for whose in asked(q, ctx, as_was)? {
        lines.extend(counts::dossiers(q, (whose, as_was), period(ctx, day), of, after, most)?);
    }
    lines.sort_by_key(|line| line.id);
    let more = lines.len() > AT_ONCE;
    lines.truncate(AT_ONCE);
    let next = lines.last().filter(|_| more).map(|line| line.id);
    Ok((lines, next))
}

/// Everything the actor oversees; as it was, with what it followed.
fn asked(q: &mut impl Query, ctx: &Ctx, as_was: bool) -> Result<Vec<Whose>, Error> {
    let mut all = whose(q, ctx)?;
    let mut at = 0;
    while let Some(one) = all.get(at).copied().filter(|_| as_was) {
        at += 1;
        let (unit, again): (UnitId, fn(UnitId) -> Whose) = match one {
            Whose::Body(unit) => (unit, Whose::Body),
            Whose::Under(unit) => (unit, Whose::Under),
        };
        for line in organisation::predecessors(q, unit)? {
            let before = again(line.unit);
            if !all.contains(&before) {
                all.push(before);
            }
        }
    }
    Ok(all)
}

/// How many steps were skipped in the month that `day` lies in because what they would find out was held already, and how many
/// working days that saved.
///
/// # Errors
/// As [`counts`].
pub fn saved(q: &mut impl Query, ctx: &Ctx, day: Date) -> Result<(i64, i64), Error> {
    let Period { from, to, .. } = period(ctx, day);
    let mut sum = (0, 0);
    for whose in whose(q, ctx)? {
        let (steps, days) = match whose {
            Whose::Body(body) => crate::store::skipped::of_body(q, body, from, to)?,
            Whose::Under(top) => crate::store::skipped::under(q, top, from, to)?,
        };
        sum = (sum.0 + steps, sum.1 + days);
    }
    Ok(sum)
}

/// Everything the actor oversees, each part once.
pub(super) fn whose(q: &mut impl Query, ctx: &Ctx) -> Result<Vec<Whose>, Error> {
    let authority = ctx.authorise(&permissions::OVERSEE)?;
    let reach = Reach::of(q, ctx, &authority)?;
    let bodies = reach.bodies.into_iter().map(Whose::Body);
    Ok(bodies.chain(reach.tops.into_iter().map(Whose::Under)).collect())
}

/// The month of a day.
pub(super) fn period(ctx: &Ctx, day: Date) -> Period {
    let next = day.last_of_month().tomorrow().unwrap_or(day);
    let at = |day: Date| Instant::from_local(day.at(0, 0, 0, 0));
    Period { from: at(day.first_of_month()), to: at(next), now: ctx.now }
}
