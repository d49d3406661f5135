//! Answer a withdrawal: the body gives a received dossier back, or says why it cannot.

use base::Ctx;
use base::id::DossierId;
use db::Tx;
use serde::{Deserialize, Serialize};

use super::{fresh, linked};
use crate::error::Error;
use crate::events::stream;
use crate::model::{State, WithdrawalAnswer};
use crate::permissions::{head_over, in_charge, post_for};
use crate::rules::{words, words_up_to};
use crate::{events, permissions, rules, store};

/// Longest words taken, in characters.
const WORDS_LIMIT: usize = 1000;

/// Which dossier, and what is said.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerWithdrawal {
    /// The dossier.
    pub dossier: DossierId,
    /// The revision the page showed.
    pub revision: i64,
    /// Whether it is given back.
    pub granted: bool,
    /// Why not; what is said with it otherwise.
    pub words: String,
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawalAnswered {
    /// The dossier.
    pub id: DossierId,
    /// Its state now.
    pub state: State,
}

/// Answers the citizen who asked to have the dossier back.
///
/// # Errors
/// [`Error::NotInCharge`] for somebody without an open step of it, [`Error::NothingAsked`] when nobody asked,
/// [`Error::Invalid`] when it is kept without a reason, [`Error::Stale`] if it changed.
pub fn answer_withdrawal(
    tx: &mut Tx,
    ctx: &Ctx,
    input: &AnswerWithdrawal,
) -> Result<WithdrawalAnswered, Error> {
    let authority = ctx.authorise(&permissions::HANDLE)?;
    ledger::once(tx, ctx, "dossier.answer-withdrawal", input, |tx| {
        linked::open(tx, input.dossier)?;
        let mut dossier = store::dossier::find(tx, input.dossier)?.ok_or(Error::NotFound)?;
        post_for(&authority, &dossier)?;
        let head = || head_over(&authority, &dossier);
        let unit = in_charge(&authority, &dossier).or_else(head).ok_or(Error::NotInCharge)?;
        fresh(&dossier, input.revision)?;
        rules::next(dossier.state, rules::Act::AnswerWithdrawal)?;
        let said = if input.granted {
            words_up_to("words", &input.words, WORDS_LIMIT).map_err(Error::Invalid)?
        } else {
            let ask = "Ghi lý do chưa trả lại hồ sơ để người nộp biết.";
            words("words", &input.words, WORDS_LIMIT, ask)
                .map_or(Ok(()), |wrong| Err(Error::Invalid(vec![wrong])))?;
            input.words.trim().to_owned()
        };
        let asked = dossier.beside.withdrawal.as_mut().filter(|it| it.answer.is_none());
        let asked = asked.ok_or(Error::NothingAsked)?;
        asked.answer = Some(WithdrawalAnswer { at: ctx.now, granted: input.granted, words: said.clone() });
        if input.granted {
            dossier.state = rules::next(dossier.state, rules::Act::Withdraw)?;
            dossier.closed_at = Some(ctx.now);
            linked::end_all(tx, ctx, &mut dossier, linked::End::Withdrawn(&said))?;
            dossier.step = None;
            store::dossier::save(tx, &mut dossier)?;
            store::branch::replace(tx, dossier.id, &[])?;
            payment::drop_unpaid(tx, ctx, &stream(dossier.id))?;
            let event = events::Withdrawn { words: said };
            ledger::append(tx, ctx, &stream(dossier.id), Some(unit), ctx.now, &event)?;
            linked::ended(tx, ctx, &mut dossier)?;
        } else {
            store::dossier::save(tx, &mut dossier)?;
            let event = events::WithdrawalDeclined { reason: said };
            ledger::append(tx, ctx, &stream(dossier.id), Some(unit), ctx.now, &event)?;
        }
        Ok(WithdrawalAnswered { id: dossier.id, state: dossier.state })
    })
}
