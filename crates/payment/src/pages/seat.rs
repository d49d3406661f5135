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

/// The name of a unit today.
pub(super) fn unit(rx: &mut Read, ctx: &Ctx, id: UnitId) -> Result<String, Error> {
    Ok(organisation::unit_at(rx, id, ctx.now.date())?.map_or_else(String::new, |it| it.name.to_string()))
}

/// A shift that the actor may see: their own, or any of a body whose money they see.
pub(super) fn shift(rx: &mut Read, ctx: &Ctx, id: ShiftId) -> Result<Shift, Error> {
    let me = ctx.authorise_staff()?.staff;
    let found = queries::shift(rx, id)?.ok_or(Error::NotFound)?;
    let handed = found.handed_to == Some(me);
    let own = (found.cashier == me || handed) && ctx.authorise(&COLLECT)?.at_root(&found.root).is_ok();
    let sees = ctx.authorise(&SEE).is_ok_and(|it| it.at_root(&found.root).is_ok());
    if own || sees { Ok(found) } else { Err(Error::NotFound) }
}

/// A receipt that the actor may see: of a body where they collect or keep the books.
pub(super) fn receipt(rx: &mut Read, ctx: &Ctx, id: crate::model::ReceiptId) -> Result<Receipt, Error> {
    ctx.authorise_staff()?;
    let found = queries::receipt(rx, id)?.ok_or(Error::NotFound)?;
    let here = |permission| ctx.authorise(permission).is_ok_and(|it| it.at_root(&found.root).is_ok());
    if here(&COLLECT) || here(&KEEP) { Ok(found) } else { Err(Error::NotFound) }
}
