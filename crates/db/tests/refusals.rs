//! Rules 1 and 3: what a failed statement, an `Err`, a panic and the guard do to a transaction, and to nobody else.

#![expect(clippy::unwrap_used, reason = "a test ends where its helpers fail")]

use std::sync::Arc;

use db::testing::{Place, both_engines};
use db::{Config, Constraint, Db, Error, Migration, Query as _, Tx, params};

db::statements! {
    ADD = "INSERT INTO thing (id, name) VALUES ($1, $2)";
    ADD_ONCE = "INSERT INTO thing (id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    NAMES = "SELECT name FROM thing ORDER BY id";
    NAME = "SELECT name FROM thing WHERE id = $1";
    BY_NAME = "SELECT id FROM thing WHERE name = $1";
    NONSENSE = "SELECT nothing FROM nowhere";
    COMMIT = "COMMIT";
    CHECKED = "INSERT INTO thing (id, name, part_of) VALUES ($1, $2, $3)";
}

const MIGRATIONS: &[Migration] = &[Migration {
    name: "test/0001_thing",
    sql: "CREATE TABLE thing (id BIGINT PRIMARY KEY, name TEXT NOT NULL CHECK (name <> ''),
          part_of BIGINT REFERENCES thing (id))",
}];

fn add(tx: &mut Tx, id: i64, name: &str) -> Result<(), Error> {
    tx.exec(&ADD, params![id, name]).map(drop)
}

async fn names(db: &Db) -> Vec<String> {
    let all =
        db.read(|rx| rx.all(&NAMES, &[])?.iter().map(|row| Ok(row.get(0)?)).collect::<Result<_, Error>>());
    all.await.unwrap()
}

