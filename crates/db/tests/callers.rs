//! Rules 2, 4 and 5: many callers at once, closures that run again, and futures that are dropped.

#![expect(clippy::unwrap_used, reason = "a test ends where its helpers fail")]

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Barrier};
use std::time::Duration;

use db::testing::{Kind, Place, both_engines};
use db::{Constraint, Db, Error, Migration, Query as _, Tx, params};
use futures_util::FutureExt as _;

db::statements! {
    OPEN = "INSERT INTO stream (id, last) VALUES ($1, 0) ON CONFLICT DO NOTHING";
    LAST = "SELECT last FROM stream WHERE id = $1 /*lock*/";
    MOVE = "UPDATE stream SET last = $2 WHERE id = $1";
    APPEND = "INSERT INTO event (stream, number, half) VALUES ($1, $2, $3)";
    COUNT = "SELECT COUNT(*), COUNT(DISTINCT number) FROM event WHERE stream = $1";
    HALVES = "SELECT COUNT(*) FROM event a WHERE NOT EXISTS (SELECT 1 FROM event b WHERE b.number = a.number AND b.half <> a.half)";
    WHOLE = "SELECT number FROM event WHERE half = 1 ORDER BY number";
    TAKE = "INSERT INTO slot (hour) VALUES ($1) ON CONFLICT DO NOTHING";
    TAKE_HARD = "INSERT INTO slot (hour) VALUES ($1)";
    NEXT = "INSERT INTO sequence (day, n) VALUES ($1, 1) ON CONFLICT (day) DO UPDATE SET n = sequence.n + 1 RETURNING n";
    FREE = "SELECT id FROM stream WHERE id = $1 /*lock free*/";
    OWE = "INSERT INTO child (id, parent) VALUES ($1, $2)";
    CHILDREN = "SELECT COUNT(*) FROM child";
}

const MIGRATIONS: &[Migration] = &[Migration {
    name: "test/0001_streams",
    sql: "CREATE TABLE stream (id BIGINT PRIMARY KEY, last BIGINT NOT NULL);
          CREATE TABLE event (stream BIGINT NOT NULL, number BIGINT NOT NULL, half BIGINT NOT NULL, UNIQUE (stream, number, half));
          CREATE TABLE slot (hour BIGINT PRIMARY KEY);
          CREATE TABLE sequence (day TEXT PRIMARY KEY, n BIGINT NOT NULL);
          CREATE TABLE child (id BIGINT PRIMARY KEY, parent BIGINT REFERENCES stream (id) DEFERRABLE INITIALLY DEFERRED)",
}];

/// As an action does it: lock the head, read, append, move the head.
fn append(tx: &mut Tx) -> Result<i64, Error> {
    tx.exec(&OPEN, params![1_i64])?;
    let number = tx.one(&LAST, params![1_i64])?.get::<i64>(0)? + 1;
    tx.exec(&APPEND, params![1_i64, number, 0_i64])?;
    tx.exec(&MOVE, params![1_i64, number])?;
    Ok(number)
}

async fn sixteen<T: Send + 'static>(
    db: &Db,
    act: impl Fn(&mut Tx) -> Result<T, Error> + Clone + Send + Sync + 'static,
) -> Vec<Result<T, Error>> {
    let tasks: Vec<_> = (0..16)
        .map(|_| {
            let (db, act) = (db.clone(), act.clone());
            tokio::spawn(async move { db.write(act).await })
        })
        .collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}

