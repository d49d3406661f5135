//! The report of a batch: what the older system had beside what is here, and every difference.

use serde::{Deserialize, Serialize};

base::coded! {
    /// By what is counted.
    By {
        /// The status there.
        Status = "status", "Theo trạng thái ở hệ thống cũ";
        /// The body that decides.
        Unit = "unit", "Theo cơ quan giải quyết";
        /// The month of reception; of what was not received, that of submission.
        Month = "month", "Theo tháng tiếp nhận";
    }
}

/// One line: what was there, what is here, what was left out and is listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// By what.
    pub by: By,
    /// Of what, as people read it.
    pub what: String,
    /// How many there.
    pub there: i64,
    /// How many here, counted from what is kept here.
    pub here: i64,
    /// How many of those there were left out, each with its mistakes.
    pub left: i64,
}

impl Compared {
    /// What nobody has explained; nothing in a report that reconciles.
    #[must_use]
    pub const fn difference(&self) -> i64 {
        self.there - self.here - self.left
    }
}

/// The whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Each line, by status, then body, then month.
    pub compared: Vec<Compared>,
    /// Rows that the older system had deleted, or drafts: no dossiers.
    pub not_dossiers: i64,
    /// Dossiers that are open here.
    pub open: i64,
    /// People with an account: there, here.
    pub accounts: (i64, i64),
    /// Files: there, here.
    pub files: (i64, i64),
    /// Lines of progress and payments: there, here.
    pub lines: (i64, i64),
    /// Numbering books, as they stood: code, last number.
    pub books: Vec<(String, i64)>,
    /// Mistakes.
    pub mistakes: i64,
    /// Rows that were left out.
    pub refused: i64,
}

impl Report {
    /// The sums of one way to count: there, here, left out.
    #[must_use]
    pub fn sums(&self, by: By) -> (i64, i64, i64) {
        let lines = self.compared.iter().filter(|line| line.by == by);
        lines.fold((0, 0, 0), |sum, line| (sum.0 + line.there, sum.1 + line.here, sum.2 + line.left))
    }

    /// Whether every line is explained.
    #[must_use]
    pub fn reconciles(&self) -> bool {
        self.compared.iter().all(|line| line.difference() == 0)
    }
}
