//! The account of a body into which people transfer.

use base::Instant;
use serde::{Deserialize, Serialize};

/// An account at a bank that knows VietQR.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The bank, by its six digits (BIN) as NAPAS gives them.
    pub bank: String,
    /// The number of the account.
    pub number: String,
    /// Whose it is, in capitals without accents, as the bank prints it.
    pub holder: String,
    /// Since when.
    pub changed_at: Instant,
}
