//! The tables of this context: units in periods, successions, calendars, staff, positions.

pub(crate) mod calendar;
pub(crate) mod calendar_change;
pub(crate) mod deputy;
pub(crate) mod post;
pub(crate) mod staff;
pub(crate) mod succession;
pub(crate) mod unit;

use crate::model::{
    AreaCode, CalendarChangeId, DeputyId, PersonName, PostId, StaffNumber, SuccessionKind, UnitKind,
    UnitName, Word,
};

db::text_value!(
    AreaCode,
    CalendarChangeId,
    DeputyId,
    PersonName,
    PostId,
    StaffNumber,
    SuccessionKind,
    UnitKind,
    UnitName,
    Word
);

/// Every statement of this context.
pub(crate) static STATEMENTS: &[&[&db::Statement]] = &[
    calendar::STATEMENTS,
    calendar_change::STATEMENTS,
    deputy::STATEMENTS,
    post::STATEMENTS,
    staff::STATEMENTS,
    succession::STATEMENTS,
    unit::STATEMENTS,
];

/// The schema of this context.
pub(crate) static MIGRATIONS: &[db::Migration] = &[
    db::Migration {
        name: "organisation/0001_organisation",
        sql: include_str!("../migrations/0001_organisation.sql"),
    },
    db::Migration { name: "organisation/0010_deputy", sql: include_str!("../migrations/0010_deputy.sql") },
    db::Migration { name: "organisation/0011_posted", sql: include_str!("../migrations/0011_posted.sql") },
    db::Migration {
        name: "organisation/0020_calendar_change",
        sql: include_str!("../migrations/0020_calendar_change.sql"),
    },
];
