//! Learning the system: help on every screen, and practice, an installation with invented people and a clock that is set forward,
//! where exercises are done as on the real one and the ledger says how far somebody got (Quyết định 468/QĐ-TTg: trợ giúp cán bộ; hướng
//! dẫn người dân trên từng bước).
//!
//! Words: a **topic** (mục trợ giúp) explains one screen or several that work alike; an **exercise** (bài tập) is a story with steps for
//! one role; an **attempt** (lần làm) is one person doing it.
//!
//! Invariants
//! - Every page has a topic; a test walks the routes.
//! - A step is done when the ledger holds what it asks for; nobody ticks it off.
//! - The clock moves in practice only, forward only. Data of practice is marked and never served as an office.

mod actions;
mod error;
mod events;
mod model;
mod pages;
mod practice;
mod queries;
mod rules;
mod store;

pub use actions::{Move, begin, move_clock, open_practice};
pub use error::Error;
pub use events::{ClockMoved, ExerciseBegun, clock_stream, learner_stream};
pub use model::{Exercise, Group, Step, Topic, exercises, topics};
pub use practice::Practice;
pub use queries::{help_for, shift};

/// What this context hands to the composition root.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "learning",
        pages: pages::pages(),
        migrations: store::MIGRATIONS,
        statements: store::STATEMENTS,
        ..web::Module::default()
    }
}
