//! PostgreSQL: some writer threads and some reader threads, each with one client of its own.

mod convert;
mod copy;
mod link;
mod refused;
mod session;

pub(crate) use link::{Role, Server};
pub(crate) use session::Session;
