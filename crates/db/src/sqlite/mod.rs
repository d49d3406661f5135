//! SQLite: one writer thread, several reader threads, one folder owned by one process.

mod copy;
mod folder;
mod load;
mod open;
mod session;
mod tables;

pub(crate) use folder::Folder;
pub(crate) use open::{beside, filler, reader, writer};
pub(crate) use session::Session;
pub(crate) use tables::{EVERY, Tables};
