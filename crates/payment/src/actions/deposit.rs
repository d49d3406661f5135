//! Deposit: the takings of counted shifts are paid in at the treasury or a bank, with one slip.

use base::{Ctx, Dong, FieldError};
use db::Tx;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::words;
use crate::error::Error;
use crate::events::{ShiftDeposited, shift_stream};
use crate::model::{DepositId, Shift, ShiftId, Slip};
use crate::{permissions, store};

/// Which shifts, with which slip.
#[derive(Clone, Debug, Serialize)]
pub struct Deposit {
    /// The shifts; at least one, all of one body.
    pub shifts: Vec<ShiftId>,
    /// What they come to, as the page showed it.
    pub total: Dong,
    /// The number of the slip.
    pub slip: String,
    /// The day on it.
    pub on: Option<Date>,
    /// The treasury or bank.
    pub place: String,
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deposited {
    /// The deposit.
    pub id: DepositId,
    /// How much.
    pub amount: Dong,
}

/// Takes it down. A cashier pays in their own shifts; whoever keeps the books, any of the body.
///
/// # Errors
/// [`Error::MovedOn`] where a shift is open, handed on or paid in; [`Error::Changed`] where the sum is another;
/// [`Error::Invalid`] without number, day and place of the slip, or with one that is known.
pub fn deposit(tx: &mut Tx, ctx: &Ctx, input: &Deposit) -> Result<Deposited, Error> {
    let collector = ctx.authorise(&permissions::COLLECT);
    let keeper = ctx.authorise(&permissions::KEEP);
    let me = collector.as_ref().or(keeper.as_ref()).map_err(|denied| *denied)?.staff().staff;
    ledger::once(tx, ctx, "payment.deposit", input, |tx| {
        let streams: Vec<_> = input.shifts.iter().map(|id| shift_stream(*id)).collect();
        ledger::open(tx, &streams)?;
        let mut shifts = Vec::new();
        for id in &input.shifts {
            let shift = store::shift::find(tx, *id)?.ok_or(Error::NotFound)?;
            let keeps = keeper.as_ref().is_ok_and(|it| it.at_root(&shift.root).is_ok());
            if !keeps && shift.cashier != me {
                return Err(Error::NotFound);
            }
            shifts.push(shift);
        }
        let slip = slip(tx, ctx, me, input, &shifts)?;
        if !store::deposit::insert(tx, &slip)? {
            let message = "Số giấy nộp tiền này đã được ghi. Xin kiểm tra lại số.";
            return Err(Error::field("slip", message));
        }
        let event = ShiftDeposited {
            deposit: slip.id,
            slip: slip.slip.clone(),
            on: slip.paid_on,
            amount: slip.amount,
            at: ctx.now,
        };
        for shift in &shifts {
            mark(tx, shift.id, slip.id)?;
            ledger::append(tx, ctx, &shift_stream(shift.id), Some(shift.unit), ctx.now, &event)?;
        }
        Ok(Deposited { id: slip.id, amount: slip.amount })
    })
}

/// The slip for these shifts, if their takings can be paid in and come to what was shown.
fn slip(
    tx: &mut Tx,
    ctx: &Ctx,
    me: base::id::StaffId,
    input: &Deposit,
    shifts: &[Shift],
) -> Result<Slip, Error> {
    let first = shifts.first().ok_or_else(|| Error::field("shifts", "Chọn ít nhất một ca đã kết."))?;
    let mut sum = Dong(0);
    for (at, shift) in shifts.iter().enumerate() {
        let waits = shift.handed_to.is_some() || shift.taken_into.is_some() || shift.deposit.is_some();
        let twice = shifts.iter().take(at).any(|it| it.id == shift.id);
        if shift.closed.is_none() || waits || twice || shift.root != first.root {
            return Err(Error::MovedOn);
        }
        sum.0 += store::shift::sums(tx, shift.id)?.takings().0;
    }
    let mut errors: Vec<FieldError> = Vec::new();
    let number = words("slip", &input.slip, 40, "Nhập số giấy nộp tiền.").map_err(|it| errors.push(it));
    let place = words("place", &input.place, 200, "Nhập kho bạc hoặc ngân hàng đã nộp.")
        .map_err(|it| errors.push(it));
    let day = input.on.filter(|day| *day <= ctx.now.date());
    if day.is_none() {
        errors.push(FieldError::new("on", "Nhập ngày nộp, không sau hôm nay."));
    }
    let (Ok(number), Ok(place), Some(paid_on)) = (number, place, day) else {
        return Err(Error::Invalid(errors));
    };
    if sum != input.total {
        return Err(Error::Changed);
    }
    Ok(Slip {
        id: DepositId::new(&ctx.rng, ctx.now),
        root: first.root,
        slip: number,
        paid_on,
        place,
        amount: sum,
        deposited_at: ctx.now,
        deposited_by: me,
    })
}

/// Marks a shift and every one that it took over.
fn mark(tx: &mut Tx, shift: ShiftId, deposit: DepositId) -> Result<(), Error> {
    let mut open = vec![shift];
    while let Some(id) = open.pop() {
        if !store::shift::deposit(tx, id, deposit)? {
            return Err(Error::MovedOn);
        }
        open.extend(store::shift::taken(tx, id)?.into_iter().map(|it| it.id));
    }
    Ok(())
}
