//! Finding out whether the ledger is what it was: in the database (`database`), or offline in a bundle (`bundle`).
//! Both feed the same chains and the same walk; what is found names the stream, the number or the position.

mod bundle;
mod chain;
mod database;
mod report;
mod walk;

pub use bundle::{Scope, export, verify_bundle};
pub(crate) use chain::Link;
pub use database::verify;
pub use report::{Finding, Report, Trust, Wrong};
pub(crate) use walk::Place;
