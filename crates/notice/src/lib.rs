//! What people are told: the inbox, mail, SMS and Zalo; the texts, the channels a citizen chose, what failed and is sent again
//! (NĐ 224/2026/NĐ-CP, Điều 15: the agency, the person in charge, the times).
//!
//! Words: a **message** (thông báo) is what one event says to one recipient; a **delivery** (lượt gửi) carries it over one
//! **channel** (kênh); a **text** (lời thông báo) is what is said of a kind over a channel, with **slots** (chỗ điền).
//!
//! Invariants
//! - One event, one recipient, one message; one message, one delivery a channel.
//! - A context above says what to tell within its consumer; nothing here knows what a dossier is.
//! - The inbox is always told; a delivery is a job and never holds anything up.
//! - A delivery that comes again bears the same Message-ID or idempotency key.
//! - What goes over SMS and Zalo names nobody.

mod actions;
mod error;
mod events;
mod gateway;
mod jobs;
mod model;
mod pages;
mod permissions;
mod queries;
mod rules;
mod settings;
mod store;
mod tell;

pub use actions::{
    Choose, EndText, Resend, SetText, Which, choose, end_text, mark_all_read, mark_read, resend, set_text,
};
pub use error::Error;
pub use events::{
    ChannelsChosen, GivenUp, Resent, Sent, TextEnded, TextSet, choice_stream, message_stream, texts_stream,
};
pub use gateway::{BadSetting, Channels, Gateway, Mail};
pub use model::{
    Channel, Choice, Contact, Kind, MessageId, Reason, Recipient, Slot, Template, TextId, Words,
};
pub use permissions::{EDIT_TEXTS, LOOK_AFTER};
pub use tell::{Telling, tell};

/// What this context hands to the composition root.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "notice",
        pages: pages::pages(),
        nav: pages::nav(),
        panels: pages::panels(),
        migrations: store::MIGRATIONS,
        statements: store::STATEMENTS,
        permissions: permissions::ALL,
        jobs: vec![jobs::MAIL, jobs::SMS, jobs::ZALO],
        restored: Some(actions::hold_all),
        settings: vec![settings::SETTINGS],
        ..web::Module::default()
    }
}
