//! Discard an edition: what was prepared is given up.

use base::Ctx;
use db::Tx;

use super::save_edition::{Seen, fresh};
use crate::error::Error;
use crate::events::{EditionDiscarded, stream};
use crate::permissions::IMPORT;
use crate::store::edition as store;

/// Gives an edition up.
///
/// # Errors
/// Those of [`save_edition`].
pub fn discard_edition(tx: &mut Tx, ctx: &Ctx, seen: &Seen) -> Result<(), Error> {
    ctx.authorise(&IMPORT)?;
    let stream = stream(&seen.code);
    ledger::open(tx, std::slice::from_ref(&stream))?;
    fresh(tx, seen)?;
    store::delete(tx, &seen.code)?;
    let event = EditionDiscarded { code: seen.code.clone() };
    ledger::append(tx, ctx, &stream, None, ctx.now, &event)?;
    Ok(())
}