both_engines! {
    async fn sixteen_callers_on_one_stream_number_without_gaps(db: Db) {
        db.migrate(MIGRATIONS).await.unwrap();
        let mut numbers = Vec::new();
        for _ in 0..10 {
            numbers.extend(sixteen(&db, append).await.into_iter().map(Result::unwrap));
        }
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=160).collect::<Vec<i64>>());
        let row = db.read(|rx| rx.one(&COUNT, params![1_i64])).await.unwrap();
        assert_eq!((row.get(0), row.get(1)), (Ok(160_i64), Ok(160_i64)));
    }

    async fn sixteen_callers_on_one_slot_have_one_winner(db: Db) {
        db.migrate(MIGRATIONS).await.unwrap();
        let soft = sixteen(&db, |tx| tx.exec(&TAKE, params![8_i64])).await;
        assert_eq!(soft.into_iter().map(Result::unwrap).sum::<u64>(), 1);
        let hard = sixteen(&db, |tx| tx.exec(&TAKE_HARD, params![9_i64])).await;
        assert_eq!(hard.iter().filter(|it| it.is_ok()).count(), 1);
        assert!(hard.iter().flat_map(Result::as_ref).count() == 1 && hard.iter().filter_map(|it| it.as_ref().err()).all(Error::is_duplicate));
        let attempted = sixteen(&db, |tx| Ok(tx.attempt(|tx| tx.exec(&TAKE_HARD, params![10_i64])).is_ok())).await;
        assert_eq!(attempted.into_iter().filter(|it| *it.as_ref().unwrap()).count(), 1);
    }

    async fn sixteen_callers_draw_sixteen_numbers(db: Db) {
        db.migrate(MIGRATIONS).await.unwrap();
        let drawn = sixteen(&db, |tx| Ok(tx.one(&NEXT, params!["2026-11-18"])?.get::<i64>(0)?)).await;
        let mut drawn: Vec<_> = drawn.into_iter().map(Result::unwrap).collect();
        drawn.sort_unstable();
        assert_eq!(drawn, (1..=16).collect::<Vec<_>>());
    }

    async fn a_commit_that_fails_runs_the_closure_again(db: Db) {
        db.migrate(MIGRATIONS).await.unwrap();
        let runs = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&runs);
        let second = db.write(move |tx| {
            let run = counted.fetch_add(1, Ordering::SeqCst);
            // Nobody has opened stream 7: the first COMMIT fails on the deferred reference.
            if run > 0 { tx.exec(&OPEN, params![7_i64])?; }
            tx.exec(&OWE, params![1_i64, 7_i64])
        }).await;
        assert!(second.is_ok(), "{second:?}");
        assert_eq!(runs.load(Ordering::SeqCst), 2);
    }

    async fn a_commit_that_always_fails_is_given_up_and_harms_no_neighbour(db: Db) {
        db.migrate(MIGRATIONS).await.unwrap();
        let runs = Arc::new(AtomicU32::new(0));
        let tasks: Vec<_> = (0..32_i64).map(|id| {
            let (db, runs) = (db.clone(), Arc::clone(&runs));
            tokio::spawn(async move {
                db.write(move |tx| {
                    runs.fetch_add(u32::from(id == 5), Ordering::SeqCst);
                    let parent = if id == 5 { Some(99_i64) } else { None };
                    tx.exec(&OWE, params![id, parent])
                }).await
            })
        }).collect();
        for (id, task) in tasks.into_iter().enumerate() {
            let answer = task.await.unwrap();
            let broken = matches!(answer, Err(Error::Constraint { constraint: Constraint::Reference, .. }));
            assert_eq!((answer.is_ok(), broken), (id != 5, id == 5), "{id}: {answer:?}");
        }
        // Once in its group on SQLite, then once and three more times alone.
        assert!((4..=5).contains(&runs.load(Ordering::SeqCst)), "{runs:?}");
        let count: i64 = db.read(|rx| Ok::<_, Error>(rx.one(&CHILDREN, &[])?.get(0)?)).await.unwrap();
        assert_eq!(count, 31);
    }

    async fn a_refusal_never_rests_on_a_row_that_was_not_kept(place: Arc<Place>) {
        let db = Db::open(db::Config { threads: 1, ..place.config() }).unwrap();
        db.migrate(MIGRATIONS).await.unwrap();
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let wait = std::sync::Mutex::new(wait);
        let mut blocking = Box::pin(db.write(move |_| {
            // Only the first run waits; afterwards nobody sends any more.
            wait.lock().unwrap().recv().ok();
            Ok::<_, Error>(())
        }));
        // In the same group: the first takes the slot and cannot be committed; the second finds it taken.
        let mut first = Box::pin(db.write(|tx| {
            tx.exec(&TAKE, params![8_i64])?;
            tx.exec(&OWE, params![1_i64, 99_i64])
        }));
        let mut second = Box::pin(db.write(|tx| match tx.exec(&TAKE, params![8_i64])? {
            0 => Err(Error::NoRow("taken")),
            _ => Ok(()),
        }));
        assert!((&mut blocking).now_or_never().is_none());
        assert!((&mut first).now_or_never().is_none() && (&mut second).now_or_never().is_none());
        drop(go);
        let (blocking, first, second) = tokio::join!(blocking, first, second);
        assert!(blocking.is_ok() && first.is_err());
        assert!(second.is_ok(), "the slot was free after all: {second:?}");
        db.close().await;
    }

    async fn a_dropped_future_is_done_whole_or_not_at_all(db: Db) {
        db.migrate(MIGRATIONS).await.unwrap();
        let mut tasks = Vec::new();
        for number in 0..200_i64 {
            let db = db.clone();
            tasks.push(tokio::spawn(async move {
                db.write(move |tx| {
                    tx.exec(&APPEND, params![1_i64, number, 0_i64])?;
                    std::thread::sleep(Duration::from_micros(200));
                    tx.exec(&APPEND, params![1_i64, number, 1_i64])
                }).await
            }));
        }
        // The even ones are dropped: before they begin, while they wait, while they run.
        for task in tasks.iter().step_by(2) {
            tokio::time::sleep(Duration::from_micros(300)).await;
            task.abort();
        }
        for task in tasks.into_iter().skip(1).step_by(2) {
            task.await.unwrap().unwrap();
        }
        db.write(|tx| tx.exec(&OPEN, params![1_i64])).await.unwrap();
        let (halves, whole) = db.read(|rx| {
            let whole = rx.all(&WHOLE, &[])?.iter().map(|row| row.get(0)).collect::<Result<Vec<i64>, _>>()?;
            Ok::<_, Error>((rx.one(&HALVES, &[])?.get::<i64>(0)?, whole))
        }).await.unwrap();
        assert_eq!(halves, 0);
        assert!((1..200).step_by(2).all(|odd| whole.contains(&odd)), "{whole:?}");
    }
}

