//! What the ledger promises, proved on both engines.

mod appending;
mod bundling;
mod common;
mod following;
mod helping;
mod killing;
mod once;
mod ordering;
mod restoring;
mod statements;
mod verifying;
mod warrants;
mod working;
