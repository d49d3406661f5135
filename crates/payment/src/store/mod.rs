//! The tables of money: named statements, row mapping, and nothing decided.

pub(crate) mod account;
pub(crate) mod book;
pub(crate) mod deposit;
pub(crate) mod obligation;
pub(crate) mod receipt;
pub(crate) mod shift;

use crate::model::{BookId, DepositId, Method, ObligationId, ReceiptId, RefundId, ShiftId};

db::text_value!(BookId, DepositId, Method, ObligationId, ReceiptId, RefundId, ShiftId);

/// Every statement of this context.
pub(crate) static STATEMENTS: &[&[&db::Statement]] = &[
    account::STATEMENTS,
    book::STATEMENTS,
    deposit::STATEMENTS,
    obligation::STATEMENTS,
    receipt::STATEMENTS,
    shift::STATEMENTS,
];

/// The schema of this context.
pub(crate) static MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "payment/0001_payment", sql: include_str!("../migrations/0001_payment.sql") }];
