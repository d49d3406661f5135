//! What is owed and paid, in types.

mod account;
mod book;
mod counted;
mod deposit;
mod method;
mod obligation;
mod receipt;
mod shift;

pub use account::Account;
pub use book::{Book, BookId, numbered};
pub use counted::{Counted, NOTES};
pub use deposit::{DepositId, Slip};
pub use method::Method;
pub use obligation::{Obligation, ObligationId, Relieved};
pub use receipt::{Line, PaidBack, Receipt, ReceiptId, RefundId};
pub use shift::{Closed, Shift, ShiftId, Sums};
