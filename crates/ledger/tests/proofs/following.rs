//! Consumers: each event once, a failure sets aside its stream alone and in order.

use base::{Ctx, Rng};
use db::{Db, Query as _, Tx, params};
use ledger::{Cause, Consumer, Event as _, Recorded, Start};

use crate::common::{START, Written, crew, ctx, migrate, page, write};

db::statements! {
    /// Adds a word to the page's projection.
    ADD = "INSERT INTO page (id, text, times) VALUES ($1, $2, 1) \
           ON CONFLICT (id) DO UPDATE SET text = page.text || excluded.text, times = page.times + 1";
    /// What the projection says.
    READ = "SELECT id, text FROM page ORDER BY id";
    /// Lets the events of a page go through from now on.
    ALLOW = "INSERT INTO page (id, text, times) VALUES ('allowed', '', 0)";
    /// Whether they do.
    ALLOWED = "SELECT times FROM page WHERE id = 'allowed'";
}

/// Writes the words of each page one after the other; refuses "poison" until allowed, panics at "bomb".
fn project(tx: &mut Tx, _: &Ctx, event: &Recorded) -> Result<(), Cause> {
    let Some(written) = event.read::<Written>()? else {
        return Err("an event of a kind not asked for".into());
    };
    tx.exec(&ADD, params![event.stream, written.text])?;
    if written.text == "poison" && tx.opt(&ALLOWED, params![])?.is_none() {
        return Err("poisoned".into());
    }
    assert_ne!(written.text, "bomb", "a bomb");
    Ok(())
}

/// The same, some events a batch.
fn slowly(tx: &mut Tx, ctx: &Ctx, event: &Recorded) -> Result<(), Cause> {
    std::thread::sleep(std::time::Duration::from_millis(5));
    project(tx, ctx, event)
}

const PROJECTION: Consumer =
    Consumer { name: "toy.projection", kinds: &[Written::KIND], start: Start::Beginning, apply: project };

async fn texts(db: &Db) -> Vec<String> {
    let rows = db.read(|rx| rx.all(&READ, params![])).await.expect("rows");
    rows.iter().map(|row| row.get(1).expect("a text")).collect()
}

