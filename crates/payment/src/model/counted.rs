//! Notes as they were counted at the end of a shift.

use std::collections::BTreeMap;

use base::Dong;
use serde::{Deserialize, Serialize};

/// The notes in circulation, the largest first, in đồng.
pub const NOTES: [i64; 10] = [500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500];

/// How many there are of each note.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Counted(pub BTreeMap<i64, i64>);

impl Counted {
    /// What they come to.
    #[must_use]
    pub fn sum(&self) -> Dong {
        Dong(self.0.iter().fold(0_i64, |sum, (note, count)| sum.saturating_add(note.saturating_mul(*count))))
    }
}
