//! What the tests count behind the front door, and the one thing they turn back.

use db::Query as _;
use testkit::TestApp;

/// How many rows a statement counts.
pub(crate) async fn count(app: &TestApp, statement: &'static db::Statement) -> i64 {
    app.db
        .read(move |rx| rx.one(statement, &[])?.get::<i64>(0).map_err(db::Error::from))
        .await
        .expect("counted")
}

db::statements! {
    /// All messages.
    MESSAGES = "SELECT COUNT(*) FROM notice_message";
    /// All deliveries.
    DELIVERIES = "SELECT COUNT(*) FROM notice_delivery";
    /// Those on the failed list.
    FAILED = "SELECT COUNT(*) FROM notice_delivery WHERE state = 'khong-gui-duoc'";
    /// Those that wait.
    QUEUED = "SELECT COUNT(*) FROM notice_delivery WHERE state = 'cho-gui'";
    /// The consumer stands at the beginning again.
    REWIND = "UPDATE ledger_cursor SET position = 0 WHERE consumer = 'dossier.tell'";
}
