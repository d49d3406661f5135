//! Orders for many dossiers: what one would do, what one has done.

use std::collections::BTreeSet;

use base::Ctx;
use base::id::{DossierId, StaffId};
use db::Query;

use super::desk;
use crate::bulk::{Looking, is_unseen, reason};
use crate::error::Error;
use crate::jobs::{BULK_NAME, Bulk};
use crate::model::{BulkAct, BulkId, BulkOrder, Picked, SkippedOne, Wanted};
use crate::permissions::{self, leads_in};
use crate::store;

/// How many dossiers one order takes; what is due first is taken of more.
pub(crate) const MOST_BULK: usize = 20_000;
/// How many dossiers are looked at for who can be put in charge.
const LOOKED_AT: usize = 200;
/// Lines of a report's page.
const PAGE: i64 = 50;

/// The dossiers of a queue, or those of it that were ticked.
///
/// # Errors
/// [`Error::Denied`] for people without dossiers to see.
pub(crate) fn bulk_dossiers(
    q: &mut impl Query,
    ctx: &Ctx,
    wanted: &Wanted,
    picked: &Picked,
) -> Result<Vec<DossierId>, Error> {
    match picked {
        Picked::Queue => desk::ids(q, ctx, wanted, MOST_BULK),
        Picked::Ones(ids) => Ok(ids.clone()),
    }
}

/// What an order would do to some dossiers.
#[derive(Debug, Default)]
pub(crate) struct Foreseen {
    /// To how many it would be done.
    pub(crate) done: usize,
    /// Those that would be skipped.
    pub(crate) skipped: Vec<SkippedOne>,
}

/// Looks at some dossiers for an order.
///
/// # Errors
/// [`Error::Denied`] for whoever may not order it.
pub(crate) fn foresee(
    q: &mut impl Query,
    ctx: &Ctx,
    act: &BulkAct,
    ids: &[DossierId],
) -> Result<Foreseen, Error> {
    let looking = Looking::new(q, ctx, act)?;
    let mut out = Foreseen::default();
    for id in ids {
        let found = store::dossier::find(q, *id)?;
        let number = found.as_ref().and_then(|dossier| dossier.number.as_ref()).map(ToString::to_string);
        let looked = found.as_ref().ok_or(Error::NotFound).and_then(|dossier| looking.look(q, dossier));
        match looked {
            Ok(()) => out.done += 1,
            Err(error) => {
                let seen = !is_unseen(&error);
                let reason = reason(&error).ok_or(error)?;
                out.skipped.push(SkippedOne { dossier: *id, number: number.filter(|_| seen), reason });
            }
        }
    }
    Ok(out)
}

/// Who can be put in charge of some of these, as far as the first of them show; none for whoever may not say so.
///
/// # Errors
/// Those of the database.
pub(crate) fn bulk_people(
    q: &mut impl Query,
    ctx: &Ctx,
    ids: &[DossierId],
) -> Result<Vec<(StaffId, String)>, Error> {
    let Ok(authority) = ctx.authorise(&permissions::ASSIGN) else { return Ok(Vec::new()) };
    let mut positions = BTreeSet::new();
    for id in ids.iter().take(LOOKED_AT) {
        let Some(dossier) = store::dossier::find(q, *id)? else { continue };
        let over = leads_in(&authority, &dossier);
        let open = dossier.open_steps().iter().filter(|step| over.contains(&step.unit));
        positions.extend(open.map(|step| (step.unit, step.role)));
    }
    let mut people: Vec<(StaffId, String)> = Vec::new();
    for (unit, role) in positions {
        for one in organisation::holders(q, unit, role, ctx.now.date())? {
            if !people.iter().any(|(known, _)| *known == one.id) {
                people.push((one.id, format!("{}, {}", one.name, role.label())));
            }
        }
    }
    Ok(people)
}

/// How far an order is.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) order: BulkOrder,
    /// Whether its job gave up, with dossiers left that nothing came of.
    pub(crate) stopped: bool,
    pub(crate) done: i64,
    /// How many were skipped for which reason, most first.
    pub(crate) skipped: Vec<(String, i64)>,
    /// A page of those.
    pub(crate) lines: Vec<SkippedOne>,
    /// After which position the next page begins.
    pub(crate) next: Option<i64>,
}

impl Report {
    /// How many were skipped.
    pub(crate) fn left(&self) -> i64 {
        self.skipped.iter().map(|(_, count)| count).sum()
    }
}

/// How far one's own order is, with a page of what was skipped.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's.
pub(crate) fn bulk_order(q: &mut impl Query, ctx: &Ctx, id: BulkId, after: i64) -> Result<Report, Error> {
    let me = ctx.authorise(&permissions::READ)?.staff().staff;
    let order = store::bulk::find(q, id)?.filter(|order| order.staff == me).ok_or(Error::NotFound)?;
    let (done, skipped) = store::bulk::counts(q, id)?;
    let mut lines = store::bulk::skipped(q, id, after, PAGE + 1)?;
    let more = i64::try_from(lines.len()).unwrap_or(0) > PAGE;
    if more {
        lines.pop();
    }
    let next = lines.last().filter(|_| more).map(|(position, _)| *position);
    let stopped = is_stopped(q, &order)?;
    Ok(Report {
        order,
        stopped,
        done,
        skipped,
        lines: lines.into_iter().map(|(_, line)| line).collect(),
        next,
    })
}

/// One's last orders, each with whether its job gave up.
///
/// # Errors
/// [`Error::Denied`] for people without dossiers to see.
pub(crate) fn bulk_orders(q: &mut impl Query, ctx: &Ctx) -> Result<Vec<(BulkOrder, bool)>, Error> {
    let me = ctx.authorise(&permissions::READ)?.staff().staff;
    let orders = store::bulk::of_staff(q, me)?;
    let with = |order| is_stopped(q, &order).map(|stopped| (order, stopped));
    orders.into_iter().map(with).collect()
}

/// Whether the job of an order gave up: it stands on the failed list, whose identifiers begin with the time of the order.
fn is_stopped(q: &mut impl Query, order: &BulkOrder) -> Result<bool, Error> {
    if order.ended_at.is_some() {
        return Ok(false);
    }
    let (payload, since) = (serde_json::to_string(&Bulk { bulk: order.id })?, order.ordered_at.millis());
    let mut after = format!("{:08x}-{:04x}", since >> 16, since & 0xffff);
    loop {
        let failed = ledger::failed_jobs(q, &after, PAGE)?;
        if failed.iter().any(|job| job.name == BULK_NAME && job.payload == payload) {
            return Ok(true);
        }
        match failed.into_iter().last() {
            Some(last) if last.enqueued_at.millis() <= since => after = last.id,
            _ => return Ok(false),
        }
    }
}
