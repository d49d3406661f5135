//! Reprint: a lost slip (form 01) is printed again. Who, when and why are in the ledger, and the slip says the how-manieth it is.

use base::Ctx;
use base::id::DossierId;
use db::Tx;
use serde::{Deserialize, Serialize};

use super::fresh;
use crate::error::Error;
use crate::events::stream;
use crate::model::Reprint;
use crate::rules::{Act, Illegal};
use crate::{events, permissions, rules, store};

/// Longest reason taken, in characters.
const REASON_LIMIT: usize = 500;

/// Which dossier's slip, and why.
#[derive(Clone, Debug, Serialize)]
pub struct ReprintSlip {
    /// The dossier.
    pub dossier: DossierId,
    /// The revision the page showed.
    pub revision: i64,
    /// Why.
    pub reason: String,
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipReprinted {
    /// The dossier.
    pub id: DossierId,
    /// The how-manieth reprint it is.
    pub times: usize,
}

/// Counts a reprint of the slip.
///
/// # Errors
/// [`Error::NotFound`] outside the bodies of the dossier, [`Error::Illegal`] before reception, [`Error::Invalid`] without a reason.
pub fn reprint_slip(tx: &mut Tx, ctx: &Ctx, input: &ReprintSlip) -> Result<SlipReprinted, Error> {
    let authority = ctx.authorise(&permissions::KEEP_RESULT)?;
    ledger::once(tx, ctx, "dossier.reprint-slip", input, |tx| {
        ledger::open(tx, &[stream(input.dossier)])?;
        let mut dossier = store::dossier::find(tx, input.dossier)?.ok_or(Error::NotFound)?;
        let unit = permissions::post_for(&authority, &dossier)?.unit;
        fresh(&dossier, input.revision)?;
        dossier.state = rules::next(dossier.state, Act::ReprintSlip)?;
        if dossier.received_at.is_none() {
            return Err(Illegal { act: Act::ReprintSlip, state: dossier.state }.into());
        }
        let ask = "Ghi lý do in lại, ví dụ: người nộp báo mất giấy tiếp nhận.";
        if let Some(wrong) = rules::words("reason", &input.reason, REASON_LIMIT, ask) {
            return Err(Error::Invalid(vec![wrong]));
        }
        let reason = input.reason.trim().to_owned();
        let reprints = &mut dossier.beside.pickup.reprints;
        reprints.push(Reprint { at: ctx.now, reason: reason.clone() });
        let times = reprints.len();
        store::dossier::save(tx, &mut dossier)?;
        let event = events::SlipReprinted { times, reason };
        ledger::append(tx, ctx, &stream(dossier.id), Some(unit), ctx.now, &event)?;
        Ok(SlipReprinted { id: dossier.id, times })
    })
}
