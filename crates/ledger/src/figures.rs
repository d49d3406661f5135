//! How the ledger and its workers stand, in numbers: for whoever watches over the machine.

use base::Instant;
use db::Query;

use crate::store::{figures, order};
use crate::{Error, Lag, lags};

/// The numbers of one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// The end of the order.
    pub position: i64,
    /// The last signed position.
    pub signed: i64,
    /// Events that are committed and not placed yet.
    pub unplaced: i64,
    /// How far each consumer is behind.
    pub lags: Vec<Lag>,
    /// How many events each consumer has set aside.
    pub parked: Vec<(String, i64)>,
    /// Jobs by name and state: what goes outward among them.
    pub jobs: Vec<Jobs>,
}

/// Jobs of one name in one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jobs {
    /// The name.
    pub name: String,
    /// `waiting`, `running` or `failed`.
    pub state: String,
    /// How many.
    pub count: i64,
    /// Since when the first of them is due; none where none is.
    pub due_since: Option<Instant>,
}

/// Reads them in one snapshot.
///
/// # Errors
/// Those of the database.
pub fn figures(q: &mut impl Query, now: Instant) -> Result<Figures, Error> {
    Ok(Figures {
        position: order::last_position(q)?,
        signed: figures::signed(q)?,
        unplaced: order::count_waiting(q)?,
        lags: lags(q)?,
        parked: figures::parked(q)?,
        jobs: figures::jobs(q, now)?,
    })
}
