//! The guard is on in every test: state does not change without an event.

use testkit::TestApp;

db::statements! {
    /// A change that an action would never make: a unit renamed behind the ledger's back.
    BEHIND = "UPDATE unit SET id = id";
}

testkit::both_engines! {
    async fn state_changed_without_an_event_does_not_commit(app: TestApp) {
        assert_eq!(STATEMENTS.len(), 1);
        let refused = app.db.write(|tx| tx.exec(&BEHIND, &[])).await;
        let said = refused.expect_err("the guard refuses").to_string();
        assert!(said.contains("changed unit and appended no event"), "{said}");
    }
}
