//! Where somebody sits: the bodies in which they collect, keep or see, and the names that pages speak of.

use base::id::{StaffId, UnitId};
use base::{Ctx, Denied, Permission};
use db::Read;
use web::Choice;

use crate::error::Error;
use crate::model::{Receipt, Shift, ShiftId};
use crate::permissions::{COLLECT, KEEP, SEE};
use crate::queries;

/// The bodies in which somebody holds a permission, without doubles.
pub(super) fn bodies(ctx: &Ctx, permission: &Permission) -> Result<Vec<UnitId>, Denied> {
    Ok(ctx.authorise(permission)?.roots())
}

/// The same with the bodies that ended and that they stand for: what those issued is looked up here.
pub(super) fn with_former(rx: &mut Read, ctx: &Ctx, roots: Vec<UnitId>) -> Result<Vec<UnitId>, Error> {
    let mut all = roots.clone();
    for root in roots {
        all.extend(organisation::formerly(rx, root, ctx.now.date())?);
    }
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

/// Whether somebody holds a permission in a body, or in one that took it over.
pub(super) fn reaches(
    rx: &mut Read,
    ctx: &Ctx,
    permission: &Permission,
    root: UnitId,
) -> Result<bool, Error> {
    let Ok(authority) = ctx.authorise(permission) else { return Ok(false) };
    Ok(with_former(rx, ctx, authority.roots())?.contains(&root))
}

/// Bodies to choose from, by name.
pub(super) fn choices(rx: &mut Read, ctx: &Ctx, roots: &[UnitId]) -> Result<Vec<Choice>, Error> {
    let mut out = Vec::new();
    for root in roots {
        out.push(Choice::new(root.to_string(), unit(rx, ctx, *root)?));
    }
    Ok(out)
}

/// The people who collect in a body, to choose from.
pub(super) fn cashiers(rx: &mut Read, ctx: &Ctx, root: UnitId) -> Result<Vec<Choice>, Error> {
    let mut out: Vec<Choice> = Vec::new();
    for branch in organisation::units_under(rx, root, ctx.now.date())? {
        for role in COLLECT.held_by {
            for person in organisation::holders(rx, branch.id, *role, ctx.now.date())? {
                let choice = Choice::new(person.id.to_string(), person.name.as_str());
                if !out.contains(&choice) {
                    out.push(choice);
                }
            }
        }
    }
    Ok(out)
}

/// The name of a person.
pub(super) fn person(rx: &mut Read, id: StaffId) -> Result<String, Error> {
    Ok(organisation::staff(rx, id)?.map_or_else(String::new, |it| it.name.to_string()))
}

/// The name of a unit today; of one that ended its last one.
pub(super) fn unit(rx: &mut Read, ctx: &Ctx, id: UnitId) -> Result<String, Error> {
    let today = organisation::unit_at(rx, id, ctx.now.date())?;
    let found = today.map_or_else(|| organisation::unit_latest(rx, id), |unit| Ok(Some(unit)))?;
    Ok(found.map_or_else(String::new, |it| it.name.to_string()))
}

/// A shift that the actor may see: their own, or any of a body whose money they see.
pub(super) fn shift(rx: &mut Read, ctx: &Ctx, id: ShiftId) -> Result<Shift, Error> {
    let me = ctx.authorise_staff()?.staff;
    let found = queries::shift(rx, id)?.ok_or(Error::NotFound)?;
    let handed = found.handed_to == Some(me);
    let own = (found.cashier == me || handed) && reaches(rx, ctx, &COLLECT, found.root)?;
    if own || reaches(rx, ctx, &SEE, found.root)? { Ok(found) } else { Err(Error::NotFound) }
}

/// A receipt that the actor may see: of a body where they collect or keep the books.
pub(super) fn receipt(rx: &mut Read, ctx: &Ctx, id: crate::model::ReceiptId) -> Result<Receipt, Error> {
    ctx.authorise_staff()?;
    let found = queries::receipt(rx, id)?.ok_or(Error::NotFound)?;
    if reaches(rx, ctx, &COLLECT, found.root)? || reaches(rx, ctx, &KEEP, found.root)? {
        Ok(found)
    } else {
        Err(Error::NotFound)
    }
}
