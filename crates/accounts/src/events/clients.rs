//! What happened to client systems and their tokens: no names, no secrets.

use base::Instant;
use base::id::{StaffId, WarrantId};
use ledger::Event;
use serde::{Deserialize, Serialize};

/// A client system was registered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientRegistered {
    /// The member of staff it is.
    pub staff: StaffId,
}

impl Event for ClientRegistered {
    const KIND: &'static str = "accounts.client-registered.1";
}

/// A client system was given a token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenGiven {
    /// To which system.
    pub staff: StaffId,
    /// The token.
    pub token: WarrantId,
    /// The names of the permissions it carries.
    pub scopes: Vec<String>,
    /// Until when.
    pub expires_at: Instant,
}

impl Event for TokenGiven {
    const KIND: &'static str = "accounts.token-given.1";
}

/// A token was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenRevoked {
    /// From which system.
    pub staff: StaffId,
    /// The token.
    pub token: WarrantId,
}

impl Event for TokenRevoked {
    const KIND: &'static str = "accounts.token-revoked.1";
}
