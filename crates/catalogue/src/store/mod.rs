//! The tables of this context.

pub(crate) mod edition;
pub(crate) mod local_fee;
pub(crate) mod national;
pub(crate) mod procedure;

/// Every statement of this context.
pub(crate) static STATEMENTS: &[&[&db::Statement]] =
    &[procedure::STATEMENTS, national::STATEMENTS, local_fee::STATEMENTS, edition::STATEMENTS];

/// The schema of this context.
pub(crate) static MIGRATIONS: &[db::Migration] = &[
    db::Migration {
        name: "catalogue/0001_procedures",
        sql: include_str!("../migrations/0001_procedures.sql"),
    },
    db::Migration { name: "catalogue/0002_national", sql: include_str!("../migrations/0002_national.sql") },
    db::Migration { name: "catalogue/0003_local_fee", sql: include_str!("../migrations/0003_local_fee.sql") },
    db::Migration { name: "catalogue/0004_editions", sql: include_str!("../migrations/0004_editions.sql") },
    db::Migration { name: "catalogue/0005_internal", sql: include_str!("../migrations/0005_internal.sql") },
];
