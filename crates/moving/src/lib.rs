//! Moving in: another system's export becomes dossiers, people and books here; rehearsed, cut over once, rolled back while nobody has touched it; with a report
//! that a person signs.
//!
//! Words: a **batch** (đợt chuyển) is one export under one map, known by the digest of both; a **map** (tệp ánh xạ) says which table, column, status,
//! step and body there is which here; a **mistake** (lỗi) is named by file, line and column, and its row is kept; the **report** (biên bản đối
//! chiếu) sets what was there beside what is counted here.
//!
//! Invariants
//! - A batch comes once: run again it goes on where it stopped, and never doubles.
//! - A rehearsal is the act itself in a transaction that is undone.
//! - Nothing is lost: what is left out is kept with its row and what to do; no password is ever taken along.
//! - What a dossier was promised in the older system, its number and its appointment, is kept.
//! - A report is counted from what is kept here, and signed once.

mod actions;
mod error;
mod events;
mod map;
mod model;
mod pages;
mod permissions;
mod queries;
mod rules;
mod run;
pub mod source;
mod store;
mod words;

pub use actions::{Claim, Sign, claim, sign};
pub use error::Error;
pub use events::{
    AccountClaimed, Begun, BroughtIn, Finished, GoingBack, RolledBack, Signed, batch_stream, claim_stream,
};
pub use map::Map;
pub use model::{Batch, BatchId, BatchState, By, Compared, Mistake, MistakeKind, Refused, Report};
pub use permissions::{SEE, SIGN};
pub use run::{CutOver, Loaded, Outcome, cut_over, load, rehearse, roll_back};
pub use words::told;

/// What this context hands to the composition root.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "moving",
        pages: pages::pages(),
        nav: pages::nav(),
        migrations: store::MIGRATIONS,
        statements: store::STATEMENTS,
        permissions: permissions::ALL,
        ..web::Module::default()
    }
}
