//! A book of receipts: template, series, numbers.

use base::Instant;
use base::id::{StaffId, UnitId};

base::identifier!(
    /// One book of receipts.
    BookId
);

/// A book of receipts (quyển biên lai), on paper or printed by this program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// Its identifier; its stream in the ledger bears the same.
    pub id: BookId,
    /// The body that issues it.
    pub root: UnitId,
    /// The template, `01BLP0-001` (mẫu số; NĐ 123/2020/NĐ-CP).
    pub template: String,
    /// The series, `AA-26P` (ký hiệu).
    pub series: String,
    /// The first number.
    pub first: i64,
    /// The last number.
    pub last: i64,
    /// The number that is issued next; one above the last when it is full.
    pub next: i64,
    /// Who issues from it now.
    pub holder: Option<StaffId>,
    /// When it was registered.
    pub registered_at: Instant,
    /// When it was closed: what is left of it is never issued.
    pub closed_at: Option<Instant>,
}

impl Book {
    /// How many numbers are left.
    #[must_use]
    pub const fn left(&self) -> i64 {
        if self.closed_at.is_some() { 0 } else { self.last + 1 - self.next }
    }
}

/// A number as it stands on the receipt: seven digits.
#[must_use]
pub fn numbered(number: impl std::borrow::Borrow<i64>) -> String {
    format!("{:07}", number.borrow())
}
