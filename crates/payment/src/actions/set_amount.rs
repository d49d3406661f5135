//! Set amount: the cashier says how much a fee is that nothing here could say. A doubtful amount is asked about once more.

use base::{Ctx, Dong};
use db::Tx;
use serde::Serialize;

use super::words;
use crate::error::Error;
use crate::events::AmountSet;
use crate::model::ObligationId;
use crate::{permissions, rules, store};

/// Which fee, how much, on which ground.
#[derive(Clone, Debug, Serialize)]
pub struct SetAmount {
    /// The fee.
    pub obligation: ObligationId,
    /// How much.
    pub amount: Dong,
    /// The resolution or decision that sets it.
    pub citation: String,
    /// The amount was doubted and is right.
    pub sure: bool,
}

/// Writes the amount down.
///
/// # Errors
/// [`Error::Invalid`] for a doubtful amount until it is confirmed, and without a ground; [`Error::Changed`] once paid.
pub fn set_amount(tx: &mut Tx, ctx: &Ctx, input: &SetAmount) -> Result<(), Error> {
    let authority = ctx.authorise(&permissions::COLLECT)?;
    ledger::once(tx, ctx, "payment.set-amount", input, |tx| {
        let owed = store::obligation::find(tx, input.obligation)?.ok_or(Error::NotFound)?;
        let unit = authority.at_root(&owed.root)?.unit;
        ledger::open(tx, std::slice::from_ref(&owed.origin))?;
        let ask = "Ghi văn bản quy định mức thu, ví dụ: Nghị quyết 12/2026/NQ-HĐND.";
        let citation =
            words("citation", &input.citation, 300, ask).map_err(|error| Error::Invalid(vec![error]))?;
        let usual = store::obligation::usual(tx, owed.root, &owed.name)?;
        let doubt = rules::doubt(input.amount, &usual);
        if let Some(why) = doubt.as_ref().filter(|_| !input.sure) {
            let message = format!("{why} Nếu số này đúng, xin đánh dấu xác nhận rồi gửi lại.");
            return Err(Error::field("amount", message));
        }
        if !store::obligation::set_amount(tx, owed.id, input.amount, &citation)? {
            return Err(Error::Changed);
        }
        let event =
            AmountSet { obligation: owed.id, amount: input.amount, citation, confirmed: doubt.is_some() };
        ledger::append(tx, ctx, &owed.origin, Some(unit), ctx.now, &event)?;
        Ok(())
    })
}
