//! The sequencer: every committed event gets one place, none is skipped, streams keep their order.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use base::Rng;
use ledger::Error;

use crate::common::{START, Written, assert_in_order, crew, ctx, migrate, page, placed, write};

db::testing::both_engines! {
    /// Sixteen writers on eight streams while two sequencers compete; one writer sleeps before its commit.
    async fn a_late_commit_is_never_skipped(db: db::Db) {
        migrate(&db).await;
        let rng = Rng::seeded(1);
        let (slow_db, slow_ctx) = (db.clone(), ctx(&rng, START.plus_seconds(-3600)));
        let slow = tokio::spawn(async move {
            slow_db.write(move |tx| {
                let event = Written { text: "late".to_owned() };
                let number = ledger::append(tx, &slow_ctx, &page(99), None, START, &event)?;
                std::thread::sleep(Duration::from_millis(400));
                Ok::<_, Error>(number)
            }).await
        });
        let sequencers: Vec<_> = (0..2).map(|_| {
            let db = db.clone();
            tokio::spawn(async move {
                for _ in 0..60 {
                    ledger::place_some(&db).await.expect("placed");
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            })
        }).collect();
        let writers: Vec<_> = (0..16_u128).map(|writer| {
            let (db, ctx) = (db.clone(), ctx(&rng, START));
            tokio::spawn(async move {
                for turn in 0..20_u128 {
                    write(&db, &ctx, &page((writer + turn) % 8), "x").await;
                }
            })
        }).collect();
        for task in writers.into_iter().chain(sequencers) {
            task.await.expect("no panic");
        }
        assert_eq!(slow.await.expect("no panic").expect("committed late"), 1);
        ledger::place_all(&db).await.expect("placed");
        let order = placed(&db).await;
        assert_eq!(order.len(), 16 * 20 + 1);
        assert_in_order(&order);
    }

    /// Half of the writers roll back, by an error or a panic: exactly what was committed is placed.
    async fn a_storm_of_roll_backs_leaves_no_gap(db: db::Db) {
        migrate(&db).await;
        let rng = Rng::seeded(1);
        let committed = Arc::new(AtomicUsize::new(0));
        let writers: Vec<_> = (0..16_u128).map(|writer| {
            let (db, ctx, committed) = (db.clone(), ctx(&rng, START), committed.clone());
            tokio::spawn(async move {
                for turn in 0..20_u128 {
                    let (ctx, fate) = (ctx.clone(), (writer * 7 + turn) % 4);
                    let outcome = db.write(move |tx| {
                        ledger::open(tx, &[page(turn % 3)])?;
                        ledger::append(tx, &ctx, &page(turn % 3), None, START, &Written { text: "x".to_owned() })?;
                        match fate {
                            0 => Err(Error::Missing("will")),
                            1 => panic!("a storm"),
                            _ => Ok(()),
                        }
                    }).await;
                    committed.fetch_add(usize::from(outcome.is_ok()), Ordering::SeqCst);
                    ledger::place_some(&db).await.expect("placed");
                }
            })
        }).collect();
        for task in writers {
            task.await.expect("no panic");
        }
        ledger::place_all(&db).await.expect("placed");
        let order = placed(&db).await;
        assert_eq!((order.len(), order.len()), (160, committed.load(Ordering::SeqCst)));
        assert_in_order(&order);
    }

    /// Histories that were placed before they were written get their places anew where the order went on meanwhile.
    async fn what_was_taken_over_stands_behind_what_came_before(db: db::Db) {
        migrate(&db).await;
        let rng = Rng::seeded(1);
        let past = |index: u128| {
            let event = Written { text: "lâu rồi".to_owned() };
            let told = ledger::PastEvent::new("system/trial", None, START, &event).expect("an event");
            let mut past = ledger::Past::default();
            past.add(&rng, &page(index), START, vec![told.clone(), told]);
            past
        };
        let end = db.read(ledger::end).await.expect("the end");
        let (mut first, mut second) = (past(1), past(2));
        let after = first.place_after(end).expect("placed");
        second.place_after(end).expect("placed");
        for past in [first, second] {
            db.write(move |tx| ledger::take_over(tx, &past)).await.expect("taken over");
        }
        assert_ne!(db.read(ledger::end).await.expect("the end"), after);
        assert_eq!(placed(&db).await, [(page(1), 1), (page(1), 2), (page(2), 1), (page(2), 2)]);
        let report = ledger::verify(&db, &ledger::Trust::default()).await.expect("verified");
        assert!(report.is_clean(), "{:?}", report.findings);
        let twice = past(2);
        let refused = db.write(move |tx| ledger::take_over(tx, &twice)).await;
        assert!(refused.is_err(), "a stream is taken over once");
    }

    /// The running crew is woken by a commit, places it and signs at the end.
    async fn the_crew_places_and_stops(db: db::Db) {
        migrate(&db).await;
        let folder = tempfile::tempdir().expect("a folder");
        let (mut crew, _) = crew(&db);
        let key = ed25519_dalek::SigningKey::from_bytes(&[3; 32]);
        let public = key.verifying_key().to_bytes();
        crew.signer = Some(ledger::Signer::new(public, move |it| ed25519_dalek::Signer::sign(&key, it).to_bytes()));
        crew.roots = Some(folder.path().join("roots.jsonl"));
        let roots = folder.path().join("roots.jsonl");
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let running = ledger::run(crew, stopped);
        write(&db, &ctx(&Rng::seeded(1), START), &page(1), "a").await;
        for _ in 0..200 {
            tokio::time::sleep(Duration::from_millis(10)).await;
            if !placed(&db).await.is_empty() {
                break;
            }
        }
        assert_eq!(placed(&db).await.len(), 1);
        write(&db, &ctx(&Rng::seeded(2), START), &page(1), "b").await;
        stop.send(true).expect("the crew listens");
        running.await.expect("the crew ends");
        assert_eq!(placed(&db).await.len(), 2);
        let signed = ledger::read_roots(&roots).expect("a file of roots");
        assert_eq!((signed.len(), signed[0].position, signed[0].holds()), (1, 2, true));
    }
}
