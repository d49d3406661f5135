//! Prove relief: the cashier names the paper that proves an exemption or a reduction (Điều 10 Luật Phí và lệ phí 97/2015/QH13).

use base::Ctx;
use db::Tx;
use serde::Serialize;

use super::words;
use crate::error::Error;
use crate::events::ReliefProved;
use crate::model::ObligationId;
use crate::{permissions, store};

/// Which fee, which paper.
#[derive(Clone, Debug, Serialize)]
pub struct ProveRelief {
    /// The fee.
    pub obligation: ObligationId,
    /// The paper: kind, number, date, who issued it.
    pub evidence: String,
}

/// Writes the paper down.
///
/// # Errors
/// [`Error::NotFound`] outside one's body or where there is no relief, [`Error::Invalid`] without a paper.
pub fn prove_relief(tx: &mut Tx, ctx: &Ctx, input: &ProveRelief) -> Result<(), Error> {
    let authority = ctx.authorise(&permissions::COLLECT)?;
    ledger::once(tx, ctx, "payment.prove-relief", input, |tx| {
        let owed = store::obligation::find(tx, input.obligation)?.ok_or(Error::NotFound)?;
        let unit = authority.at_root(&owed.root)?.unit;
        ledger::open(tx, std::slice::from_ref(&owed.origin))?;
        let owed = store::obligation::find(tx, input.obligation)?.filter(|it| it.relief.is_some());
        let owed = owed.ok_or(Error::NotFound)?;
        let ask = "Ghi giấy tờ đã xem: loại, số, ngày, nơi cấp.";
        let evidence =
            words("evidence", &input.evidence, 300, ask).map_err(|error| Error::Invalid(vec![error]))?;
        store::obligation::prove(tx, owed.id, &evidence)?;
        let event = ReliefProved { obligation: owed.id, evidence };
        ledger::append(tx, ctx, &owed.origin, Some(unit), ctx.now, &event)?;
        Ok(())
    })
}
