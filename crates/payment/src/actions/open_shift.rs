//! Open shift: a cashier begins, with the small change in the drawer.

use base::id::UnitId;
use base::{Ctx, Dong};
use db::Tx;
use serde::Serialize;

use crate::error::Error;
use crate::events::{ShiftOpened, shift_stream};
use crate::model::{Shift, ShiftId};
use crate::{permissions, store};

/// Where, with how much.
#[derive(Clone, Debug, Serialize)]
pub struct OpenShift {
    /// The body.
    pub root: UnitId,
    /// The small change in the drawer.
    pub change: Dong,
}

/// Begins a shift. One cashier has one at a time, whatever they open at once: the table holds it.
///
/// # Errors
/// [`Error::ShiftOpen`] while one is open.
pub fn open_shift(tx: &mut Tx, ctx: &Ctx, input: &OpenShift) -> Result<ShiftId, Error> {
    let authority = ctx.authorise(&permissions::COLLECT)?;
    ledger::once(tx, ctx, "payment.open-shift", input, |tx| {
        let unit = authority.at_root(&input.root)?.unit;
        let shift = Shift {
            id: ShiftId::new(&ctx.rng, ctx.now),
            root: input.root,
            unit,
            cashier: authority.staff().staff,
            opened_at: ctx.now,
            change: input.change,
            closed: None,
            handed_to: None,
            declined: None,
            taken_into: None,
            deposit: None,
        };
        if !store::shift::open(tx, &shift)? {
            return Err(Error::ShiftOpen);
        }
        let event = ShiftOpened { change: input.change };
        ledger::append(tx, ctx, &shift_stream(shift.id), Some(unit), ctx.now, &event)?;
        Ok(shift.id)
    })
}