db::testing::both_engines! {
    /// Every event once and in order, over several transactions and restarts.
    async fn each_event_is_applied_once(db: db::Db) {
        migrate(&db).await;
        assert_eq!(STATEMENTS.len(), 4);
        let (mut crew, _) = crew(&db);
        crew.consumers = vec![PROJECTION];
        let ctx = ctx(&Rng::seeded(1), START);
        for turn in 0..150 {
            write(&db, &ctx, &page(turn % 2), if turn < 148 { "a" } else { "z" }).await;
        }
        ledger::settle(&crew).await.expect("at rest");
        ledger::settle(&crew).await.expect("at rest");
        assert_eq!(texts(&db).await, [format!("{}z", "a".repeat(74)), format!("{}z", "a".repeat(74))]);
        let lags = db.read(ledger::lags).await.expect("lags");
        assert_eq!((lags.len(), lags[0].behind), (1, 0));
    }

    /// A crew that is asked to end does not first go to the end of the order; the next one goes on where it was.
    async fn a_crew_that_is_asked_to_end_leaves_the_rest_for_the_next(db: db::Db) {
        const EVENTS: i64 = 200;
        migrate(&db).await;
        let (mut crew, _) = crew(&db);
        crew.consumers = vec![Consumer { apply: slowly, ..PROJECTION }];
        let ctx = ctx(&Rng::seeded(1), START);
        for _ in 0..EVENTS {
            write(&db, &ctx, &page(1), "a").await;
        }
        let behind = async || db.read(ledger::lags).await.expect("lags").first().map_or(EVENTS, |lag| lag.behind);
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let running = ledger::run(crew.clone(), stopped);
        while !(1..EVENTS).contains(&behind().await) {
            tokio::task::yield_now().await;
        }
        stop.send(true).expect("it listens");
        running.await.expect("it ends");
        assert!(behind().await > 0, "it went to the end of the order first");
        ledger::settle(&crew).await.expect("at rest");
        assert_eq!(texts(&db).await, ["a".repeat(200)]);
    }

    /// A notice that begins with the present says nothing of the past.
    async fn a_consumer_may_begin_with_the_present(db: db::Db) {
        migrate(&db).await;
        let (mut crew, _) = crew(&db);
        let ctx = ctx(&Rng::seeded(1), START);
        write(&db, &ctx, &page(1), "past").await;
        ledger::settle(&crew).await.expect("at rest");
        crew.consumers = vec![Consumer { start: Start::Present, ..PROJECTION }];
        ledger::settle(&crew).await.expect("at rest");
        write(&db, &ctx, &page(1), "present").await;
        ledger::settle(&crew).await.expect("at rest");
        assert_eq!(texts(&db).await, ["present"]);
    }

    /// The poisoned stream waits in order, the others go on; after five tries a person decides.
    async fn a_poisoned_stream_waits_alone(db: db::Db) {
        migrate(&db).await;
        let (mut crew, clock) = crew(&db);
        crew.consumers = vec![PROJECTION];
        let ctx = ctx(&Rng::seeded(1), START);
        for (index, text) in [(1, "a"), (1, "poison"), (1, "b"), (2, "c"), (3, "bomb"), (2, "d")] {
            write(&db, &ctx, &page(index), text).await;
        }
        ledger::settle(&crew).await.expect("at rest");
        write(&db, &ctx, &page(1), "e").await;
        ledger::settle(&crew).await.expect("at rest");
        assert_eq!(texts(&db).await, ["a", "cd"]);
        let parked = db.read(|rx| ledger::parked(rx, "", 0, 10)).await.expect("a list");
        let seen: Vec<_> = parked.iter().map(|it| (it.stream.clone(), it.error.as_str(), it.waiting)).collect();
        assert_eq!(seen[0], (page(1), "poisoned", 3));
        assert!(seen[1].0 == page(3) && seen[1].1.contains("a bomb") && seen[1].2 == 1, "{seen:?}");
        for _ in 0..6 {
            clock.advance(61);
            ledger::settle(&crew).await.expect("at rest");
        }
        let parked = db.read(|rx| ledger::parked(rx, "", 0, 10)).await.expect("a list");
        assert_eq!((parked[0].tries, parked[0].next_try), (5, None));
        db.write(|tx| tx.exec(&ALLOW, params![])).await.expect("allowed");
        let again = ctx.clone();
        db.write(move |tx| ledger::resend(tx, &again, "toy.projection", &page(1))).await.expect("sent again");
        ledger::settle(&crew).await.expect("at rest");
        assert_eq!(texts(&db).await, ["", "apoisonbe", "cd"]);
        let parked = db.read(|rx| ledger::parked(rx, "", 0, 10)).await.expect("a list");
        assert_eq!(parked.iter().map(|it| it.stream.clone()).collect::<Vec<_>>(), [page(3)]);
        let nothing = db.write(move |tx| ledger::resend(tx, &ctx, "toy.projection", &page(1))).await;
        assert!(matches!(nothing, Err(ledger::Error::Missing(_))));
    }

    /// Two nodes with the same consumer apply each event once between them.
    async fn two_nodes_share_a_consumer(db: db::Db) {
        migrate(&db).await;
        let (mut crew, _) = crew(&db);
        crew.consumers = vec![PROJECTION];
        let ctx = ctx(&Rng::seeded(1), START);
        for _ in 0..120 {
            write(&db, &ctx, &page(1), "a").await;
        }
        ledger::place_all(&db).await.expect("placed");
        let nodes: Vec<_> = (0..2).map(|_| {
            let crew = crew.clone();
            tokio::spawn(async move { ledger::settle(&crew).await.expect("at rest") })
        }).collect();
        for node in nodes {
            node.await.expect("no panic");
        }
        ledger::settle(&crew).await.expect("at rest");
        assert_eq!(texts(&db).await, ["a".repeat(120)]);
    }
}
