//! What is kept in memory is what the database says: after a write, in the writer's own transaction, in a snapshot that was
//! begun before, after a roll-back, in another database.

#![expect(clippy::unwrap_used, reason = "a test ends where its helpers fail")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use db::testing::both_engines;
use db::{Db, Error, Memo, Migration, Query, Tx, params};

db::statements! {
    SET = "INSERT INTO unit (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name";
    NAME = "SELECT name FROM unit WHERE id = $1";
    OTHER = "INSERT INTO dossier (id) VALUES ($1)";
}

const MIGRATIONS: &[Migration] = &[Migration {
    name: "test/0001_unit",
    sql: "CREATE TABLE unit (id BIGINT PRIMARY KEY, name TEXT NOT NULL); CREATE TABLE dossier (id BIGINT PRIMARY KEY);",
}];

/// Asks for the name of unit 1 through a memo, and counts how often the database was asked.
struct Names {
    memo: Memo<i64, String>,
    read: AtomicUsize,
}

impl Names {
    fn new() -> Arc<Self> {
        Arc::new(Self { memo: Memo::new(&["unit"], 8), read: AtomicUsize::new(0) })
    }

    fn of(&self, q: &mut impl Query) -> Result<String, Error> {
        self.memo.get(q, 1, |q, id| {
            self.read.fetch_add(1, Ordering::SeqCst);
            Ok(q.one(&NAME, params![*id])?.get(0)?)
        })
    }

    async fn seen(self: &Arc<Self>, db: &Db) -> String {
        let names = Arc::clone(self);
        db.read(move |rx| names.of(rx)).await.unwrap()
    }
}

async fn set(db: &Db, name: &'static str) {
    db.write(move |tx| tx.exec(&SET, params![1_i64, name]).map(drop)).await.unwrap();
}

both_engines! {
    async fn a_write_is_seen_by_the_next_reader_and_nothing_is_asked_twice(db: Db) {
        let names = Names::new();
        db.migrate(MIGRATIONS).await.unwrap();
        for now in ["Phòng Kinh tế", "Phòng Hạ tầng"] {
            set(&db, now).await;
            let before = names.read.load(Ordering::SeqCst);
            for n in 0..5 {
                db.write(move |tx| tx.exec(&OTHER, params![n + i64::try_from(now.len()).unwrap() * 100]).map(drop)).await.unwrap();
                assert_eq!(names.seen(&db).await, now);
            }
            let asked = names.read.load(Ordering::SeqCst) - before;
            // An engine that does not see every write asks each time.
            assert_eq!(asked, if db.engine_name() == "sqlite" { 1 } else { 5 });
        }
    }

    async fn a_transaction_sees_its_own_writes_and_a_refused_one_leaves_nothing(db: Db) {
        let names = Names::new();
        db.migrate(MIGRATIONS).await.unwrap();
        set(&db, "cũ").await;
        assert_eq!(names.seen(&db).await, "cũ");
        let inside = Arc::clone(&names);
        let refused = db.write(move |tx: &mut Tx| {
            tx.exec(&SET, params![1_i64, "mới"])?;
            assert_eq!(inside.of(tx)?, "mới");
            Err::<(), _>(Error::NoRow("refused"))
        }).await;
        assert!(matches!(refused, Err(Error::NoRow("refused"))), "{refused:?}");
        assert_eq!(names.seen(&db).await, "cũ");
        assert_eq!(db.write(move |tx| names.of(tx)).await.unwrap(), "cũ");
    }

    async fn an_old_snapshot_keeps_nothing_for_the_new_ones(db: Db) {
        let names = Names::new();
        db.migrate(MIGRATIONS).await.unwrap();
        set(&db, "cũ").await;
        let (begun, wait) = tokio::sync::oneshot::channel();
        let (go, gone) = std::sync::mpsc::channel::<()>();
        let old = tokio::spawn({
            let (db, names) = (db.clone(), Arc::clone(&names));
            async move {
                db.read(move |rx| {
                    // The first statement is what fixes the snapshot.
                    rx.opt(&NAME, params![1_i64])?;
                    begun.send(()).unwrap();
                    gone.recv_timeout(Duration::from_secs(4)).ok();
                    names.of(rx)
                }).await
            }
        });
        wait.await.unwrap();
        set(&db, "mới").await;
        go.send(()).unwrap();
        assert_eq!(old.await.unwrap().unwrap(), "cũ");
        assert_eq!(names.seen(&db).await, "mới");
    }

    async fn two_databases_do_not_share_answers(db: Db) {
        let names = Names::new();
        let folder = tempfile::tempdir().unwrap();
        let other = Db::open(db::Config::new(db::Engine::Sqlite(folder.path().to_owned()))).unwrap();
        for (db, name) in [(&db, "một"), (&other, "hai")] {
            db.migrate(MIGRATIONS).await.unwrap();
            set(db, name).await;
        }
        for (db, expected) in [(&db, "một"), (&other, "hai"), (&db, "một")] {
            assert_eq!(names.seen(db).await, expected);
        }
        other.close().await;
    }

    async fn nobody_sees_an_older_value_than_was_answered(db: Db) {
        let names = Names::new();
        const LAST: usize = 200;
        let answered = Arc::new(AtomicUsize::new(0));
        db.migrate(MIGRATIONS).await.unwrap();
        set(&db, "0").await;
        let lookers: Vec<_> = (0..8).map(|_| {
            let (db, names, answered) = (db.clone(), Arc::clone(&names), Arc::clone(&answered));
            tokio::spawn(async move {
                loop {
                    let least = answered.load(Ordering::SeqCst);
                    let seen: usize = names.seen(&db).await.parse().unwrap();
                    assert!(seen >= least, "{seen} after {least} was answered");
                    if seen >= LAST {
                        return;
                    }
                }
            })
        }).collect();
        for n in 1..=LAST {
            db.write(move |tx| tx.exec(&SET, params![1_i64, n.to_string()]).map(drop)).await.unwrap();
            answered.store(n, Ordering::SeqCst);
        }
        for looker in lookers {
            looker.await.unwrap();
        }
    }
}