#[test]
fn a_deadlock_runs_one_of_the_two_again() {
    db::testing::run(Kind::Postgres, async |db: Db| {
        db.migrate(MIGRATIONS).await.unwrap();
        db.write(|tx| {
            tx.exec(&OPEN, params![1_i64])?;
            tx.exec(&OPEN, params![2_i64])
        })
        .await
        .unwrap();
        let (barrier, runs) = (Arc::new(Barrier::new(2)), Arc::new(AtomicU32::new(0)));
        let both = [(1_i64, 2_i64), (2, 1)].map(|(first, second)| {
            let (db, barrier, runs) = (db.clone(), Arc::clone(&barrier), Arc::clone(&runs));
            tokio::spawn(async move {
                db.write(move |tx| {
                    tx.one(&LAST, params![first])?;
                    if runs.fetch_add(1, Ordering::SeqCst) < 2 {
                        barrier.wait();
                    }
                    // Even inside an attempt a deadlock gives the whole closure up.
                    drop(tx.attempt(|tx| tx.one(&LAST, params![second])));
                    tx.exec(&APPEND, params![first, 1_i64, 0_i64])
                })
                .await
            })
        });
        for task in both {
            task.await.unwrap().unwrap();
        }
        assert_eq!(runs.load(Ordering::SeqCst), 3);
    });
}

