//! Answer: somebody who speaks for the unit answers what it was asked; the answer stays with the figure.

use base::{Ctx, Denied};
use db::Tx;
use serde::Serialize;

use super::words;
use crate::error::Error;
use crate::events::{InquiryAnswered, inquiry_stream};
use crate::model::InquiryId;
use crate::permissions::ANSWER;
use crate::{queries, store};

/// An answer.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// Of which inquiry.
    pub id: InquiryId,
    /// The answer, 1 to 2000 characters.
    pub answer: String,
}

/// Answers, once. A late answer is taken and shown as late.
///
/// # Errors
/// [`Error::Denied`] for who does not speak for the unit; [`Error::Invalid`] for an empty answer and for who asked; [`Error::Answered`].
pub fn answer(tx: &mut Tx, ctx: &Ctx, input: &Answer) -> Result<(), Error> {
    let authority = ctx.authorise(&ANSWER)?;
    ledger::once(tx, ctx, "steering.answer", input, |tx| {
        ledger::open(tx, &[inquiry_stream(input.id)])?;
        let it = store::inquiry::find(tx, input.id)?.ok_or(Denied::NotFound)?;
        if !queries::answers_for(tx, ctx, it.unit)? {
            return Err(Denied::NotFound.into());
        }
        if it.asked_by == authority.staff().staff {
            return Err(Error::field(
                "answer",
                "Người hỏi không tự trả lời câu hỏi của mình. Xin chờ đơn vị được hỏi.",
            ));
        }
        let text = words("answer", &input.answer, "Ghi câu trả lời của đơn vị.")
            .map_err(|error| Error::field(&error.field, error.message))?;
        if !store::inquiry::answer(tx, it.id, authority.staff().staff, ctx.now, &text)? {
            return Err(Error::Answered);
        }
        let event = InquiryAnswered { answer: text };
        ledger::append(tx, ctx, &inquiry_stream(it.id), Some(it.unit), ctx.now, &event)?;
        Ok(())
    })
}
