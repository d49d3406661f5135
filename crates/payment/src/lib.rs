//! Money at the counter: what a dossier owes, what was paid for it and with which receipt, the cashier's shift to the last đồng
//! (Luật Phí và lệ phí 97/2015/QH13; NĐ 123/2020/NĐ-CP and NĐ 70/2025/NĐ-CP on receipts; Luật Kế toán 88/2015/QH13).
//!
//! Words: an **obligation** (khoản phải nộp) is one fee of one thing that owes it, its *origin*, known here only as a stream; a
//! **receipt book** (quyển biên lai) has a series and numbers without gaps; a **receipt** (biên lai) takes the next number of
//! its cashier's book; a **shift** (ca thu) is one cashier's money from opening to count; a **deposit** (nộp tiền) takes
//! the takings of counted shifts to treasury or bank.
//!
//! Invariants
//! - A number of a book is given once, in order; what is wrong is voided with a reason, never taken away.
//! - A receipt can be voided while its shift is open; afterwards money goes back by refund only.
//! - An obligation is paid by one valid receipt, whole.
//! - The takings of a shift are its cash receipts less its cash refunds, with what was taken over; a deposit is their sum.
//! - A body that ends leaves its open fees and uncounted shifts to its heir; its books are closed, never numbered on.
//! - Nothing here ever holds a result back.

mod actions;
mod effects;
mod error;
mod events;
mod look;
mod model;
mod owe;
mod pages;
mod permissions;
mod queries;
mod rules;
mod store;

pub use actions::{
    AnswerTill, CloseBook, CloseShift, Collect, Collected, Deposit, Deposited, GiveBook, OpenShift,
    ProveRelief, Refund, RegisterBook, SetAccount, SetAmount, VoidReceipt, answer_till, close_book,
    close_shift, collect, deposit, give_book, open_shift, prove_relief, refund, register_book, set_account,
    set_amount, void_receipt,
};
pub use error::Error;
pub use events::{
    AccountSet, AmountSet, BookClosed, BookGiven, BookRegistered, Paid, PaymentVoided, ReceiptIssued,
    ReceiptVoided, Refunded, RefundedTo, ReliefProved, ShiftClosed, ShiftDeposited, ShiftOpened, ShiftPassed,
    TillAnswered, book_stream, shift_stream, till_stream,
};
pub use look::{Owed, of_origin, on_shift};
pub use model::{
    Account, Book, BookId, Closed, Counted, DepositId, Line, Method, NOTES, Obligation, ObligationId,
    PaidBack, Receipt, ReceiptId, RefundId, Relieved, Shift, ShiftId, Slip, Sums, numbered,
};
pub use owe::{Origin, collect_elsewhere, drop_unpaid, owe};
pub use permissions::{COLLECT, KEEP, SEE};
pub use rules::NotVoidable;

/// What this context hands to the composition root.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "payment",
        pages: pages::pages(),
        nav: pages::nav(),
        migrations: store::MIGRATIONS,
        statements: store::STATEMENTS,
        permissions: permissions::ALL,
        effects: vec![effects::REHOME],
        ..web::Module::default()
    }
}
