//! Rules 7 and 8: the bounded queue, bulk work that yields to people, and readers that are cut; and closing.

#![expect(clippy::unwrap_used, reason = "a test ends where its helpers fail")]

use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

use db::testing::{Place, both_engines};
use db::{Budget, Bulk, Config, Db, Error, Migration, Query as _, Tx, params};
use futures_util::FutureExt as _;

db::statements! {
    ADD = "INSERT INTO thing (id) VALUES ($1)";
    COUNT = "SELECT COUNT(*) FROM thing";
    ENDLESS = "WITH RECURSIVE n (i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) SELECT COUNT(*) FROM n";
}

const MIGRATIONS: &[Migration] =
    &[Migration { name: "test/0001_thing", sql: "CREATE TABLE thing (id BIGINT PRIMARY KEY)" }];

/// One writer thread and a short queue.
async fn small(place: &Place) -> Db {
    let db =
        Db::open(Config { threads: 1, queue: 2, read_limit: Duration::from_millis(300), ..place.config() })
            .unwrap();
    db.migrate(MIGRATIONS).await.unwrap();
    db
}

/// Keeps the only writer thread busy until the sender is used or dropped.
async fn block(db: &Db) -> (mpsc::Sender<()>, tokio::task::JoinHandle<Result<(), Error>>) {
    let (go, wait) = mpsc::channel::<()>();
    let wait = Mutex::new(wait);
    let (begun, blocked) = tokio::sync::oneshot::channel();
    let begun = Mutex::new(Some(begun));
    let db = db.clone();
    let task = tokio::spawn(async move {
        db.write(move |_| {
            if let Some(begun) = begun.lock().unwrap().take() {
                begun.send(()).unwrap();
            }
            wait.lock().unwrap().recv().unwrap();
            Ok(())
        })
        .await
    });
    blocked.await.unwrap();
    (go, task)
}

async fn count(db: &Db) -> i64 {
    db.read(|rx| Ok::<_, Error>(rx.one(&COUNT, &[])?.get(0)?)).await.unwrap()
}

