//! An administrator looks at one unit: what it is, what it was, what stands under it, what it followed.

use base::id::UnitId;
use base::{Ctx, Denied};
use db::Query;

use crate::error::Error;
use crate::model::{Succession, Unit, UnitName};
use crate::permissions::MANAGE;
use crate::store;

/// A unit with its surroundings.
#[derive(Clone, Debug)]
pub(crate) struct UnitSeen {
    /// As it is, or was last.
    pub(crate) unit: Unit,
    /// In all its periods, oldest first.
    pub(crate) history: Vec<Unit>,
    /// The unit above.
    pub(crate) parent: Option<Unit>,
    /// What stands under it today.
    pub(crate) children: Vec<Unit>,
    /// What followed it, with the names.
    pub(crate) successors: Vec<(Succession, UnitName)>,
    /// What it followed, with the names.
    pub(crate) predecessors: Vec<(Succession, UnitName)>,
}

/// Reads it.
///
/// # Errors
/// [`Error::Denied`] without the permission, for an unknown unit and outside the administrator's reach.
pub(crate) fn see_unit(q: &mut impl Query, ctx: &Ctx, id: UnitId) -> Result<UnitSeen, Error> {
    let admin = ctx.authorise(&MANAGE)?;
    let unit = store::unit::latest(q, id)?.ok_or(Denied::NotFound)?;
    super::reach(Some(&admin), unit.place())?;
    let parent = match unit.parent {
        Some(parent) => store::unit::latest(q, parent)?,
        None => None,
    };
    let after = store::succession::after(q, id)?;
    let before = store::succession::before(q, id)?;
    Ok(UnitSeen {
        history: store::unit::history(q, id)?,
        parent,
        children: store::unit::children(q, id, ctx.now.date())?,
        successors: named(q, after, |line| line.successor)?,
        predecessors: named(q, before, |line| line.unit)?,
        unit,
    })
}

fn named(
    q: &mut impl Query,
    lines: Vec<Succession>,
    other: fn(&Succession) -> UnitId,
) -> Result<Vec<(Succession, UnitName)>, db::Error> {
    let mut out = Vec::new();
    for line in lines {
        if let Some(unit) = store::unit::latest(q, other(&line))? {
            out.push((line, unit.name));
        }
    }
    Ok(out)
}
