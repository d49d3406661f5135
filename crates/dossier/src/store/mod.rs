//! The tables of dossiers: named statements, row mapping, and nothing decided.

pub(crate) mod dossier;
pub(crate) mod draft;
pub(crate) mod lists;
pub(crate) mod number;
pub(crate) mod paper;

/// Every statement of this crate, for the test that prepares them on both engines.
pub(crate) static STATEMENTS: &[&[&db::Statement]] =
    &[dossier::STATEMENTS, draft::STATEMENTS, lists::STATEMENTS, number::STATEMENTS, paper::STATEMENTS];

/// The tables whose every change must append an event. A draft is not a dossier yet.
pub(crate) static STATE_TABLES: &[&str] = &["dossier", "dossier_paper", "dossier_sequence"];

/// The schema, in order.
pub(crate) static MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "dossier/0001_dossier", sql: include_str!("../migrations/0001_dossier.sql") }];
