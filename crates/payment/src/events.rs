//! What happened to money, as the ledger keeps it for ever. Receipts stand on the stream of their book, so that its numbers prove
//! themselves; what was paid for a dossier stands on the dossier's stream too.

use base::id::{StaffId, UnitId};
use base::{Dong, Instant};
use jiff::civil::Date;
use ledger::Stream;
use serde::{Deserialize, Serialize};

use crate::model::{BookId, Counted, DepositId, Method, ObligationId, ReceiptId, ShiftId};

/// The stream of a body's books, account and deposits.
#[must_use]
pub fn till_stream(root: base::id::UnitId) -> Stream {
    Stream::new("till", root.uuid())
}

/// The stream of a book.
#[must_use]
pub fn book_stream(book: BookId) -> Stream {
    Stream::new("receipt-book", book.uuid())
}

/// The stream of a shift.
#[must_use]
pub fn shift_stream(shift: ShiftId) -> Stream {
    Stream::new("shift", shift.uuid())
}

/// The body collects into another account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountSet {
    /// The bank.
    pub bank: String,
    /// The account.
    pub number: String,
    /// Whose it is.
    pub holder: String,
}

/// A book was registered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookRegistered {
    /// The book.
    pub book: BookId,
    /// Its template.
    pub template: String,
    /// Its series.
    pub series: String,
    /// Its first number.
    pub first: i64,
    /// Its last number.
    pub last: i64,
}

/// A book passed to a cashier, or back to whoever keeps the books.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookGiven {
    /// Who issues from it now.
    pub to: Option<StaffId>,
    /// The number that is issued next.
    pub next: i64,
}

/// A book was closed: what is left of it is never issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookClosed {
    /// The first number that was not issued; none of a full book.
    pub unused_from: Option<i64>,
    /// The last number.
    pub last: i64,
    /// Why.
    pub reason: String,
}

/// A receipt was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptIssued {
    /// The receipt.
    pub receipt: ReceiptId,
    /// Its number.
    pub number: i64,
    /// The shift.
    pub shift: ShiftId,
    /// How much.
    pub amount: Dong,
    /// How.
    pub method: Method,
    /// The obligations it pays.
    pub pays: Vec<ObligationId>,
    /// The voided receipt that it stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<ReceiptId>,
}

/// A receipt was voided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptVoided {
    /// The receipt.
    pub receipt: ReceiptId,
    /// Its number.
    pub number: i64,
    /// Why.
    pub reason: String,
    /// Whether the payer's part was taken back.
    pub taken_back: bool,
}

/// Money went back on a receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refunded {
    /// The receipt.
    pub receipt: ReceiptId,
    /// How much.
    pub amount: Dong,
    /// How.
    pub method: Method,
    /// Why.
    pub reason: String,
}

/// A dossier's fees were paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paid {
    /// The receipt.
    pub receipt: ReceiptId,
    /// Series and number, as they stand on it.
    pub number: String,
    /// How much of it is for this dossier.
    pub amount: Dong,
    /// How.
    pub method: Method,
}

/// The receipt of a dossier's fees was voided: they are owed again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentVoided {
    /// Series and number.
    pub number: String,
    /// Why.
    pub reason: String,
}

/// Money of a dossier's fees went back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundedTo {
    /// Series and number of the receipt.
    pub number: String,
    /// How much went back on it.
    pub amount: Dong,
    /// Why.
    pub reason: String,
}

/// The paper that proves a relief was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReliefProved {
    /// The fee.
    pub obligation: ObligationId,
    /// The paper.
    pub evidence: String,
}

/// Somebody said how much a fee is that nothing here could say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmountSet {
    /// The fee.
    pub obligation: ObligationId,
    /// How much.
    pub amount: Dong,
    /// On which ground.
    pub citation: String,
    /// Whether the amount had been doubted and was confirmed.
    pub confirmed: bool,
}

/// A cashier began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftOpened {
    /// The small change in the drawer.
    pub change: Dong,
}

/// A shift was counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftClosed {
    /// What should have been in the drawer.
    pub expected: Dong,
    /// What was there, note by note.
    pub counted: Counted,
    /// Counted less expected.
    pub difference: Dong,
    /// Why they differ; may be empty.
    pub reason: String,
    /// What is to be paid in.
    pub takings: Dong,
    /// The colleague who is to take it over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<StaffId>,
}

/// A colleague took the takings over, or did not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TillAnswered {
    /// The colleague's shift, if they were taken over.
    pub into: Option<ShiftId>,
    /// Why not; empty where they were.
    pub words: String,
}

/// The takings of a shift were paid in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftDeposited {
    /// The deposit.
    pub deposit: DepositId,
    /// The number of the slip.
    pub slip: String,
    /// The day on it.
    pub on: Date,
    /// What the slip comes to, with other shifts on it.
    pub amount: Dong,
    /// When it was taken down.
    pub at: Instant,
}

/// A shift whose money is not paid in yet belongs to the body that took its own over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftPassed {
    /// The body it belonged to.
    pub from: UnitId,
    /// The body it belongs to now.
    pub to: UnitId,
}

macro_rules! kinds {
    ($($event:ty = $kind:literal;)*) => {
        $(impl ledger::Event for $event {
            const KIND: &'static str = $kind;
        })*
    };
}

kinds! {
    AccountSet = "payment.account-set.1";
    BookRegistered = "payment.book-registered.1";
    BookGiven = "payment.book-given.1";
    BookClosed = "payment.book-closed.1";
    ReceiptIssued = "payment.receipt-issued.1";
    ReceiptVoided = "payment.receipt-voided.1";
    Refunded = "payment.refunded.1";
    Paid = "payment.paid.1";
    PaymentVoided = "payment.payment-voided.1";
    RefundedTo = "payment.refunded-to.1";
    ReliefProved = "payment.relief-proved.1";
    AmountSet = "payment.amount-set.1";
    ShiftOpened = "payment.shift-opened.1";
    ShiftClosed = "payment.shift-closed.1";
    TillAnswered = "payment.till-answered.1";
    ShiftDeposited = "payment.shift-deposited.1";
    ShiftPassed = "payment.shift-passed.1";
}
