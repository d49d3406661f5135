//! The tables of dossiers: named statements, row mapping, and nothing decided.

pub(crate) mod asked;
pub(crate) mod batch;
pub(crate) mod branch;
pub(crate) mod bulk;
pub(crate) mod certified;
pub(crate) mod concern;
pub(crate) mod counts;
pub(crate) mod dossier;
pub(crate) mod draft;
pub(crate) mod fault;
pub(crate) mod filed_by;
pub(crate) mod follow;
pub(crate) mod handover;
pub(crate) mod joined;
pub(crate) mod lists;
pub(crate) mod look_up;
pub(crate) mod moved;
pub(crate) mod narrow;
pub(crate) mod number;
pub(crate) mod offline;
pub(crate) mod other_number;
pub(crate) mod outside;
pub(crate) mod paper;
pub(crate) mod part;
pub(crate) mod pickup;
pub(crate) mod recount;
pub(crate) mod refiled;
pub(crate) mod register;
pub(crate) mod saved_queue;
pub(crate) mod skipped;
pub(crate) mod tally;
pub(crate) mod upload;
pub(crate) mod warning;
pub(crate) mod word;
#[cfg(test)]
mod word_tests;

db::text_value!(
    crate::model::BatchId,
    crate::model::BulkId,
    crate::model::OfflineCounterId,
    crate::model::SavedQueueId
);

/// Every statement of this crate, for the test that prepares them on both engines.
pub(crate) static STATEMENTS: &[&[&db::Statement]] = &[
    asked::STATEMENTS,
    batch::STATEMENTS,
    branch::STATEMENTS,
    bulk::STATEMENTS,
    certified::STATEMENTS,
    concern::STATEMENTS,
    counts::STATEMENTS,
    dossier::STATEMENTS,
    draft::STATEMENTS,
    fault::STATEMENTS,
    filed_by::STATEMENTS,
    follow::STATEMENTS,
    handover::STATEMENTS,
    joined::STATEMENTS,
    lists::STATEMENTS,
    look_up::STATEMENTS,
    moved::STATEMENTS,
    number::STATEMENTS,
    offline::STATEMENTS,
    other_number::STATEMENTS,
    outside::STATEMENTS,
    paper::STATEMENTS,
    part::STATEMENTS,
    pickup::STATEMENTS,
    recount::STATEMENTS,
    refiled::STATEMENTS,
    register::STATEMENTS,
    saved_queue::STATEMENTS,
    skipped::STATEMENTS,
    tally::STATEMENTS,
    upload::STATEMENTS,
    warning::STATEMENTS,
    word::STATEMENTS,
];

/// The schema, in order.
pub(crate) static MIGRATIONS: &[db::Migration] = &[
    db::Migration { name: "dossier/0001_dossier", sql: include_str!("../migrations/0001_dossier.sql") },
    db::Migration { name: "dossier/0002_upload", sql: include_str!("../migrations/0002_upload.sql") },
    db::Migration { name: "dossier/0003_competent", sql: include_str!("../migrations/0003_competent.sql") },
    db::Migration { name: "dossier/0004_sweep", sql: include_str!("../migrations/0004_sweep.sql") },
    db::Migration { name: "dossier/0005_branch", sql: include_str!("../migrations/0005_branch.sql") },
    db::Migration { name: "dossier/0006_beside", sql: include_str!("../migrations/0006_beside.sql") },
    db::Migration { name: "dossier/0007_warning", sql: include_str!("../migrations/0007_warning.sql") },
    db::Migration { name: "dossier/0040_asked", sql: include_str!("../migrations/0040_asked.sql") },
    db::Migration { name: "dossier/0010_search", sql: include_str!("../migrations/0010_search.sql") },
    db::Migration { name: "dossier/0011_counts", sql: include_str!("../migrations/0011_counts.sql") },
    db::Migration { name: "dossier/0012_due", sql: include_str!("../migrations/0012_due.sql") },
    db::Migration { name: "dossier/0020_part", sql: include_str!("../migrations/0020_part.sql") },
    db::Migration { name: "dossier/0030_handover", sql: include_str!("../migrations/0030_handover.sql") },
    db::Migration { name: "dossier/0050_lean", sql: include_str!("../migrations/0050_lean.sql") },
    db::Migration { name: "dossier/0051_warned", sql: include_str!("../migrations/0051_warned.sql") },
    db::Migration { name: "dossier/0060_certified", sql: include_str!("../migrations/0060_certified.sql") },
    db::Migration { name: "dossier/0061_batch", sql: include_str!("../migrations/0061_batch.sql") },
    db::Migration { name: "dossier/0062_refiled", sql: include_str!("../migrations/0062_refiled.sql") },
    db::Migration { name: "dossier/0063_skipped", sql: include_str!("../migrations/0063_skipped.sql") },
    db::Migration { name: "dossier/0064_offline", sql: include_str!("../migrations/0064_offline.sql") },
    db::Migration { name: "dossier/0080_joined", sql: include_str!("../migrations/0080_joined.sql") },
    db::Migration { name: "dossier/0081_located", sql: include_str!("../migrations/0081_located.sql") },
    db::Migration {
        name: "dossier/0082_other_number",
        sql: include_str!("../migrations/0082_other_number.sql"),
    },
    db::Migration { name: "dossier/0070_pickup", sql: include_str!("../migrations/0070_pickup.sql") },
    db::Migration { name: "dossier/0071_fault", sql: include_str!("../migrations/0071_fault.sql") },
    db::Migration { name: "dossier/0100_formerly", sql: include_str!("../migrations/0100_formerly.sql") },
    db::Migration { name: "dossier/0110_tally", sql: include_str!("../migrations/0110_tally.sql") },
    db::Migration { name: "dossier/0120_queues", sql: include_str!("../migrations/0120_queues.sql") },
    db::Migration { name: "dossier/0130_filed_by", sql: include_str!("../migrations/0130_filed_by.sql") },
    db::Migration { name: "dossier/0121_bulk", sql: include_str!("../migrations/0121_bulk.sql") },
    db::Migration {
        name: "dossier/0122_bulk_number",
        sql: include_str!("../migrations/0122_bulk_number.sql"),
    },
    db::Migration { name: "dossier/0140_moved", sql: include_str!("../migrations/0140_moved.sql") },
];
