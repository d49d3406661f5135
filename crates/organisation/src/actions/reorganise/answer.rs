//! A leader or administrator of a body that takes something over accepts a plan, or says why not.

use base::id::UnitId;
use base::{Ctx, Denied};
use db::Tx;
use serde::Serialize;

use super::{REASON, answered_by};
use crate::error::Error;
use crate::events::{ReorganisationAnswered, reorganisation_stream};
use crate::model::{ReorganisationId, Said, Stage};
use crate::permissions::ACCEPT;
use crate::store;

/// An answer.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerReorganisation {
    /// Which plan.
    pub id: ReorganisationId,
    /// The revision that was seen.
    pub revision: i64,
    /// For which bodies.
    pub bodies: Vec<UnitId>,
    /// Why not; none accepts.
    pub refusal: Option<String>,
}

/// Answers. A refused plan cannot be approved; its administrator changes it and asks again.
///
/// # Errors
/// [`Error::Denied`] for somebody who does not answer for a body; [`Error::Stale`]; [`Error::Stage`] unless it is proposed;
/// [`Error::Answered`]; [`Error::Invalid`] for a refusal without a reason.
pub fn answer_reorganisation(tx: &mut Tx, ctx: &Ctx, input: &AnswerReorganisation) -> Result<(), Error> {
    let authority = ctx.authorise(&ACCEPT)?;
    ledger::once(tx, ctx, "organisation.answer-reorganisation", input, |tx| {
        ledger::open(tx, &[reorganisation_stream(input.id)])?;
        let it = store::reorganisation::find(tx, input.id)?.ok_or(Denied::NotFound)?;
        if input.bodies.is_empty() {
            return Err(Error::field("bodies", "Chọn cơ quan mà ông, bà trả lời thay."));
        }
        let answered = answered_by(tx, &it, &authority, &input.bodies, ctx.now.date())?;
        if answered.len() < input.bodies.len() {
            return Err(Denied::NotFound.into());
        }
        // What they saw may have asked others.
        if it.revision != input.revision {
            return Err(Error::Stale);
        }
        let asked = store::reorganisation::acceptances(tx, it.id)?;
        if input.bodies.iter().any(|body| asked.iter().all(|line| line.body != *body)) {
            return Err(Denied::NotFound.into());
        }
        if it.stage != Stage::Proposed {
            return Err(Error::Stage(it.stage));
        }
        let refusal: String =
            input.refusal.as_deref().unwrap_or_default().trim().chars().take(REASON).collect();
        if input.refusal.is_some() && refusal.is_empty() {
            return Err(Error::field("refusal", "Ghi lý do chưa đồng ý để cơ quan chủ trì sửa phương án."));
        }
        let person = authority.staff();
        let said = Said { staff: person.staff, name: person.name.clone(), at: ctx.now, refusal };
        for body in &input.bodies {
            if !store::reorganisation::say(tx, it.id, *body, &said)? {
                return Err(Error::Answered);
            }
            let event = ReorganisationAnswered { body: *body, refusal: said.refusal.clone() };
            ledger::append(tx, ctx, &reorganisation_stream(it.id), Some(*body), ctx.now, &event)?;
        }
        Ok(())
    })
}
