//! Long work in small closures that yield to people (rule 7).

use std::time::{Duration, Instant};

/// Rows one closure may take.
const ROWS: u32 = 200;
/// How long one closure may go on.
const TIME: Duration = Duration::from_millis(20);

/// Counts down the rows and the time of one closure of [`crate::Db::write_bulk`].
#[derive(Debug)]
pub struct Budget {
    rows: u32,
    until: Instant,
}

impl Budget {
    pub(crate) fn new() -> Self {
        Self { rows: ROWS, until: Instant::now() + TIME }
    }

    /// True while there is room for one more row, and counts it: at most 200 rows or 20 ms. The first row is
    /// always granted, so that each closure gets on.
    pub fn take(&mut self) -> bool {
        let room = self.rows == ROWS || (self.rows > 0 && Instant::now() < self.until);
        self.rows = self.rows.saturating_sub(u32::from(room));
        room
    }

    /// How many rows may still be taken, for the LIMIT of a query.
    #[must_use]
    pub const fn rows(&self) -> u32 {
        self.rows
    }
}

/// What a closure of [`crate::Db::write_bulk`] answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bulk<S, T> {
    /// There is more: call again from here.
    More(S),
    /// Finished.
    Done(T),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_hundred_rows_and_no_more() {
        let mut budget = Budget { rows: ROWS, until: Instant::now() + Duration::from_secs(60) };
        assert_eq!((0..500).filter(|_| budget.take()).count(), 200);
        assert_eq!(budget.rows(), 0);
    }

    #[test]
    fn a_late_closure_still_gets_one_row() {
        let mut budget = Budget { rows: ROWS, until: Instant::now() };
        assert!(budget.take());
        assert!(!budget.take());
    }
}
