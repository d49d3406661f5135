//! The tables of this context: units in periods, successions, calendars, staff, positions.

/// A statement over a unit ($1) and those above it on a day ($2), as `line(unit, parent, depth)`; the unit itself is at depth 0.
macro_rules! line {
    ($($rest:tt)*) => {
        concat!(
            "WITH RECURSIVE line(unit, parent, depth) AS (
                SELECT v.unit, v.parent, CAST(0 AS BIGINT) FROM unit_version v
                    WHERE v.unit = $1 AND v.valid_from <= $2 AND v.valid_to > $2
                UNION ALL
                SELECT v.unit, v.parent, line.depth + 1 FROM line JOIN unit_version v ON v.unit = line.parent
                    WHERE v.valid_from <= $2 AND v.valid_to > $2 AND line.depth < 16) ",
            $($rest)*
        )
    };
}

pub(crate) mod calendar;
pub(crate) mod calendar_change;
pub(crate) mod counter;
pub(crate) mod deputy;
pub(crate) mod post;
pub(crate) mod reorganisation;
pub(crate) mod staff;
pub(crate) mod succession;
pub(crate) mod unit;

use crate::model::{
    AreaCode, CalendarChangeId, CounterId, CounterName, DeputyId, PersonName, PostId, ReorganisationId,
    StaffNumber, Stage, SuccessionKind, UnitKind, UnitName, Word,
};

db::text_value!(
    AreaCode,
    CalendarChangeId,
    CounterId,
    CounterName,
    DeputyId,
    PersonName,
    PostId,
    ReorganisationId,
    Stage,
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
    counter::STATEMENTS,
    deputy::STATEMENTS,
    post::STATEMENTS,
    reorganisation::STATEMENTS,
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
    db::Migration {
        name: "organisation/0030_reorganisation",
        sql: include_str!("../migrations/0030_reorganisation.sql"),
    },
    db::Migration { name: "organisation/0040_counter", sql: include_str!("../migrations/0040_counter.sql") },
];
