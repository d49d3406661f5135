//! Sample look-ups: once a day a few of the day before are drawn for the controller, each with the same chance.

use base::id::UnitId;
use base::{Ctx, Denied};
use db::Tx;
use jiff::civil::Date;

use crate::error::Error;
use crate::events::{self, stream};
use crate::{rules, store};

/// Draws the sample of a day under a province or ministry; how many there are in it, none where it was drawn before.
///
/// # Errors
/// [`Denied::Forbidden`] for people: a schedule does this.
pub fn sample_look_ups(tx: &mut Tx, ctx: &Ctx, top: UnitId, day: Date) -> Result<usize, Error> {
    ctx.authorise_system().map_err(|_| Denied::Forbidden)?;
    let all = store::look_up::of_day(tx, top, day)?;
    if all.is_empty() || !store::look_up::drawn(tx, top, day, ctx.now)? {
        return Ok(0);
    }
    let drawn = rules::look_up::draw(all, &ctx.rng);
    let streams: Vec<_> = drawn.iter().map(|(_, dossier)| stream(*dossier)).collect();
    ledger::open(tx, &streams)?;
    for (look_up, dossier) in &drawn {
        store::look_up::sample(tx, *look_up, day, ctx.now)?;
        let event = events::LookUpSampled { look_up: *look_up };
        ledger::append(tx, ctx, &stream(*dossier), Some(top), ctx.now, &event)?;
    }
    Ok(drawn.len())
}
