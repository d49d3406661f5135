//! Open practice: marks empty data as practice, for ever, before invented people come into it.

use base::Ctx;
use db::Tx;

use crate::error::Error;
use crate::events::{ClockMoved, clock_stream};
use crate::store;

/// Marks it; how far its clock stands before the machine's, in seconds. Data that is marked stays as it is.
///
/// # Errors
/// [`Error::Denied`] for people: the command line does it.
pub fn open_practice(tx: &mut Tx, ctx: &Ctx) -> Result<i64, Error> {
    ctx.authorise_system()?;
    ledger::open(tx, &[clock_stream()])?;
    if let Some(shift) = store::clock::shift(tx)? {
        return Ok(shift);
    }
    store::clock::set(tx, 0)?;
    ledger::append(tx, ctx, &clock_stream(), None, ctx.now, &ClockMoved { shift: 0 })?;
    Ok(0)
}
