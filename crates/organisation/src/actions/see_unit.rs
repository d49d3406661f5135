//! An administrator looks at one unit: what it is, what it was, what stands under it, what it followed.

use base::id::UnitId;
use base::{Authority, Ctx, Denied};
use db::Query;
use jiff::civil::Date;

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
    pub(crate) parent: Option<Neighbour>,
    /// What stands under it today.
    pub(crate) children: Vec<Neighbour>,
    /// What followed it, from which day.
    pub(crate) successors: Vec<(Date, Neighbour)>,
    /// What it followed, from which day.
    pub(crate) predecessors: Vec<(Date, Neighbour)>,
}

/// Another unit, which the administrator may or may not look at.
#[derive(Clone, Debug)]
pub(crate) struct Neighbour {
    pub(crate) id: UnitId,
    pub(crate) name: UnitName,
    pub(crate) reached: bool,
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
        Some(parent) => store::unit::latest(q, parent)?.map(|it| neighbour(&admin, it)),
        None => None,
    };
    let children = store::unit::children(q, id, ctx.now.date())?;
    let after = store::succession::after(q, id)?;
    let before = store::succession::before(q, id)?;
    Ok(UnitSeen {
        history: store::unit::history(q, id)?,
        parent,
        children: children.into_iter().map(|it| neighbour(&admin, it)).collect(),
        successors: named(q, &admin, &after, |line| line.successor)?,
        predecessors: named(q, &admin, &before, |line| line.unit)?,
        unit,
    })
}

fn neighbour(admin: &Authority, unit: Unit) -> Neighbour {
    let reached = super::reach(Some(admin), unit.place()).is_ok();
    Neighbour { id: unit.id, name: unit.name, reached }
}

fn named(
    q: &mut impl Query,
    admin: &Authority,
    lines: &[Succession],
    other: fn(&Succession) -> UnitId,
) -> Result<Vec<(Date, Neighbour)>, db::Error> {
    let mut out = Vec::new();
    for line in lines {
        if let Some(unit) = store::unit::latest(q, other(line))? {
            out.push((line.from, neighbour(admin, unit)));
        }
    }
    Ok(out)
}
