//! An administrator looks at one member of staff and every position, past and future.

use base::id::StaffId;
use base::{Ctx, Denied};
use db::Query;

use crate::error::Error;
use crate::look;
use crate::model::{Holding, StaffMember, UnitName};
use crate::permissions::MANAGE;
use crate::store;

/// A person with the positions, each with the name of its unit.
#[derive(Clone, Debug)]
pub(crate) struct PersonSeen {
    /// The person.
    pub(crate) person: StaffMember,
    /// The positions, oldest first, each with its unit and the agency that sent the person there.
    pub(crate) held: Vec<(Holding, UnitName, Option<UnitName>)>,
}

/// Reads it.
///
/// # Errors
/// [`Error::Denied`] without the permission, for an unknown person, and for one who never held a position within reach.
pub(crate) fn see_person(q: &mut impl Query, ctx: &Ctx, id: StaffId) -> Result<PersonSeen, Error> {
    let admin = ctx.authorise(&MANAGE)?;
    let person = look::staff(q, id)?.ok_or(Denied::NotFound)?;
    let (mut held, mut reached) = (Vec::new(), false);
    for holding in store::post::of_staff(q, id)? {
        if let Some(unit) = store::unit::latest(q, holding.unit)? {
            reached |= super::reach(Some(&admin), unit.place()).is_ok();
            let from = match holding.posted_from {
                Some(from) => store::unit::latest(q, from)?.map(|it| it.name),
                None => None,
            };
            held.push((holding, unit.name, from));
        }
    }
    if reached { Ok(PersonSeen { person, held }) } else { Err(Denied::NotFound.into()) }
}
