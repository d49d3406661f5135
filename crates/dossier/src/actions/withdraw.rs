//! Withdraw: who filed takes a dossier back, before reception at once, afterwards by asking.

use base::Ctx;
use base::id::DossierId;
use db::Tx;
use serde::{Deserialize, Serialize};

use super::fresh;
use crate::error::Error;
use crate::events::stream;
use crate::model::{State, Withdrawal};
use crate::queries::{self, Filer};
use crate::rules::words_up_to;
use crate::{events, permissions, rules, store};

/// Longest reason taken, in characters.
const REASON_LIMIT: usize = 1000;

/// Which dossier, and why.
#[derive(Clone, Debug, Serialize)]
pub struct Withdraw {
    /// The dossier.
    pub dossier: DossierId,
    /// The revision the page showed.
    pub revision: i64,
    /// Why; may be empty.
    pub reason: String,
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawalAsked {
    /// The dossier.
    pub id: DossierId,
    /// Its state now: withdrawn, or as before while the body has to answer.
    pub state: State,
}

/// Takes the dossier back, or asks for it.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's, [`Error::Illegal`] once there is a result, [`Error::AskedBefore`] while an
/// answer is owed, [`Error::Stale`] if it changed.
pub fn withdraw(tx: &mut Tx, ctx: &Ctx, input: &Withdraw) -> Result<WithdrawalAsked, Error> {
    let _citizen_or_officer = ctx.authorise_anyone();
    permissions::may_have_filed(ctx)?;
    ledger::once(tx, ctx, "dossier.withdraw", input, |tx| {
        ledger::open(tx, &[stream(input.dossier)])?;
        let mut dossier = store::dossier::find(tx, input.dossier)?.ok_or(Error::NotFound)?;
        let unit = match queries::filer(tx, ctx, &dossier)?.ok_or(Error::NotFound)? {
            Filer::Citizen => None,
            Filer::Body(unit) => Some(unit),
        };
        fresh(&dossier, input.revision)?;
        if dossier.beside.open_withdrawal().is_some() {
            return Err(Error::AskedBefore);
        }
        let reason = words_up_to("reason", &input.reason, REASON_LIMIT).map_err(Error::Invalid)?;
        if dossier.received_at.is_none() {
            dossier.state = rules::next(dossier.state, rules::Act::Withdraw)?;
            dossier.closed_at = Some(ctx.now);
            store::dossier::save(tx, &mut dossier)?;
            let event = events::Withdrawn { words: reason };
            ledger::append(tx, ctx, &stream(dossier.id), unit, ctx.now, &event)?;
        } else {
            dossier.state = rules::next(dossier.state, rules::Act::AskWithdrawal)?;
            rules::not_under_correction(&dossier)?;
            let asked = Withdrawal { asked_at: ctx.now, reason: reason.clone(), answer: None };
            dossier.beside.withdrawal = Some(asked);
            store::dossier::save(tx, &mut dossier)?;
            let event = events::WithdrawalAsked { reason };
            ledger::append(tx, ctx, &stream(dossier.id), unit, ctx.now, &event)?;
        }
        Ok(WithdrawalAsked { id: dossier.id, state: dossier.state })
    })
}
