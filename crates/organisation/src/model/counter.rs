//! Counters (quầy) of a one-stop unit: where people are called to.

use base::Instant;
use base::id::UnitId;

use super::CounterName;

base::identifier!(
    /// A counter.
    CounterId
);

/// A counter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counter {
    /// Its identifier.
    pub id: CounterId,
    /// The one-stop unit it belongs to.
    pub unit: UnitId,
    /// What it is called, as on its sign.
    pub name: CounterName,
    /// When it was closed for good; none while it is there.
    pub closed_at: Option<Instant>,
}
