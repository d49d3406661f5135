//! A step that waits with the clock standing still: for the citizen, for payment, for a notice to run out.

use base::{Dong, Instant};
use catalogue::process::Awaits;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One such time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wait {
    /// The step.
    pub step: String,
    /// What is waited for.
    pub awaits: Awaits,
    /// When the clock stopped.
    pub since: Instant,
    /// When it went on; none while it stands still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// What the citizen owes, where payment is waited for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obligation: Option<Obligation>,
    /// How it was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<Paid>,
}

/// What the law asks the citizen to pay (thông báo nghĩa vụ tài chính).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obligation {
    /// The number of the notice, as its body gave it.
    pub notice: String,
    /// The whole of it.
    pub amount: Dong,
}

/// That it was paid, as an officer took it down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paid {
    /// The number of the receipt.
    pub receipt: String,
    /// The day on it.
    pub day: Date,
}
