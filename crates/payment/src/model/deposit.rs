//! What was paid in at the treasury or a bank.

use base::id::{StaffId, UnitId};
use base::{Dong, Instant};
use jiff::civil::Date;

base::identifier!(
    /// One payment into treasury or bank.
    DepositId
);

/// A deposit slip (giấy nộp tiền).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// Its identifier.
    pub id: DepositId,
    /// The body.
    pub root: UnitId,
    /// The number of the slip; once in a body.
    pub slip: String,
    /// The day on it.
    pub paid_on: Date,
    /// Where it was paid in.
    pub place: String,
    /// How much.
    pub amount: Dong,
    /// When it was taken down.
    pub deposited_at: Instant,
    /// By whom.
    pub deposited_by: StaffId,
}
