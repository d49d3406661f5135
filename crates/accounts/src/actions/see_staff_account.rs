//! An administrator looks at how a member of staff signs in.

use base::id::StaffId;
use base::{Ctx, Denied};
use db::Query;
use organisation::StaffMember;

use crate::error::Error;
use crate::model::{Holder, Login};
use crate::permissions::MANAGE;
use crate::store;

/// The person, and the login if there is one.
///
/// # Errors
/// [`Error::Denied`] without the permission, and for a person outside the administrator's reach.
pub(crate) fn see_staff_account(
    q: &mut impl Query,
    ctx: &Ctx,
    staff: StaffId,
) -> Result<(StaffMember, Option<Login>), Error> {
    let admin = ctx.authorise(&MANAGE)?;
    let person = organisation::staff(q, staff)?.ok_or(Denied::NotFound)?;
    if !organisation::reaches(q, &admin, staff, ctx.now.date())? {
        return Err(Denied::NotFound.into());
    }
    let login = store::credential::logins(q, Holder::Staff(staff))?.into_iter().next();
    Ok((person, login))
}
