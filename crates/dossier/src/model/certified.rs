//! A line of a certification book (sổ chứng thực; TT 01/2020/TT-BTP).

use base::Dong;
use base::id::{DossierId, StaffId, UnitId};
use jiff::civil::Date;

/// One certification as the book of the year has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certified {
    /// The body.
    pub root: UnitId,
    /// The sign of the book.
    pub book: String,
    /// The year.
    pub year: i16,
    /// The number in it.
    pub number: i64,
    /// The day.
    pub day: Date,
    /// The dossier.
    pub dossier: DossierId,
    /// Who asked.
    pub person: String,
    /// What the paper is.
    pub document: String,
    /// How many pages.
    pub pages: i64,
    /// How many copies.
    pub copies: i64,
    /// What it costs.
    pub fee: Dong,
    /// Who signed.
    pub signer: StaffId,
}

impl Certified {
    /// The number as it stands on the paper: `123/2026-SCT/BS`.
    #[must_use]
    pub fn numbered(&self) -> String {
        format!("{}/{}-{}", self.number, self.year, self.book)
    }
}
