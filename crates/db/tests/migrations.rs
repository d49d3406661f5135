//! Migrations: once each, in a transaction, and never over a schema that this program does not know.

use std::sync::Arc;

use db::testing::{Place, both_engines};
use db::{Db, Error, Migration, Query as _};

db::statements! {
    A = "SELECT COUNT(*) FROM a";
    B = "SELECT COUNT(*) FROM b";
}

const ONE: Migration = Migration {
    name: "test/0001_a",
    sql: "CREATE TABLE a (x TEXT DEFAULT 'a;b'); INSERT INTO a (x) VALUES ('--;'); /* ; */",
};
const TWO: Migration = Migration { name: "test/0002_b", sql: "CREATE TABLE b (x TEXT);" };
const BROKEN: Migration =
    Migration { name: "test/0002_b", sql: "CREATE TABLE b (x TEXT); CREATE TABLE a (x TEXT)" };

both_engines! {
    async fn each_runs_once(db: Db) {
        assert_eq!(db.migrate(&[ONE]).await.unwrap(), 1);
        assert_eq!(db.migrate(&[ONE, TWO]).await.unwrap(), 1);
        assert_eq!(db.migrate(&[ONE, TWO]).await.unwrap(), 0);
        let count: i64 = db.read(|rx| Ok::<_, Error>(rx.one(&A, &[])?.get(0)?)).await.unwrap();
        assert_eq!(count, 1);
    }

    async fn a_broken_one_leaves_nothing_behind(db: Db) {
        db.migrate(&[ONE]).await.unwrap();
        let broken = db.migrate(&[ONE, BROKEN]).await;
        assert!(matches!(broken, Err(Error::Statement { statement: "test/0002_b", .. })), "{broken:?}");
        assert!(db.read(|rx| rx.one(&B, &[])).await.is_err());
        assert_eq!(db.migrate(&[ONE, TWO]).await.unwrap(), 1);
    }

    async fn a_changed_or_unknown_one_is_refused(db: Db) {
        db.migrate(&[ONE, TWO]).await.unwrap();
        let edited = Migration { sql: "CREATE TABLE a (x TEXT, y TEXT)", ..ONE };
        let changed = db.migrate(&[edited, TWO]).await.unwrap_err().to_string();
        assert!(changed.contains("test/0001_a was changed"), "{changed}");
        let older = db.migrate(&[ONE]).await.unwrap_err().to_string();
        assert!(older.contains("test/0002_b") && older.contains("newer program"), "{older}");
        let twice = db.migrate(&[ONE, TWO, ONE]).await.unwrap_err().to_string();
        assert!(twice.contains("two migrations are named test/0001_a"), "{twice}");
    }

    async fn two_nodes_may_migrate_at_once(place: Arc<Place>) {
        let one = place.open().unwrap();
        // SQLite has one owner; there the second node is the same one once more.
        let two = place.open().unwrap_or_else(|_| one.clone());
        let (first, second) = tokio::join!(one.migrate(&[ONE, TWO]), two.migrate(&[ONE, TWO]));
        assert_eq!(first.unwrap() + second.unwrap(), 2);
        one.close().await;
        two.close().await;
    }
}
