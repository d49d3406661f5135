//! The one door to the database: SQLite (one folder) or PostgreSQL, one SQL text for both (DESIGN section 6).
//!
//! An action is a synchronous closure over a [`Tx`]; [`Db::write`] runs it on a thread that owns a connection,
//! commits, and only then answers. [`Db::read`] gives a closure one snapshot. How to write a statement stands in
//! `docs/sql.md`.
//!
//! Nothing above this crate names a driver, asks which engine it is on, waits inside a closure, or begins or
//! ends a transaction.

mod bulk;
mod config;
mod copied;
mod database;
pub mod dialect;
mod error;
mod fill;
mod group;
mod job;
mod lexer;
mod memo;
mod migrate;
mod postgres;
mod query;
mod queue;
mod read;
mod rows;
mod session;
mod snapshot;
mod sqlite;
mod statement;
mod table;
#[doc(hidden)]
pub mod testing;
mod threads;
mod tx;
mod value;
mod worker;

pub use bulk::{Budget, Bulk};
pub use config::{Config, Engine, Guard};
pub use copied::{Copied, count as count_copied};
pub use database::{Db, Durability, Refused, Waiting};
pub use error::{Cause, Constraint, Error};
pub use fill::Fill;
pub use memo::{Age, Memo};
pub use migrate::Migration;
pub use query::Query;
pub use read::Read;
pub use rows::{NewRow, Ref, Rows};
pub use snapshot::{Applied, Snapshot};
pub use statement::Statement;
pub use table::{Column, Kind, Table};
pub use tx::Tx;
pub use value::{BadValue, FromValue, Row, ToValue, Value};
