//! Every statement of the ledger, one file a table or a task.

pub(crate) mod answers;
pub(crate) mod events;
pub(crate) mod jobs;

/// Every statement, for the test that prepares them on both engines.
pub(crate) static STATEMENTS: &[&[&db::Statement]] =
    &[answers::STATEMENTS, events::STATEMENTS, jobs::STATEMENTS];
