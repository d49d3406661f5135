//! The sample of look-ups: what a controller looks at, and what an officer is asked about.

use base::id::UnitId;
use base::{Ctx, Denied};
use db::Query;
use jiff::Span;

use super::reach::Reach;
use crate::error::Error;
use crate::model::Sampled;
use crate::permissions;
use crate::store::look_up::{self, LookUpPage};

/// For how many days what was fine stays on the page.
pub const SAMPLE_DAYS: i64 = 7;
/// The most lines of a page.
const MOST: i64 = 200;

/// The sample of the controller's bodies: what is open first.
///
/// # Errors
/// [`Error::Denied`] for everybody but controllers.
pub fn sample(q: &mut impl Query, ctx: &Ctx) -> Result<Vec<Sampled>, Error> {
    let authority = ctx.authorise(&permissions::CHECK_LOOK_UPS)?;
    let since = ctx.now.date().saturating_sub(Span::new().days(SAMPLE_DAYS));
    let reach = Reach::of(q, ctx, &authority)?;
    let mut out = Vec::new();
    for top in reach.tops {
        out.extend(look_up::of_top(q, top, since, MOST)?);
    }
    for body in reach.bodies {
        out.extend(look_up::of_body(q, body, since, MOST)?);
    }
    Ok(out)
}

/// The same for programs, a page of it, looked up last first.
///
/// # Errors
/// As [`sample`].
pub(crate) fn sample_page(q: &mut impl Query, ctx: &Ctx, page: LookUpPage) -> Result<Vec<Sampled>, Error> {
    let authority = ctx.authorise(&permissions::CHECK_LOOK_UPS)?;
    let since = ctx.now.date().saturating_sub(Span::new().days(SAMPLE_DAYS));
    let reach = Reach::of(q, ctx, &authority)?;
    let mut out = Vec::new();
    for top in reach.tops {
        out.extend(look_up::page_of_top(q, top, since, page)?);
    }
    for body in reach.bodies {
        out.extend(look_up::page_of_body(q, body, since, page)?);
    }
    out.sort_by_key(|it| std::cmp::Reverse(it.id));
    out.truncate(usize::try_from(page.size).unwrap_or(usize::MAX));
    Ok(out)
}

/// What the actor is asked about, and has answered, for programs: a page of it, looked up last first.
///
/// # Errors
/// As [`asked_of_me`].
pub(crate) fn asked_page(q: &mut impl Query, ctx: &Ctx, page: LookUpPage) -> Result<Vec<Sampled>, Error> {
    let staff = ctx.authorise(&permissions::READ)?.staff().staff;
    Ok(look_up::page_of_staff(q, staff, page)?)
}

/// The body of the controller's position that reaches this look-up.
///
/// # Errors
/// [`Denied::NotFound`] where none does, and for a look-up of the controller's own.
pub(crate) fn checks(q: &mut impl Query, ctx: &Ctx, it: &Sampled) -> Result<UnitId, Error> {
    let authority = ctx.authorise(&permissions::CHECK_LOOK_UPS)?;
    let own = authority.staff().staff == it.staff;
    let reach = Reach::of(q, ctx, &authority)?;
    if own || !(reach.tops.contains(&it.top) || reach.bodies.contains(&it.body)) {
        return Err(Denied::NotFound.into());
    }
    let post = authority.posts().iter().find(|post| post.root == it.body || post.root == it.top);
    Ok(post.ok_or(Denied::NotFound)?.unit)
}

/// What the actor is asked about, and has answered.
///
/// # Errors
/// [`Error::Denied`] for everybody but staff.
pub fn asked_of_me(q: &mut impl Query, ctx: &Ctx) -> Result<Vec<Sampled>, Error> {
    let staff = ctx.authorise(&permissions::READ)?.staff().staff;
    Ok(look_up::of_staff(q, staff, MOST)?)
}
