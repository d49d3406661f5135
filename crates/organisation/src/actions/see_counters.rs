//! An administrator looks at the counters of a one-stop unit.

use base::id::UnitId;
use base::{Ctx, Denied};
use db::Query;

use crate::error::Error;
use crate::model::{Counter, Unit, UnitKind};
use crate::permissions::MANAGE;
use crate::store;

/// A one-stop unit with its counters.
pub(crate) struct CountersSeen {
    /// The unit.
    pub(crate) unit: Unit,
    /// Its counters, closed ones too, in the order in which they were added.
    pub(crate) counters: Vec<Counter>,
}

/// Reads them.
///
/// # Errors
/// [`Error::Denied`] without the permission, for another unit and outside the administrator's reach.
pub(crate) fn see_counters(q: &mut impl Query, ctx: &Ctx, unit: UnitId) -> Result<CountersSeen, Error> {
    let admin = ctx.authorise(&MANAGE)?;
    let unit = store::unit::latest(q, unit)?
        .filter(|unit| unit.kind == UnitKind::OneStop)
        .ok_or(Denied::NotFound)?;
    super::reach(Some(&admin), unit.place())?;
    Ok(CountersSeen { counters: store::counter::of_unit(q, unit.id)?, unit })
}
