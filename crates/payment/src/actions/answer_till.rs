//! Answer till: a colleague takes the takings of a counted shift over into their own, or says why not.

use base::Ctx;
use db::Tx;
use serde::Serialize;

use super::{REASON, words};
use crate::error::Error;
use crate::events::{TillAnswered, shift_stream};
use crate::model::ShiftId;
use crate::{permissions, store};

/// Which shift, what is said.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerTill {
    /// The counted shift.
    pub shift: ShiftId,
    /// Whether the money is there and taken over.
    pub takes: bool,
    /// Why not.
    pub words: String,
}

/// Takes it over, or not.
///
/// # Errors
/// [`Error::NotFound`] for anybody else, [`Error::NoShift`] without an open shift to take it into, [`Error::MovedOn`] the
/// second time, [`Error::Invalid`] for a refusal without words.
pub fn answer_till(tx: &mut Tx, ctx: &Ctx, input: &AnswerTill) -> Result<(), Error> {
    let authority = ctx.authorise(&permissions::COLLECT)?;
    ledger::once(tx, ctx, "payment.answer-till", input, |tx| {
        let me = authority.staff().staff;
        let mine = store::shift::open_of(tx, me)?;
        let mut streams = vec![shift_stream(input.shift)];
        streams.extend(mine.iter().map(|it| shift_stream(it.id)));
        ledger::open(tx, &streams)?;
        let shift = store::shift::find(tx, input.shift)?.ok_or(Error::NotFound)?;
        let unit = authority.at_root(&shift.root)?.unit;
        if shift.handed_to != Some(me) {
            return Err(Error::NotFound);
        }
        if shift.taken_into.is_some() {
            return Err(Error::MovedOn);
        }
        let event = if input.takes {
            let mine = mine.filter(|it| it.root == shift.root).ok_or(Error::NoShift)?;
            if !store::shift::take(tx, shift.id, mine.id, ctx.now)? {
                return Err(Error::MovedOn);
            }
            TillAnswered { into: Some(mine.id), words: String::new() }
        } else {
            let ask = "Ghi lý do không nhận, ví dụ: đếm thiếu 20.000 đồng.";
            let said = words("words", &input.words, REASON, ask).map_err(|it| Error::Invalid(vec![it]))?;
            if !store::shift::decline(tx, shift.id, &said)? {
                return Err(Error::MovedOn);
            }
            TillAnswered { into: None, words: said }
        };
        ledger::append(tx, ctx, &shift_stream(shift.id), Some(unit), ctx.now, &event)?;
        Ok(())
    })
}
