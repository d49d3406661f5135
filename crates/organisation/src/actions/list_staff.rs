//! An administrator looks at the people within reach, with the positions they hold today.

use base::Ctx;
use db::Query;

use crate::error::Error;
use crate::look;
use crate::model::{Listed, StaffFrom};
use crate::permissions::MANAGE;
use crate::store;

/// The positions held today within the administrator's reach, by name of the person; `limit` of them from a place on.
///
/// # Errors
/// [`Error::Denied`] without the permission.
pub fn list_staff(q: &mut impl Query, ctx: &Ctx, from: &StaffFrom, limit: i64) -> Result<Vec<Listed>, Error> {
    let admin = ctx.authorise(&MANAGE)?;
    let scopes = look::scopes_of(q, &admin, ctx.now.date())?;
    let Some(widest) = scopes.into_iter().max_by_key(|scope| scope.width()) else {
        return Ok(Vec::new());
    };
    Ok(store::post::list(q, widest, ctx.now.date(), from, limit)?)
}
