//! An administrator looks at the units within reach.

use base::{Authority, Ctx};
use db::Query;
use jiff::civil::Date;

use crate::error::Error;
use crate::model::{Scope, Unit};
use crate::permissions::MANAGE;
use crate::tree::{Branch, tree};
use crate::{look, store};

/// The units within the administrator's reach on a day, as a tree.
///
/// # Errors
/// [`Error::Denied`] without the permission.
pub fn list_units(q: &mut impl Query, ctx: &Ctx, on: Date) -> Result<Vec<Branch>, Error> {
    let admin = ctx.authorise(&MANAGE)?;
    Ok(tree(within(q, &admin, on)?))
}

/// Every unit within reach.
fn within(q: &mut impl Query, admin: &Authority, on: Date) -> Result<Vec<Unit>, db::Error> {
    let mut units = Vec::new();
    for scope in look::scopes_of(q, admin, on)? {
        match scope {
            Scope::Province(top) => {
                units.extend(store::unit::all_on(q, on)?.into_iter().filter(|unit| unit.top == top));
            }
            Scope::Body(root) => units.extend(store::unit::of_root(q, root, on)?),
            Scope::Unit(id) => units.extend(store::unit::find(q, id, on)?),
        }
    }
    Ok(units)
}
