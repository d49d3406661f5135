//! A question about a figure, and its answer.

use base::Instant;
use base::id::{DossierId, StaffId, UnitId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

base::identifier!(
    /// One inquiry.
    InquiryId
);

/// A dossier that an inquiry names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Which.
    pub id: DossierId,
    /// Its number; empty before reception.
    pub number: String,
}

/// A question about a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inquiry {
    /// Which one.
    pub id: InquiryId,
    /// The body of who asks.
    pub root: UnitId,
    /// Who is to answer.
    pub unit: UnitId,
    /// The figure, as an address says it.
    pub figure: String,
    /// What it is called.
    pub title: String,
    /// What it was when it was asked about.
    pub count: i64,
    /// Its first dossiers then.
    pub named: Vec<Named>,
    /// The question.
    pub question: String,
    /// The last day for the answer.
    pub due: Date,
    /// Who asked.
    pub asked_by: StaffId,
    /// When.
    pub asked_at: Instant,
    /// Who answered, when, and what.
    pub answer: Option<(StaffId, Instant, String)>,
}

impl Inquiry {
    /// Whether the answer came late, or is late today.
    #[must_use]
    pub fn is_late(&self, today: Date) -> bool {
        self.answer.as_ref().map_or(today, |(_, at, _)| at.date()) > self.due
    }
}
