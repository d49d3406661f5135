//! An administrator looks at what the units within reach have set for themselves: counters and calendars.

use std::collections::BTreeMap;

use base::Ctx;
use base::id::UnitId;
use db::Query;
use jiff::civil::Date;

use crate::error::Error;
use crate::model::{CounterName, Unit, UnitKind};
use crate::permissions::MANAGE;
use crate::store;

use super::list_units;

/// The open counters of the one-stop units within reach.
///
/// # Errors
/// [`Error::Denied`] without the permission.
pub(crate) fn open_counters(q: &mut impl Query, ctx: &Ctx) -> Result<Vec<(Unit, CounterName)>, Error> {
    ctx.authorise(&MANAGE)?;
    let mut out = Vec::new();
    for branch in list_units(q, ctx, ctx.now.date())? {
        if branch.unit.kind != UnitKind::OneStop {
            continue;
        }
        for counter in store::counter::of_unit(q, branch.unit.id)? {
            if counter.closed_at.is_none() {
                out.push((branch.unit.clone(), counter.name));
            }
        }
    }
    Ok(out)
}

/// The calendars that units within reach have of their own today or later, each with its first day, as JSON.
///
/// # Errors
/// [`Error::Denied`] without the permission.
pub(crate) fn own_calendars(q: &mut impl Query, ctx: &Ctx) -> Result<Vec<(Unit, Date, String)>, Error> {
    ctx.authorise(&MANAGE)?;
    let today = ctx.now.date();
    let units: BTreeMap<UnitId, Unit> =
        list_units(q, ctx, today)?.into_iter().map(|it| (it.unit.id, it.unit)).collect();
    let own = store::calendar::own(q, today)?;
    Ok(own.into_iter().filter_map(|(id, from, json)| Some((units.get(&id)?.clone(), from, json))).collect())
}