#[test]
fn rows_that_somebody_keeps_are_left_out() {
    db::testing::run(Kind::Postgres, async |db: Db| {
        db.migrate(MIGRATIONS).await.unwrap();
        db.write(|tx| tx.exec(&OPEN, params![1_i64])).await.unwrap();
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let wait = Arc::new(std::sync::Mutex::new(wait));
        let (seen, mut kept) = tokio::sync::mpsc::unbounded_channel();
        let keeping = tokio::spawn({
            let db = db.clone();
            async move {
                db.write(move |tx| {
                    tx.one(&LAST, params![1_i64])?;
                    seen.send(()).unwrap();
                    wait.lock().unwrap().recv().unwrap();
                    Ok::<_, Error>(())
                })
                .await
            }
        });
        kept.recv().await.unwrap();
        assert!(db.write(|tx| tx.opt(&FREE, params![1_i64])).await.unwrap().is_none());
        go.send(()).unwrap();
        keeping.await.unwrap().unwrap();
        assert!(db.write(|tx| tx.opt(&FREE, params![1_i64])).await.unwrap().is_some());
    });
}

#[test]
fn a_lost_connection_is_made_again() {
    db::testing::run(Kind::Postgres, async |place: Arc<Place>| {
        let Place::Postgres(server) = &*place else { panic!("a PostgreSQL place") };
        let address = server.address().to_owned();
        let db = place.open().unwrap();
        db.migrate(MIGRATIONS).await.unwrap();
        for _ in 0..3 {
            server.cut();
            db.write(append).await.unwrap();
            server.cut();
            db.read(|rx| rx.one(&COUNT, params![1_i64])).await.unwrap();
        }
        // Cut in the middle: the first run is lost whole, the second is kept.
        let runs = Arc::new(AtomicU32::new(0));
        let number = db
            .write({
                let (place, runs) = (Arc::clone(&place), Arc::clone(&runs));
                move |tx| {
                    let number = append(tx)?;
                    if runs.fetch_add(1, Ordering::SeqCst) == 0
                        && let Place::Postgres(server) = &*place
                    {
                        server.cut();
                    }
                    tx.exec(&APPEND, params![1_i64, number, 1_i64])?;
                    Ok::<_, Error>(number)
                }
            })
            .await
            .unwrap();
        assert_eq!((number, runs.load(Ordering::SeqCst)), (4, 2));
        assert!(address.contains("motcua_test_"));
        db.close().await;
    });
}

mod slow_commit {
    db::statements! {
        FUNCTION = "CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(2); RETURN NULL; END'";
        TRIGGER = "CREATE CONSTRAINT TRIGGER lingers AFTER INSERT ON slot DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION linger()";
    }
}

#[test]
fn a_connection_lost_during_commit_is_an_unknown_outcome() {
    db::testing::run(Kind::Postgres, async |place: Arc<Place>| {
        let db = place.open().unwrap();
        db.migrate(MIGRATIONS).await.unwrap();
        db.write(|tx| {
            tx.exec(&slow_commit::FUNCTION, &[])?;
            tx.exec(&slow_commit::TRIGGER, &[])
        })
        .await
        .unwrap();
        let runs = Arc::new(AtomicU32::new(0));
        let writing = tokio::spawn({
            let (db, runs) = (db.clone(), Arc::clone(&runs));
            async move {
                db.write(move |tx| {
                    runs.fetch_add(1, Ordering::SeqCst);
                    tx.exec(&TAKE, params![1_i64])
                })
                .await
            }
        });
        tokio::time::sleep(Duration::from_millis(700)).await;
        if let Place::Postgres(server) = &*place {
            server.cut();
        }
        let answer = writing.await.unwrap();
        assert!(matches!(answer, Err(Error::Unknown(_))), "{answer:?}");
        assert_eq!(runs.load(Ordering::SeqCst), 1, "what may have been done is not done again");
        db.close().await;
    });
}
