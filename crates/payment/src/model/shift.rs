//! A cashier's shift.

use base::id::{StaffId, UnitId};
use base::{Dong, Instant};

use super::{Counted, DepositId};

base::identifier!(
    /// One shift.
    ShiftId
);

/// One cashier's money from opening to count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Its identifier; its stream in the ledger bears the same.
    pub id: ShiftId,
    /// The body.
    pub root: UnitId,
    /// The unit of the counter.
    pub unit: UnitId,
    /// Whose it is.
    pub cashier: StaffId,
    /// When it was opened.
    pub opened_at: Instant,
    /// The small change it began with; it stays in the drawer and is never paid in.
    pub change: Dong,
    /// How it was closed.
    pub closed: Option<Closed>,
    /// The colleague to whom its takings are handed.
    pub handed_to: Option<StaffId>,
    /// Why the colleague did not take them.
    pub declined: Option<String>,
    /// The colleague's shift that took them over.
    pub taken_into: Option<ShiftId>,
    /// The deposit that took them to the bank, by itself or within the shift that took them over.
    pub deposit: Option<DepositId>,
}

/// The count at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: StaffId,
    /// What there should have been.
    pub expected: Dong,
    /// What there was.
    pub counted: Counted,
    /// Counted less expected.
    pub difference: Dong,
    /// Why they differ; empty where they do not.
    pub reason: String,
}

/// What moved in a shift.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Cash taken, without voided receipts.
    pub cash: Dong,
    /// Transfers taken.
    pub transfers: Dong,
    /// Cash paid back.
    pub refunds: Dong,
    /// Takings of colleagues taken over.
    pub carried: Dong,
}

impl Sums {
    /// What is to be paid in: cash less refunds, with what was taken over.
    #[must_use]
    pub const fn takings(&self) -> Dong {
        Dong(self.cash.0 - self.refunds.0 + self.carried.0)
    }

    /// What should be in the drawer.
    #[must_use]
    pub const fn expected(&self, change: Dong) -> Dong {
        Dong(self.takings().0 + change.0)
    }
}
