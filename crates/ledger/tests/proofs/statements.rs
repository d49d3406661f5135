//! Every statement of the ledger is understood by both engines.

use crate::common::migrate;

db::testing::both_engines! {
    /// Every statement prepares.
    async fn every_statement_prepares(db: db::Db) {
        migrate(&db).await;
        assert!(ledger::STATEMENTS.iter().map(|it| it.len()).sum::<usize>() > 30);
        let refused = db.prepare_all(ledger::STATEMENTS).await.expect("asked");
        assert!(refused.is_empty(), "{refused:?}");
    }
}
