//! An administrator looks at how a member of staff signs in.

use base::id::StaffId;
use base::{Ctx, Denied};
use db::Query;
use organisation::StaffMember;

use crate::error::Error;
use crate::model::{Factors, Holder, Login};
use crate::permissions::MANAGE;
use crate::store;

/// How a member of staff signs in.
#[derive(Clone, Debug)]
pub(crate) struct StaffLogin {
    /// The person.
    pub(crate) person: StaffMember,
    /// What is typed, if there is a way in.
    pub(crate) login: Option<Login>,
    /// What there is beside the password.
    pub(crate) factors: Factors,
}

/// The person, and the login if there is one.
///
/// # Errors
/// [`Error::Denied`] without the permission, and for a person outside the administrator's reach.
pub(crate) fn see_staff_account(q: &mut impl Query, ctx: &Ctx, staff: StaffId) -> Result<StaffLogin, Error> {
    let admin = ctx.authorise(&MANAGE)?;
    let person = organisation::staff(q, staff)?.ok_or(Denied::NotFound)?;
    if !organisation::reaches(q, &admin, staff, ctx.now.date())? {
        return Err(Denied::NotFound.into());
    }
    let login = store::credential::logins(q, Holder::Staff(staff))?.into_iter().next();
    Ok(StaffLogin { person, login, factors: store::factor::of(q, Holder::Staff(staff))? })
}
