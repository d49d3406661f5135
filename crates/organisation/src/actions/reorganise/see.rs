//! Administrators and those who answer for a receiving body look at reorganisations.

use base::id::UnitId;
use base::{Ctx, Denied};
use db::Query;
use jiff::civil::Date;

use super::{answered_by, judged};
use crate::error::Error;
use crate::model::{Acceptance, Remark, Reorganisation, ReorganisationId, Stage, Unit};
use crate::permissions::{ACCEPT, MANAGE};
use crate::rules::reorganising::{Outcome, World};
use crate::store;

/// A reorganisation with what it comes to and what was said of it.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) it: Reorganisation,
    /// What it comes to, or what is wrong; none once it is in effect or given up.
    pub(crate) outcome: Option<Result<Outcome, Vec<Remark>>>,
    pub(crate) world: World,
    pub(crate) acceptances: Vec<Acceptance>,
    /// The bodies for which whoever looks may answer now.
    pub(crate) answerable: Vec<UnitId>,
    /// Whether whoever looks leads it.
    pub(crate) leads: bool,
    /// What happened to it.
    pub(crate) history: Vec<ledger::Recorded>,
    /// How far the effects are.
    pub(crate) runs: Vec<ledger::EffectRun>,
}

/// Those that the actor leads or is asked about, the newest first.
///
/// # Errors
/// [`Error::Denied`] for somebody who does neither.
pub(crate) fn list_reorganisations(q: &mut impl Query, ctx: &Ctx) -> Result<Vec<Reorganisation>, Error> {
    let authority = ctx.authorise(&ACCEPT)?;
    let mut all = Vec::new();
    for root in authority.roots() {
        if ctx.authorise(&MANAGE).is_ok_and(|admin| admin.at_root(&root).is_ok()) {
            all.extend(store::reorganisation::of_root(q, root)?);
        }
        all.extend(store::reorganisation::of_receiver(q, root)?);
        all.extend(store::reorganisation::of_source(q, root, ctx.now.date())?);
    }
    all.sort_by_key(|it| std::cmp::Reverse(it.id));
    all.dedup_by_key(|it| it.id);
    Ok(all)
}

/// One of them.
///
/// # Errors
/// [`Error::Denied`] for somebody who neither leads it nor is asked.
pub(crate) fn see_reorganisation(q: &mut impl Query, ctx: &Ctx, id: ReorganisationId) -> Result<Seen, Error> {
    let authority = ctx.authorise(&ACCEPT)?;
    let admin = ctx.authorise(&MANAGE).ok();
    let it = store::reorganisation::find(q, id)?.ok_or(Denied::NotFound)?;
    let leads = admin.as_ref().is_some_and(|admin| admin.at_root(&it.root).is_ok());
    let acceptances = store::reorganisation::acceptances(q, id)?;
    let bodies: Vec<UnitId> = acceptances.iter().map(|line| line.body).collect();
    let mut answerable = answered_by(q, &it, &authority, &bodies, ctx.now.date())?;
    if !leads && answerable.is_empty() {
        return Err(Denied::NotFound.into());
    }
    let waits = |body: &UnitId| acceptances.iter().any(|line| line.body == *body && line.said.is_none());
    answerable.retain(|body| it.stage == Stage::Proposed && waits(body));
    let open = matches!(it.stage, Stage::Draft | Stage::Proposed | Stage::Approved);
    let (world, outcome) = if open {
        let (world, outcome) = judged(q, &it, admin.as_ref().filter(|_| leads))?;
        (world, Some(outcome))
    } else {
        (super::world(q, before(it.first_day))?, None)
    };
    let history = ledger::history(q, &crate::events::reorganisation_stream(id))?;
    let runs = match &it.change {
        Some(change) => ledger::effect_runs(q, change)?,
        None => Vec::new(),
    };
    Ok(Seen { it, outcome, world, acceptances, answerable, leads, history, runs })
}

fn before(day: Date) -> Date {
    day.yesterday().unwrap_or(day)
}

/// The units an administrator can name in a plan, as they stand on a day.
///
/// # Errors
/// [`Error::Denied`] without the permission.
pub(crate) fn units_to_choose(q: &mut impl Query, ctx: &Ctx, on: Date) -> Result<Vec<Unit>, Error> {
    ctx.authorise(&MANAGE)?;
    Ok(crate::actions::list_units(q, ctx, on)?.into_iter().map(|branch| branch.unit).collect())
}
