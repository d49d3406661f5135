//! The register of a one-stop unit, day by day.

use base::id::UnitId;
use base::{Ctx, Instant};
use db::Query;
use jiff::civil::Date;

use crate::error::Error;
use crate::permissions;
use crate::store::register;
pub use crate::store::register::Entry;

/// The most lines of a day.
const MOST: i64 = 5_000;

/// What a body of the actor received on a day, in order.
///
/// # Errors
/// [`Error::Denied`] for a body in which the actor does not receive.
pub fn register(q: &mut impl Query, ctx: &Ctx, root: UnitId, day: Date) -> Result<Vec<Entry>, Error> {
    ctx.authorise(&permissions::RECEIVE)?.at_root(&root)?;
    let at = |day: Date| Instant::from_local(day.at(0, 0, 0, 0));
    Ok(register::received(q, root, at(day), at(day.tomorrow().unwrap_or(day)), MOST)?)
}
