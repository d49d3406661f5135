//! The tables of learning: named statements, row mapping, and nothing decided.

pub(crate) mod attempt;
pub(crate) mod clock;

/// Every statement of this context.
pub(crate) static STATEMENTS: &[&[&db::Statement]] = &[attempt::STATEMENTS, clock::STATEMENTS];

/// The schema of this context.
pub(crate) static MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "learning/0001_learning", sql: include_str!("../migrations/0001_learning.sql") }];
