//! Procedures (thủ tục hành chính; Nghị định 63/2010/NĐ-CP): their versions, cases, components, fees, terms,
//! e-forms and internal processes, and the packages they come in.
//!
//! Words: a **procedure** (thủ tục) is known by its national code; a **version** (phiên bản) is what it says from a
//! day on; a **case** (trường hợp) is what terms, fees and components depend on; a **component** (thành phần hồ sơ)
//! is a paper that belongs to a dossier; an **internal process** (quy trình nội bộ) is who does what, in which order;
//! a **description** ([`national`]) is what the national database says of a procedure that has no package here.
//!
//! Invariants: a stored version never changes, and a dossier keeps the one it was received under; a version is stored
//! only if nothing is wrong with it (every step reached, every way ended, every field limited); every version stored is
//! told by an event on the stream of its procedure; what decides about a version ([`model`], [`form`], [`process`])
//! is pure.

mod actions;
mod api;
mod described;
mod edition;
mod error;
mod events;
mod find;
pub mod form;
mod index;
mod look;
pub mod model;
pub mod national;
mod outline;
pub mod package;
mod pages;
mod parts;
mod permissions;
pub mod process;
mod settings;
mod store;
#[cfg(test)]
mod tests;

pub use actions::{
    BeginEdition, Change, Import, Progress, PublishEdition, Seen, begin_edition, describe, discard_edition,
    import, publish_edition, save_edition, set_fees,
};
pub use described::{Description, Known, Replaced, description, known};
pub use edition::Edition;
pub use error::Error;
pub use events::{
    Described, EditionBegun, EditionDiscarded, EditionSaved, FeesSet, Published, national_stream, stream,
};
pub use find::{Choices, Found, PAGE, Wanted, choices, find};
pub use index::{Entry, Origin};
pub use look::{Listed, every, internal, is_in_force, lanes, local_fees, published, search, version};
pub use model::{
    AppliedRelief, Bracket, Case, Channel, Charge, Component, Condition, Cutoff, Fee, Jurisdiction, Lane,
    LaneAsked, Level, Linked, LocalFee, Named, OnlineLevel, PaperOrigin, ProcedureKey, ProcedureResult,
    ProcedureVersion, Rate, Relief, Situation, Source, SupplementClock, Term,
};
pub use package::{LocalFees, Package, PackageError, Written, load, read_local_fees, write};
pub use permissions::IMPORT;

/// What this context hands to the composition root.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "catalogue",
        pages: pages::pages(),
        api: api::api(),
        migrations: store::MIGRATIONS,
        statements: store::STATEMENTS,
        permissions: permissions::ALL,
        settings: settings::settings(),
        nav: vec![
            web::Nav {
                label: "Thủ tục",
                english: "Procedures",
                path: "/thu-tuc",
                audience: web::Audience::Public,
                order: 10,
            },
            web::Nav {
                label: "Soạn thủ tục",
                english: "Edit procedures",
                path: "/quan-tri/thu-tuc",
                audience: web::Audience::Holders(&IMPORT),
                order: 69,
            },
        ],
        ..web::Module::default()
    }
}
