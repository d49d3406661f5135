//! What happened to second factors, as the ledger keeps it: no secret, no code, no key.

use base::id::{StaffId, UnitId};
use jiff::civil::Date;
use ledger::Event;
use serde::{Deserialize, Serialize};

/// A member of staff has a further factor beside the password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactorAdded {
    /// The person.
    pub staff: StaffId,
    /// `totp` or `passkey`.
    pub factor: String,
}

impl Event for FactorAdded {
    const KIND: &'static str = "accounts.factor-added.1";
}

/// A member of staff took one of their factors away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactorRemoved {
    /// The person.
    pub staff: StaffId,
    /// `totp` or `passkey`.
    pub factor: String,
}

impl Event for FactorRemoved {
    const KIND: &'static str = "accounts.factor-removed.1";
}

/// A member of staff got new recovery codes; those before are worth nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryCodesMade {
    /// The person.
    pub staff: StaffId,
}

impl Event for RecoveryCodesMade {
    const KIND: &'static str = "accounts.recovery-codes-made.1";
}

/// Somebody signed in with a recovery code, which is worth nothing from then on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryCodeUsed {
    /// The person.
    pub staff: StaffId,
    /// How many are left.
    pub left: i64,
}

impl Event for RecoveryCodeUsed {
    const KIND: &'static str = "accounts.recovery-code-used.1";
}

/// An administrator took away everything that a member of staff had beside the password, and ended their sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactorsReset {
    /// The person.
    pub staff: StaffId,
    /// How many sessions ended.
    pub ended: u64,
}

impl Event for FactorsReset {
    const KIND: &'static str = "accounts.factors-reset.1";
}

/// Holders of a role in a body must have a second factor, or no longer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactorRequired {
    /// The body.
    pub body: UnitId,
    /// The code of the role.
    pub role: String,
    /// From which day on; none if no longer.
    pub first_day: Option<Date>,
}

impl Event for FactorRequired {
    const KIND: &'static str = "accounts.factor-required.1";
}
