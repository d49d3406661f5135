//! The tables of this context.

pub(crate) mod procedure;

/// Every statement of this context.
pub(crate) static STATEMENTS: &[&[&db::Statement]] = &[procedure::STATEMENTS];

/// The schema of this context.
pub(crate) static MIGRATIONS: &[db::Migration] = &[db::Migration {
    name: "catalogue/0001_procedures",
    sql: include_str!("../migrations/0001_procedures.sql"),
}];
