//! What happened to accounts and ways in, as the ledger keeps it: no names, numbers, logins or passwords.

mod clients;

use base::id::{AccountId, StaffId};
use ledger::Event;
use serde::{Deserialize, Serialize};

pub use clients::{ClientRegistered, TokenGiven, TokenRevoked};

/// A citizen opened an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedUp {
    /// The account.
    pub account: AccountId,
    /// The kind of identity the person claims.
    pub identity: String,
}

impl Event for SignedUp {
    const KIND: &'static str = "accounts.signed-up.1";
}

/// A citizen changed what the account says about them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileChanged {
    /// The account.
    pub account: AccountId,
    /// The names of the fields that changed.
    pub fields: Vec<String>,
}

impl Event for ProfileChanged {
    const KIND: &'static str = "accounts.profile-changed.1";
}

/// A member of staff was given a way to sign in, or a new password for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffAccountOpened {
    /// The person.
    pub staff: StaffId,
    /// Whether there was one before.
    pub again: bool,
}

impl Event for StaffAccountOpened {
    const KIND: &'static str = "accounts.staff-account-opened.1";
}

/// A holder chose another password; every other session ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordChanged {
    /// How many sessions ended.
    pub ended: u64,
}

impl Event for PasswordChanged {
    const KIND: &'static str = "accounts.password-changed.1";
}

/// A holder ended every session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedOutEverywhere {
    /// How many sessions ended.
    pub ended: u64,
}

impl Event for SignedOutEverywhere {
    const KIND: &'static str = "accounts.signed-out-everywhere.1";
}

/// A holder ended every session but the one they were in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedOutElsewhere {
    /// How many sessions ended.
    pub ended: u64,
}

impl Event for SignedOutElsewhere {
    const KIND: &'static str = "accounts.signed-out-elsewhere.1";
}

/// An officer set the PIN for coming back to their session on a shared PC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinSet {
    /// The person.
    pub staff: StaffId,
}

impl Event for PinSet {
    const KIND: &'static str = "accounts.pin-set.1";
}
