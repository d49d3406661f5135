//! When a receipt can be voided (NĐ 123/2020/NĐ-CP): while its money is still in the drawer of an open shift. Afterwards money
//! goes back by refund only.

use base::Instant;

use crate::model::{Receipt, Shift};

/// Why a receipt cannot be voided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotVoidable {
    /// It was voided before.
    #[error("voided at {0:?}")]
    Before(Instant),
    /// Money went back on it.
    #[error("refunded")]
    Refunded,
    /// Its shift was counted.
    #[error("its shift was counted at {0:?}")]
    Counted(Instant),
    /// Its money was paid in.
    #[error("its money was paid in")]
    PaidIn,
}

/// Whether a receipt can be voided.
///
/// # Errors
/// The first thing that stands in the way.
pub(crate) fn may_void(receipt: &Receipt, shift: &Shift, refunded: bool) -> Result<(), NotVoidable> {
    if let Some(at) = receipt.voided_at {
        return Err(NotVoidable::Before(at));
    }
    if shift.deposit.is_some() {
        return Err(NotVoidable::PaidIn);
    }
    if let Some(closed) = &shift.closed {
        return Err(NotVoidable::Counted(closed.at));
    }
    if refunded { Err(NotVoidable::Refunded) } else { Ok(()) }
}