both_engines! {
    async fn a_full_queue_answers_busy_and_does_nothing(place: Arc<Place>) {
        let db = small(&place).await;
        let (go, blocking) = block(&db).await;
        let add = |id: i64| Box::pin(db.write(move |tx| tx.exec(&ADD, params![id])));
        let (mut one, mut two) = (add(1), add(2));
        assert!((&mut one).now_or_never().is_none() && (&mut two).now_or_never().is_none());
        let three = add(3).now_or_never();
        assert!(matches!(three, Some(Err(Error::Busy))), "{three:?}");
        go.send(()).unwrap();
        blocking.await.unwrap().unwrap();
        one.await.unwrap();
        two.await.unwrap();
        assert_eq!(count(&db).await, 2);
        db.close().await;
    }

    async fn people_go_before_bulk_work(place: Arc<Place>) {
        let db = Db::open(Config { threads: 1, ..place.config() }).unwrap();
        db.migrate(MIGRATIONS).await.unwrap();
        let (go, blocking) = block(&db).await;
        let order = Arc::new(Mutex::new(Vec::new()));
        let note = |who: &'static str| {
            let order = Arc::clone(&order);
            move |_: &mut Tx| { order.lock().unwrap().push(who); Ok::<_, Error>(()) }
        };
        let bulk = note("bulk");
        let mut bulk = Box::pin(db.write_bulk(0_i32, move |tx, _, round| {
            bulk(tx)?;
            Ok::<_, Error>(if round == 2 { Bulk::Done(round) } else { Bulk::More(round + 1) })
        }));
        assert!((&mut bulk).now_or_never().is_none());
        let mut people: Vec<_> = (0..5).map(|_| Box::pin(db.write(note("person")))).collect();
        assert!(people.iter_mut().all(|it| it.now_or_never().is_none()));
        go.send(()).unwrap();
        blocking.await.unwrap().unwrap();
        for person in people {
            person.await.unwrap();
        }
        assert_eq!(bulk.await.unwrap(), 2);
        let order = order.lock().unwrap().clone();
        assert_eq!(order, ["person", "person", "person", "person", "person", "bulk", "bulk", "bulk"]);
        db.close().await;
    }

    async fn bulk_work_goes_on_from_where_it_stopped(place: Arc<Place>) {
        let db = small(&place).await;
        let closures = db.write_bulk((0_i64, 0_u32), |tx: &mut Tx, budget: &mut Budget, (mut next, closures)| {
            while budget.take() {
                if next == 1000 { return Ok::<_, Error>(Bulk::Done(closures + 1)); }
                tx.exec(&ADD, params![next])?;
                next += 1;
            }
            Ok(Bulk::More((next, closures + 1)))
        }).await.unwrap();
        assert!(closures >= 6, "200 rows at most in each of {closures}");
        assert_eq!(count(&db).await, 1000);
        db.close().await;
    }

    async fn a_reader_is_cut_and_the_next_is_not(place: Arc<Place>) {
        let db = small(&place).await;
        let begun = Instant::now();
        let cut = db.read(|rx| rx.one(&ENDLESS, &[])).await;
        assert!(matches!(cut, Err(Error::Slow(limit)) if limit == Duration::from_millis(300)), "{cut:?}");
        assert!(begun.elapsed() < Duration::from_secs(3));
        // Slow by itself, between two statements.
        let cut = db.read(|rx| {
            std::thread::sleep(Duration::from_millis(400));
            rx.one(&COUNT, &[])
        }).await;
        assert!(matches!(cut, Err(Error::Slow(_))), "{cut:?}");
        assert_eq!(count(&db).await, 0);
        db.close().await;
    }

    async fn closing_finishes_what_waits(place: Arc<Place>) {
        let db = small(&place).await;
        let (go, blocking) = block(&db).await;
        let mut waiting = Box::pin(db.write(|tx| tx.exec(&ADD, params![1_i64])));
        assert!((&mut waiting).now_or_never().is_none());
        let closing = tokio::spawn({ let db = db.clone(); async move { db.close().await } });
        while !matches!(db.write(|_| Ok::<_, Error>(())).now_or_never(), Some(Err(Error::Closed))) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        go.send(()).unwrap();
        assert_eq!(waiting.await.unwrap(), 1);
        blocking.await.unwrap().unwrap();
        closing.await.unwrap();
        let closed = db.read(|rx| rx.one(&COUNT, &[])).await;
        assert!(matches!(closed, Err(Error::Closed)), "{closed:?}");
        let db = place.open().unwrap();
        assert_eq!(count(&db).await, 1);
        db.close().await;
    }

    async fn closing_finishes_what_a_reader_hands_over(place: Arc<Place>) {
        let db = small(&place).await;
        let (go, gate) = std::sync::mpsc::channel::<()>();
        let gate = std::sync::Mutex::new(gate);
        let (begun, looking) = tokio::sync::oneshot::channel();
        let look = move |_: &mut db::Read| {
            begun.send(()).unwrap();
            gate.lock().unwrap().recv().unwrap();
            Ok::<_, Error>(7_i64)
        };
        let mut waiting = Box::pin(db.look_then_write(look, |tx, found| tx.exec(&ADD, params![*found])));
        assert!((&mut waiting).now_or_never().is_none());
        looking.await.unwrap();
        let closing = tokio::spawn({ let db = db.clone(); async move { db.close().await } });
        while !matches!(db.read(|_| Ok::<_, Error>(())).now_or_never(), Some(Err(Error::Closed))) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        go.send(()).unwrap();
        assert_eq!(waiting.await.unwrap(), 1);
        closing.await.unwrap();
    }

    async fn the_engine_says_how_durable_it_is(db: Db) {
        let durability = db.durability().await.unwrap();
        let fsync = durability.settings.iter().find(|(name, _)| matches!(*name, "fsync" | "synchronous"));
        let (_, fsync) = fsync.unwrap();
        assert_eq!(durability.durable, matches!(fsync.as_str(), "2" | "on"), "{durability:?}");
    }
}
