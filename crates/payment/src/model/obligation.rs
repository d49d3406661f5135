//! What something owes.

use base::id::UnitId;
use base::{Dong, Instant};
use ledger::Stream;
use serde::{Deserialize, Serialize};

use super::ReceiptId;

base::identifier!(
    /// One obligation.
    ObligationId
);

/// One fee of one origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obligation {
    /// Its identifier.
    pub id: ObligationId,
    /// What owes it, a dossier for one.
    pub origin: Stream,
    /// Its place among what the origin owes.
    pub position: i64,
    /// The body that collects.
    pub root: UnitId,
    /// What people call the origin: the number of the dossier.
    pub label: String,
    /// Who owes it.
    pub debtor: String,
    /// What the fee is called.
    pub name: String,
    /// How much; none until somebody says so (the council sets it and its resolution is not here).
    pub amount: Option<Dong>,
    /// How it was counted, in words; may be empty.
    pub how: String,
    /// Where it stands in the law.
    pub citation: String,
    /// The exemption or reduction that made it what it is.
    pub relief: Option<Relieved>,
    /// The paper that proves the relief, as the cashier saw it.
    pub evidence: Option<String>,
    /// Since when.
    pub owed_at: Instant,
    /// The valid receipt that pays it.
    pub receipt: Option<ReceiptId>,
    /// When it fell away unpaid.
    pub dropped_at: Option<Instant>,
}

/// A relief as it was applied (Điều 10 Luật Phí và lệ phí 97/2015/QH13).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relieved {
    /// Who it is for: `Người thuộc hộ nghèo`.
    pub name: String,
    /// How much is taken off, in per cent.
    pub percent: u8,
    /// Where it stands in the law.
    pub citation: String,
}

impl Obligation {
    /// Whether money is still to be collected for it, as far as is known.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.receipt.is_none() && self.dropped_at.is_none() && self.amount != Some(Dong(0))
    }

    /// Whether the paper for its relief is still to be seen.
    #[must_use]
    pub const fn lacks_evidence(&self) -> bool {
        self.relief.is_some() && self.evidence.is_none() && self.dropped_at.is_none()
    }
}
