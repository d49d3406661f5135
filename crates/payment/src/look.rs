//! What contexts above read of money.

use base::id::StaffId;
use db::Query;
use ledger::Stream;

use crate::error::Error;
use crate::model::{Obligation, PaidBack, Receipt, Shift};
use crate::store;

/// One fee of an origin with the receipt that pays it.
#[derive(Clone, Debug)]
pub struct Owed {
    /// The fee.
    pub obligation: Obligation,
    /// Its receipt.
    pub receipt: Option<Receipt>,
    /// What went back on that receipt.
    pub back: Vec<PaidBack>,
}

/// What an origin owes, paid and got back; what fell away is left out.
///
/// # Errors
/// Those of the database.
pub fn of_origin(q: &mut impl Query, origin: &Stream) -> Result<Vec<Owed>, Error> {
    let mut out = Vec::new();
    for obligation in store::obligation::of_origin(q, origin)? {
        if obligation.dropped_at.is_some() {
            continue;
        }
        let receipt = match obligation.receipt {
            Some(id) => store::receipt::find(q, id)?,
            None => None,
        };
        let back = match &receipt {
            Some(receipt) => store::receipt::refunds(q, receipt.id)?,
            None => Vec::new(),
        };
        out.push(Owed { obligation, receipt, back });
    }
    Ok(out)
}

/// The open shift of a cashier.
///
/// # Errors
/// Those of the database.
pub fn on_shift(q: &mut impl Query, cashier: StaffId) -> Result<Option<Shift>, Error> {
    store::shift::open_of(q, cashier)
}
