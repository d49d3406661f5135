//! What was asked for outside the published lists, for who oversees a body.

use base::Ctx;
use db::Query;

use super::reach::Reach;
use crate::error::Error;
use crate::permissions;
use crate::store::outside::{self, Outside};

/// How many days back it looks.
pub const OUTSIDE_DAYS: i64 = 90;
/// The most lines shown.
const MOST: i64 = 100;

/// The papers that the bodies of the actor asked for outside the published lists in the last days, newest first.
///
/// # Errors
/// [`Error::Denied`] for everybody but leaders and controllers.
pub fn outside(q: &mut impl Query, ctx: &Ctx) -> Result<Vec<Outside>, Error> {
    let authority = ctx.authorise(&permissions::OVERSEE)?;
    let since = ctx.now.plus_seconds(-OUTSIDE_DAYS * 86_400);
    let mut lines = Vec::new();
    let reach = Reach::of(q, ctx, &authority)?;
    for top in reach.tops {
        lines.extend(outside::of_top(q, top, since, MOST)?);
    }
    for body in reach.bodies {
        lines.extend(outside::of_body(q, body, since, MOST)?);
    }
    // One body keeps it and another decides: both are asked, the line is one.
    lines.sort_by(|a, b| (b.asked_at, b.dossier, &a.name).cmp(&(a.asked_at, a.dossier, &b.name)));
    lines.dedup();
    lines.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
    Ok(lines)
}
