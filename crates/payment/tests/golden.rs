//! Every kind of event keeps one golden JSON that must parse for ever.

use std::collections::BTreeMap;

use base::id::{StaffId, UnitId, Uuid};
use base::{Dong, Instant};
use ledger::testing::golden;
use payment::{
    AccountSet, AmountSet, BookClosed, BookGiven, BookId, BookRegistered, Counted, DepositId, Method,
    ObligationId, Paid, PaymentVoided, ReceiptId, ReceiptIssued, ReceiptVoided, Refunded, RefundedTo,
    ReliefProved, ShiftClosed, ShiftDeposited, ShiftId, ShiftOpened, ShiftPassed, TillAnswered,
};

const HERE: &str = env!("CARGO_MANIFEST_DIR");

const fn uuid(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

#[test]
fn what_is_kept_of_books_parses_for_ever() {
    let (bank, number) = ("970436".to_owned(), "1017595600".to_owned());
    golden(HERE, &AccountSet { bank, number, holder: "UBND PHUONG VIET TRI".to_owned() });
    let book = BookId::from_uuid(uuid(1));
    let (template, series) = ("01BLP0-001".to_owned(), "AA-26P".to_owned());
    golden(HERE, &BookRegistered { book, template, series, first: 1, last: 50 });
    golden(HERE, &BookGiven { to: Some(StaffId::from_uuid(uuid(2))), next: 1 });
    golden(HERE, &BookClosed { unused_from: Some(17), last: 50, reason: "Hết năm".to_owned() });
}

#[test]
fn what_is_kept_of_receipts_parses_for_ever() {
    let receipt = ReceiptId::from_uuid(uuid(3));
    let issued = ReceiptIssued {
        receipt,
        number: 8,
        shift: ShiftId::from_uuid(uuid(4)),
        amount: Dong(10_000),
        method: Method::Cash,
        pays: vec![ObligationId::from_uuid(uuid(5))],
        replaces: Some(ReceiptId::from_uuid(uuid(6))),
    };
    golden(HERE, &issued);
    let reason = "In sai tên người nộp".to_owned();
    golden(HERE, &ReceiptVoided { receipt, number: 8, reason: reason.clone(), taken_back: true });
    let (amount, method) = (Dong(4_000), Method::Transfer);
    golden(HERE, &Refunded { receipt, amount, method, reason: "Hồ sơ được rút".to_owned() });
    let number = "AA-26P 0000008".to_owned();
    golden(HERE, &Paid { receipt, number: number.clone(), amount: Dong(10_000), method: Method::Cash });
    golden(HERE, &PaymentVoided { number: number.clone(), reason });
    golden(HERE, &RefundedTo { number, amount, reason: "Hồ sơ được rút".to_owned() });
}

#[test]
fn what_is_kept_of_fees_parses_for_ever() {
    let obligation = ObligationId::from_uuid(uuid(5));
    golden(HERE, &ReliefProved { obligation, evidence: "Giấy chứng nhận hộ nghèo số 12".to_owned() });
    let citation = "Điều 3 Nghị quyết 12/2026/NQ-HĐND".to_owned();
    golden(HERE, &ShiftPassed { from: UnitId::from_uuid(uuid(8)), to: UnitId::from_uuid(uuid(9)) });
    golden(HERE, &AmountSet { obligation, amount: Dong(75_000), citation, confirmed: true });
}

#[test]
fn what_is_kept_of_shifts_parses_for_ever() {
    golden(HERE, &ShiftOpened { change: Dong(50_000) });
    let closed = ShiftClosed {
        expected: Dong(60_000),
        counted: Counted(BTreeMap::from([(50_000, 1), (5_000, 1)])),
        difference: Dong(-5_000),
        reason: "Thối nhầm".to_owned(),
        takings: Dong(10_000),
        to: Some(StaffId::from_uuid(uuid(7))),
    };
    golden(HERE, &closed);
    golden(HERE, &TillAnswered { into: Some(ShiftId::from_uuid(uuid(8))), words: String::new() });
    let day = jiff::civil::date(2026, 11, 18);
    let deposited = ShiftDeposited {
        deposit: DepositId::from_uuid(uuid(9)),
        slip: "GNT-0042".to_owned(),
        on: day,
        amount: Dong(10_000),
        at: Instant::from_local(day.at(16, 30, 0, 0)),
    };
    golden(HERE, &deposited);
}

#[test]
fn the_streams_bear_their_names() {
    let root = UnitId::from_uuid(uuid(1));
    assert!(payment::till_stream(root).as_str().starts_with("till/"));
    assert!(payment::book_stream(BookId::from_uuid(uuid(1))).as_str().starts_with("receipt-book/"));
    assert!(payment::shift_stream(ShiftId::from_uuid(uuid(1))).as_str().starts_with("shift/"));
}
