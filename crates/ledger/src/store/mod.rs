//! Every statement of the ledger, one file a table or a task.

pub(crate) mod answers;
pub(crate) mod check;
pub(crate) mod cursors;
pub(crate) mod effects;
pub(crate) mod events;
pub(crate) mod figures;
pub(crate) mod jobs;
pub(crate) mod order;
pub(crate) mod schedules;
pub(crate) mod warrants;

/// Every statement, for the test that prepares them on both engines.
pub(crate) static STATEMENTS: &[&[&db::Statement]] = &[
    answers::STATEMENTS,
    check::STATEMENTS,
    cursors::STATEMENTS,
    effects::STATEMENTS,
    events::STATEMENTS,
    figures::STATEMENTS,
    jobs::STATEMENTS,
    order::STATEMENTS,
    schedules::STATEMENTS,
    warrants::STATEMENTS,
];
