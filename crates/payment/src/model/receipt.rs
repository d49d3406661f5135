//! A receipt with its lines, and what was paid back on it.

use base::id::{StaffId, UnitId};
use base::{Dong, Instant};
use ledger::Stream;

use super::{BookId, Method, ObligationId, ShiftId};

base::identifier!(
    /// One receipt.
    ReceiptId
);
base::identifier!(
    /// One refund.
    RefundId
);

/// A receipt (biên lai thu phí, lệ phí).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its identifier.
    pub id: ReceiptId,
    /// The body that issued it.
    pub root: UnitId,
    /// The book.
    pub book: BookId,
    /// Template of the book.
    pub template: String,
    /// Series of the book.
    pub series: String,
    /// Its number in the book.
    pub number: i64,
    /// The shift it belongs to.
    pub shift: ShiftId,
    /// Who paid.
    pub payer: String,
    /// How much.
    pub amount: Dong,
    /// How.
    pub method: Method,
    /// The reference of the transfer; empty for cash.
    pub reference: String,
    /// When.
    pub issued_at: Instant,
    /// By whom.
    pub issued_by: StaffId,
    /// The voided receipt that it stands for.
    pub replaces: Option<ReceiptId>,
    /// When it was voided.
    pub voided_at: Option<Instant>,
    /// Why.
    pub void_reason: Option<String>,
}

/// One fee on a receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it pays.
    pub obligation: ObligationId,
    /// What owed it.
    pub origin: Stream,
    /// What people call that.
    pub label: String,
    /// What the fee is called.
    pub name: String,
    /// How much.
    pub amount: Dong,
}

/// Money that went back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaidBack {
    /// How much.
    pub amount: Dong,
    /// How.
    pub method: Method,
    /// To whom.
    pub recipient: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Instant,
}
