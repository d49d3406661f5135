//! The tables of steering: named statements, row mapping, and nothing decided.

pub(crate) mod inquiry;

use crate::model::InquiryId;

db::text_value!(InquiryId);

/// Every statement of this context.
pub(crate) static STATEMENTS: &[&[&db::Statement]] = &[inquiry::STATEMENTS];

/// The schema of this context.
pub(crate) static MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "steering/0001_steering", sql: include_str!("../migrations/0001_steering.sql") }];
