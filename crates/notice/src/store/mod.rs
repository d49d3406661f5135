//! The tables of notices: named statements, row mapping, and nothing decided.

pub(crate) mod channel;
pub(crate) mod choice;
pub(crate) mod delivery;
pub(crate) mod message;
pub(crate) mod text;

use crate::error::Error;
use crate::model::{MessageId, TextId};

db::text_value!(MessageId, TextId);

/// Every statement of this context.
pub(crate) static STATEMENTS: &[&[&db::Statement]] =
    &[channel::STATEMENTS, choice::STATEMENTS, delivery::STATEMENTS, message::STATEMENTS, text::STATEMENTS];

/// The schema of this context.
pub(crate) static MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "notice/0001_notice", sql: include_str!("../migrations/0001_notice.sql") }];

/// A code as it was kept.
fn coded<T>(code: &str, parse: fn(&str) -> Option<T>) -> Result<T, Error> {
    parse(code).ok_or_else(|| Error::Stored(code.to_owned()))
}
