//! The tables of moving in: named statements, row mapping, and nothing decided.

pub(crate) mod batch;
pub(crate) mod beside;

use crate::model::{BatchId, BatchState};

db::text_value!(BatchId);

/// Every statement of this context.
pub(crate) static STATEMENTS: &[&[&db::Statement]] = &[batch::STATEMENTS, beside::STATEMENTS];

/// The schema of this context.
pub(crate) static MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "moving/0001_moving", sql: include_str!("../migrations/0001_moving.sql") }];

/// The state of this code.
fn state(code: &str) -> Result<BatchState, db::Error> {
    Ok(BatchState::parse(code).ok_or(db::BadValue { column: 3, expected: "a state of a batch" })?)
}
