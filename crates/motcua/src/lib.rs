//! The composition root: the one list of contexts, the command line, the key that signs the ledger, and the measuring
//! of the whole. It spans contexts and owns none; nothing may depend on it but tests.

mod bench;
pub mod cli;
mod compose;
pub mod demo;
mod drill;
mod home;
mod key;
mod load;

pub use compose::{compose, crew, migrations, modules};
