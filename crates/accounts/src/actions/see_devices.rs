//! Somebody looks at where they are signed in.

use base::Ctx;
use db::Query;

use crate::error::Error;
use crate::look;
use crate::model::{Holder, Session};

/// The sessions of the actor that live, the last used first.
///
/// # Errors
/// [`Error::Denied`] for nobody.
pub(crate) fn see_devices(q: &mut impl Query, ctx: &Ctx) -> Result<Vec<Session>, Error> {
    let holder = Holder::of(ctx.authorise_anyone())?;
    Ok(look::sessions(q, holder, ctx.now)?)
}
