//! Close shift: the notes are counted against what the receipts say; the takings go to a colleague or wait to be paid in.

use base::id::StaffId;
use base::{Ctx, FieldError};
use db::Tx;
use serde::Serialize;

use super::{REASON, holds};
use crate::error::Error;
use crate::events::{ShiftClosed, shift_stream};
use crate::model::{Closed, Counted, NOTES, ShiftId};
use crate::{permissions, rules, store};

/// The most notes of a kind that one counts.
const MOST: i64 = 100_000;

/// Which shift, what was counted.
#[derive(Clone, Debug, Serialize)]
pub struct CloseShift {
    /// The shift.
    pub shift: ShiftId,
    /// The notes.
    pub counted: Counted,
    /// Why they differ from what the receipts say.
    pub reason: String,
    /// The colleague who is to take the takings over; none pays them in.
    pub to: Option<StaffId>,
}

/// Closes one's own shift; whoever keeps the books may close anybody's in the body.
///
/// # Errors
/// [`Error::ClosedBefore`] says who was first; [`Error::Invalid`] for a difference without a reason.
pub fn close_shift(tx: &mut Tx, ctx: &Ctx, input: &CloseShift) -> Result<(), Error> {
    let collector = ctx.authorise(&permissions::COLLECT);
    let keeper = ctx.authorise(&permissions::KEEP);
    let me = collector.as_ref().or(keeper.as_ref()).map_err(|denied| *denied)?.staff().staff;
    ledger::once(tx, ctx, "payment.close-shift", input, |tx| {
        ledger::open(tx, &[shift_stream(input.shift)])?;
        let shift = store::shift::find(tx, input.shift)?.ok_or(Error::NotFound)?;
        let keeps = || keeper.as_ref().ok().and_then(|it| it.at_root(&shift.root).ok());
        let owns = || collector.as_ref().ok().and_then(|it| it.at_root(&shift.root).ok());
        let post = if shift.cashier == me { owns().or_else(keeps) } else { keeps() };
        let unit = post.ok_or(Error::NotFound)?.unit;
        if let Some(closed) = &shift.closed {
            let by = organisation::staff(tx, closed.by)?.map(|person| person.name.to_string());
            return Err(Error::ClosedBefore { by: by.unwrap_or_default(), at: closed.at });
        }
        let sums = store::shift::sums(tx, shift.id)?;
        let expected = sums.expected(shift.change);
        let reason: String = input.reason.trim().chars().take(REASON).collect();
        let difference = check(input, expected, &reason)?;
        if let Some(colleague) = input.to {
            let takes = colleague != shift.cashier
                && holds(tx, colleague, shift.root, &permissions::COLLECT, ctx.now.date())?;
            if !takes {
                let message = "Người nhận phải là một cán bộ thu phí khác của cơ quan. Xin chọn lại.";
                return Err(Error::field("to", message));
            }
        }
        let counted = input.counted.clone();
        let closed = Closed {
            at: ctx.now,
            by: me,
            expected,
            counted: counted.clone(),
            difference,
            reason: reason.clone(),
        };
        if !store::shift::close(tx, shift.id, &closed, input.to)? {
            return Err(Error::MovedOn);
        }
        let event =
            ShiftClosed { expected, counted, difference, reason, takings: sums.takings(), to: input.to };
        ledger::append(tx, ctx, &shift_stream(shift.id), Some(unit), ctx.now, &event)?;
        Ok(())
    })
}

/// Counted less expected, of notes that exist.
fn check(input: &CloseShift, expected: base::Dong, reason: &str) -> Result<base::Dong, Error> {
    let wrong = |(note, count): (&i64, &i64)| !NOTES.contains(note) || !(0..=MOST).contains(count);
    if let Some((note, _)) = input.counted.0.iter().find(|pair| wrong(*pair)) {
        let message = "Số tờ là số nguyên từ 0 đến 100.000.";
        return Err(Error::Invalid(vec![FieldError::new(format!("notes.{note}"), message)]));
    }
    rules::difference(expected, &input.counted, reason).map_err(|error| Error::Invalid(vec![error]))
}
