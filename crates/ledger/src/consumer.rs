//! What follows the order of events: a projection, a notice, a live screen.

use base::Ctx;
use db::Tx;

use crate::Recorded;

/// Why a consumer, job or effect could not go on; kept as text for the administrator.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Follows the placed events one by one and writes rows, nothing else: its cursor moves in the same transaction,
/// so each event is applied exactly once. What must go outward becomes a job ([`crate::enqueue`]).
#[derive(Clone, Debug)]
pub struct Consumer {
    /// Unique for ever, `context.what`: the cursor is kept under it.
    pub name: &'static str,
    /// The kinds it wants; the others are passed over.
    pub kinds: &'static [&'static str],
    /// Where it starts when it first appears.
    pub start: Start,
    /// Applies one event. An error rolls back this event alone, parks its stream and lets the others go on.
    pub apply: fn(&mut Tx, &Ctx, &Recorded) -> Result<(), Cause>,
}

/// Where a consumer starts that the database has not seen before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// With the first event ever: projections.
    Beginning,
    /// With what is placed from then on: notices, which must not go out for the past.
    Present,
}