both_engines! {
    async fn what_is_put_runs_in_order_and_its_refusal_is_said(db: Db) {
        db.migrate(MIGRATIONS).await.unwrap();
        let seen = db.write(|tx| {
            tx.put(&ADD, params![1_i64, "một"])?;
            tx.put(&CHECKED, params![2_i64, "hai", Some(1_i64)])?;
            tx.opt(&NAME, params![2_i64])?.map(|row| Ok(row.get::<String>(0)?)).transpose()
        });
        assert_eq!(seen.await.map_err(|it: Error| it.to_string()), Ok(Some("hai".to_owned())));
        let before_another = db.write(|tx| {
            tx.put(&ADD, params![3_i64, "ba"])?;
            tx.put(&ADD, params![1_i64, "lại"])?;
            tx.exec(&ADD, params![4_i64, "bốn"])
        }).await;
        assert!(before_another.is_err_and(|it: Error| it.is_duplicate()));
        let at_the_end = db.write(|tx| tx.put(&ADD, params![1_i64, "lại"])).await;
        assert!(at_the_end.is_err_and(|it: Error| it.is_duplicate()));
        assert_eq!(names(&db).await, ["một", "hai"]);
    }

    async fn what_is_put_into_an_attempt_is_undone_with_it_and_nothing_else(db: Db) {
        db.migrate(MIGRATIONS).await.unwrap();
        db.write(|tx| {
            tx.put(&ADD, params![1_i64, "trước"])?;
            let tried = tx.attempt(|tx| {
                tx.put(&ADD, params![2_i64, "thử"])?;
                Err::<(), _>(Error::NoRow("refused"))
            });
            assert!(matches!(tried, Err(Error::NoRow("refused"))));
            tx.attempt(|tx| tx.put(&ADD, params![3_i64, "được"]))?;
            let twice = tx.attempt(|tx| tx.put(&ADD, params![3_i64, "lại"]));
            assert!(twice.is_err_and(|it| it.is_duplicate()));
            tx.put(&ADD, params![4_i64, "sau"])
        }).await.unwrap();
        assert_eq!(names(&db).await, ["trước", "được", "sau"]);
    }

    /// SQLite takes it; PostgreSQL's driver refuses it before it is sent, when COMMIT must not follow.
    async fn what_is_put_with_a_wrong_type_is_kept_with_the_rest_or_nothing_is(db: Db) {
        db.migrate(MIGRATIONS).await.unwrap();
        let done = db.write(|tx| {
            add(tx, 1, "một")?;
            tx.put(&ADD, params!["hai", "hai"])
        }).await;
        assert_eq!(names(&db).await.len(), if done.is_ok() { 2 } else { 0 }, "{done:?}");
    }

    async fn many_are_put_in_their_order(db: Db) {
        db.migrate(MIGRATIONS).await.unwrap();
        db.write(|tx| {
            tx.put(&ADD, params![1_i64, "1"])?;
            (2..=60_i64).try_for_each(|id| tx.put(&CHECKED, params![id, id.to_string(), Some(id - 1)]))
        }).await.unwrap();
        assert_eq!(names(&db).await.len(), 60);
    }

    async fn a_reader_hands_over_what_it_found_and_nothing_when_it_refuses(db: Db) {
        db.migrate(MIGRATIONS).await.unwrap();
        db.write(|tx| add(tx, 1, "một")).await.unwrap();
        let look = |rx: &mut db::Read| Ok::<String, Error>(rx.one(&NAME, params![1_i64])?.get(0)?);
        let done = db.look_then_write(look, |tx, found| add(tx, 2, &format!("{found} nữa"))).await;
        assert!(done.is_ok(), "{done:?}");
        let refused = db.look_then_write(|_| Err::<(), _>(Error::NoRow("looked")), |tx, ()| add(tx, 3, "ba")).await;
        assert!(matches!(refused, Err(Error::NoRow("looked"))));
        let refused = db.look_then_write(look, |tx, found| {
            add(tx, 4, found)?;
            Err::<(), _>(Error::NoRow("wrote"))
        }).await;
        assert!(matches!(refused, Err(Error::NoRow("wrote"))));
        let panicked = db.look_then_write(|_| -> Result<(), Error> { panic!("while looking") }, |tx, ()| add(tx, 5, "năm")).await;
        assert!(matches!(panicked, Err(Error::Panicked(text)) if text == "while looking"));
        assert_eq!(names(&db).await, ["một", "một nữa"]);
        db.close().await;
        let closed = db.look_then_write(look, |tx, found| add(tx, 6, found)).await;
        assert!(matches!(closed, Err(Error::Closed)));
    }

    async fn a_panic_reaches_its_caller_and_nobody_else(db: Db) {
        db.migrate(MIGRATIONS).await.unwrap();
        let mut tasks = Vec::new();
        for id in 0..60 {
            let db = db.clone();
            tasks.push(tokio::spawn(async move {
                db.write(move |tx| {
                    add(tx, id, "x")?;
                    assert!(id % 3 != 0, "number {id} panics");
                    if id % 3 == 1 { Err(Error::NoRow("refused")) } else { Ok(()) }
                }).await
            }));
        }
        for (id, task) in tasks.into_iter().enumerate() {
            match (id % 3, task.await.unwrap()) {
                (0, Err(Error::Panicked(text))) => assert_eq!(text, format!("number {id} panics")),
                (1, Err(Error::NoRow("refused"))) | (2, Ok(())) => {}
                (_, other) => panic!("{id}: {other:?}"),
            }
        }
        assert_eq!(names(&db).await.len(), 20);
    }

    async fn a_failed_statement_poisons_the_transaction(db: Db) {
        db.migrate(MIGRATIONS).await.unwrap();
        let poisoned = db.write(|tx| {
            add(tx, 1, "first")?;
            assert!(add(tx, 1, "again").unwrap_err().is_duplicate());
            assert!(matches!(tx.all(&NAMES, &[]), Err(Error::Poisoned(_))));
            assert!(matches!(tx.attempt(|tx| add(tx, 2, "x")), Err(Error::Poisoned(_))));
            Ok::<_, Error>(())
        }).await;
        assert!(matches!(poisoned, Err(Error::Poisoned("refusals::ADD"))), "{poisoned:?}");
        assert!(names(&db).await.is_empty());
    }

    async fn an_attempt_may_fail_without_harm(db: Db) {
        db.migrate(MIGRATIONS).await.unwrap();
        db.write(|tx| {
            add(tx, 1, "kept")?;
            let failed = tx.attempt(|tx| {
                add(tx, 2, "undone")?;
                tx.attempt(|tx| add(tx, 3, "undone, too"))?;
                add(tx, 1, "twice")
            });
            assert!(failed.unwrap_err().is_duplicate());
            // The first statement after a failed attempt may be one the connection has not prepared yet.
            assert!(tx.opt(&NAME, params![2_i64])?.is_none());
            let swallowed = tx.attempt(|tx| { drop(add(tx, 1, "twice")); Ok::<_, Error>(()) });
            assert!(matches!(swallowed, Err(Error::Poisoned(_))));
            tx.attempt(|tx| add(tx, 4, "kept, too"))?;
            assert!(tx.attempt(|tx| { add(tx, 5, "undone")?; Err::<(), _>(Error::NoRow("refused")) }).is_err());
            assert_eq!(tx.exec(&ADD_ONCE, params![1_i64, "twice"])?, 0);
            assert_eq!(tx.exec(&ADD_ONCE, params![6_i64, "new"])?, 1);
            Ok::<_, Error>(())
        }).await.unwrap();
        assert_eq!(names(&db).await, ["kept", "kept, too", "new"]);
    }

    async fn a_panic_inside_an_attempt_takes_everything_along(db: Db) {
        db.migrate(MIGRATIONS).await.unwrap();
        let panicked = db.write(|tx| {
            add(tx, 1, "undone")?;
            tx.attempt(|tx| { add(tx, 2, "undone")?; panic!("inside") })
        }).await;
        assert!(matches!(panicked, Err::<(), _>(Error::Panicked(_))));
        db.write(|tx| add(tx, 3, "after")).await.unwrap();
        assert_eq!(names(&db).await, ["after"]);
    }

    async fn both_engines_name_the_same_constraint(db: Db) {
        db.migrate(MIGRATIONS).await.unwrap();
        db.write(|tx| add(tx, 1, "x")).await.unwrap();
        let cases = [
            (params![1_i64, "y", None::<i64>].to_vec(), Constraint::Unique),
            (params![2_i64, None::<String>, None::<i64>].to_vec(), Constraint::NotNull),
            (params![2_i64, "", None::<i64>].to_vec(), Constraint::Check),
            (params![2_i64, "y", 99_i64].to_vec(), Constraint::Reference),
        ];
        for (row, expected) in cases {
            let broken = db.write(move |tx| tx.exec(&CHECKED, &row)).await;
            assert!(matches!(broken, Err(Error::Constraint { constraint, .. }) if constraint == expected), "{broken:?}");
        }
    }

    async fn what_the_engines_would_take_differently_is_refused(db: Db) {
        db.migrate(MIGRATIONS).await.unwrap();
        let zero = db.write(|tx| add(tx, 1, "a\0b")).await;
        assert!(matches!(zero, Err(Error::Param { parameter: 2, .. })), "{zero:?}");
        let none = db.write(|tx| tx.exec(&ADD, params![1_i64, f64::NAN])).await;
        assert!(matches!(none, Err(Error::Param { .. })), "{none:?}");
        let few = db.write(|tx| tx.exec(&ADD, params![1_i64])).await;
        assert!(matches!(few, Err(Error::Params { takes: 2, got: 1, .. })), "{few:?}");
        let commit = db.write(|tx| { add(tx, 1, "x")?; tx.exec(&COMMIT, &[]) }).await;
        assert!(matches!(commit, Err(Error::Statement { .. })), "{commit:?}");
        assert!(names(&db).await.is_empty());
    }

    async fn one_wants_one_and_opt_at_most_one(db: Db) {
        db.migrate(MIGRATIONS).await.unwrap();
        db.write(|tx| { add(tx, 1, "x")?; add(tx, 2, "x")?; add(tx, 3, "y") }).await.unwrap();
        let found = |name: &'static str| db.read(move |rx| rx.opt(&BY_NAME, params![name]));
        assert!(found("z").await.unwrap().is_none());
        assert_eq!(found("y").await.unwrap().unwrap().get::<i64>(0), Ok(3));
        assert!(matches!(found("x").await, Err(Error::ManyRows(_))));
        let none = db.read(|rx| rx.one(&BY_NAME, params!["z"])).await;
        assert!(matches!(none, Err(Error::NoRow("refusals::BY_NAME"))), "{none:?}");
        let wrong = db.read(|rx| Ok::<i64, Error>(rx.one(&NAME, params![1_i64])?.get(0)?)).await;
        assert!(matches!(wrong, Err(Error::Value(_))), "{wrong:?}");
    }

    async fn a_reader_fails_alone_and_cannot_write(db: Db) {
        db.migrate(MIGRATIONS).await.unwrap();
        let failed = db.read(|rx| {
            assert!(rx.all(&NONSENSE, &[]).is_err());
            assert!(matches!(rx.all(&NAMES, &[]), Err(Error::Poisoned(_))));
            Ok::<_, Error>(())
        }).await;
        assert!(failed.is_ok());
        assert!(db.read(|rx| rx.all(&ADD, params![1_i64, "x"])).await.is_err());
        let panicked = db.read(|_| -> Result<(), Error> { panic!("reading") }).await;
        assert!(matches!(panicked, Err(Error::Panicked(_))));
        assert!(names(&db).await.is_empty());
    }

    async fn a_snapshot_is_of_one_moment(db: Db) {
        db.migrate(MIGRATIONS).await.unwrap();
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let (seen, looked) = tokio::sync::oneshot::channel();
        let reading = tokio::spawn({
            let db = db.clone();
            async move {
                db.read(move |rx| {
                    let before = rx.all(&NAMES, &[])?.len();
                    seen.send(()).unwrap();
                    wait.recv().unwrap();
                    Ok::<_, Error>((before, rx.all(&NAMES, &[])?.len()))
                }).await
            }
        });
        looked.await.unwrap();
        db.write(|tx| add(tx, 1, "x")).await.unwrap();
        go.send(()).unwrap();
        assert_eq!(reading.await.unwrap().unwrap(), (0, 0));
        assert_eq!(names(&db).await.len(), 1);
    }

    async fn the_guard_sees_what_was_written_and_may_refuse(place: Arc<Place>) {
        let guard: db::Guard = Arc::new(|tables| {
            if tables.contains("thing") && !tables.contains("event") {
                return Err(format!("{tables:?} changed without an event"));
            }
            Ok(())
        });
        let db = Db::open(Config { guard: Some(guard), ..place.config() }).unwrap();
        db.migrate(&[MIGRATIONS, EVENTS].concat()).await.unwrap();
        let silent = db.write(|tx| add(tx, 1, "x")).await;
        assert!(matches!(silent, Err(Error::Panicked(why)) if why == r#"{"thing"} changed without an event"#));
        db.write(|tx| { add(tx, 1, "x")?; tx.exec(&EVENT, &[]).map(drop) }).await.unwrap();
        // Nothing changed: no event is owed.
        db.write(|tx| tx.exec(&ADD_ONCE, params![1_i64, "x"])).await.unwrap();
        db.write(|tx| {
            assert!(tx.attempt(|tx| { add(tx, 2, "x")?; Err::<(), _>(Error::NoRow("refused")) }).is_err());
            Ok::<_, Error>(())
        }).await.unwrap();
        db.close().await;
    }
}

const EVENTS: &[Migration] = &[Migration { name: "test/0002_event", sql: "CREATE TABLE event (id BIGINT)" }];
mod event {
    db::statements! {
        ADD = "INSERT INTO event (id) VALUES (1)";
    }
}
use event::ADD as EVENT;
