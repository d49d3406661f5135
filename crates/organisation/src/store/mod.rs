//! The tables of this context: units in periods, successions, calendars, staff, positions.

pub(crate) mod calendar;
pub(crate) mod post;
pub(crate) mod staff;
pub(crate) mod succession;
pub(crate) mod unit;

use crate::model::{AreaCode, PersonName, PostId, StaffNumber, SuccessionKind, UnitKind, UnitName, Word};

db::text_value!(AreaCode, PersonName, PostId, StaffNumber, SuccessionKind, UnitKind, UnitName, Word);

/// Every statement of this context.
pub(crate) static STATEMENTS: &[&[&db::Statement]] =
    &[calendar::STATEMENTS, post::STATEMENTS, staff::STATEMENTS, succession::STATEMENTS, unit::STATEMENTS];

/// The schema of this context.
pub(crate) static MIGRATIONS: &[db::Migration] = &[db::Migration {
    name: "organisation/0001_organisation",
    sql: include_str!("../migrations/0001_organisation.sql"),
}];
