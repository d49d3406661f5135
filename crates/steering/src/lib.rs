//! The leader's desk: the standard table of a time, what is to be watched, the morning's brief, and questions about a figure that the
//! responsible unit answers (Quyết định 468/QĐ-TTg II.2.đ: each delay is explained; Thông tư 01/2018/TT-VPCP on monitoring).
//!
//! Words: a **figure** (con số) is one count of a table with the dossiers behind it; an **inquiry** (câu hỏi về số liệu) asks a unit about a
//! figure until a day, and its answer stays with it; the **brief** (bản tin) is five lines to read on a phone in the morning.
//!
//! Invariants
//! - Figures are projections: nothing here keeps a count, but what an inquiry was asked about.
//! - An inquiry is answered once, by somebody who speaks for the unit that was asked; a late answer says so.
//! - Who oversees nothing sees no figure; who was asked sees the question and the dossiers it names.

mod actions;
mod api;
mod error;
mod events;
mod figure;
mod model;
mod pages;
mod permissions;
mod queries;
mod rules;
mod store;

pub use actions::{Answer, Ask, answer, ask};
pub use error::Error;
pub use events::{Inquired, InquiryAnswered, inquiry_stream};
pub use figure::{Column, Figure, Typed};
pub use model::{Inquiry, InquiryId, Named, Span};
pub use permissions::{ANSWER, ASK, SEE};

/// What this context hands to the composition root.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "steering",
        pages: pages::pages(),
        api: api::api(),
        nav: pages::nav(),
        migrations: store::MIGRATIONS,
        statements: store::STATEMENTS,
        permissions: permissions::ALL,
        ..web::Module::default()
    }
}
