//! The heart: a dossier from submission to the hand-over of its result (NĐ 118/2025/NĐ-CP; NĐ 61/2018/NĐ-CP for
//! dossiers received before 1/7/2025).
//!
//! Words: **dossier** (hồ sơ), **submit** (nộp), **receive** (tiếp nhận), **refuse** (từ chối tiếp nhận, form 03),
//! **step** (bước của quy trình nội bộ), **appointment** (hẹn trả), **result** (kết quả), **return** (trả kết quả).
//!
//! Invariants
//! - Every change goes through an action: authorise, open the stream, load, rule, store, append; one transaction.
//! - A dossier keeps the procedure version it was submitted under.
//! - Its number is given at reception, last before the append; gaps may stay, doubles cannot.
//! - Lateness is counted against the first appointment; a late result is always handed over.
//! - Somebody else's dossier is "not found".
//! - What staff see of a dossier that they do not handle is in the ledger before they see it.

pub mod actions;
mod api;
pub mod batch;
mod bulk;
mod clock;
mod cursor;
mod disclosed;
mod effects;
mod error;
mod error_english;
pub mod events;
mod jobs;
pub mod lane;
mod legs;
mod lookup_code;
pub mod model;
mod notices;
mod offers;
pub mod offline;
mod pages;
pub mod permissions;
pub mod queries;
mod recount;
pub mod rules;
mod steps;
mod store;
pub mod submission;
pub mod takeover;
mod words;
mod words_of_money;

pub use error::Error;
pub use pages::listed;

/// What this context hands to the composition root.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "dossier",
        pages: pages::pages(),
        api: api::api(),
        migrations: store::MIGRATIONS,
        statements: store::STATEMENTS,
        permissions: permissions::ALL,
        nav: pages::nav(),
        consumers: vec![notices::TELL],
        jobs: vec![
            jobs::BULK,
            jobs::SWEEP,
            jobs::COMPLETE,
            jobs::WARN,
            jobs::FOLLOW,
            jobs::SAMPLE,
            jobs::LOOK_AFTER,
        ],
        schedules: vec![
            jobs::NIGHTLY,
            jobs::OFTEN,
            jobs::QUARTERLY,
            jobs::FOLLOW_DAILY,
            jobs::SAMPLE_DAILY,
            jobs::EARLY,
        ],
        effects: vec![effects::RECOUNT, effects::REHOME],
        keeps: Some(queries::kept_files),
        ..web::Module::default()
    }
}
