//! Jobs, schedules and effects.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use base::{Ctx, Rng};
use db::{Db, Query as _, Read, Tx, params};
use ledger::{
    Cause, Crew, Done, Effect, Foreseen, Job, JobError, Preview, Progress, Running, Schedule, Task, When,
};

use crate::common::{START, ctx, migrate};

db::statements! {
    /// Writes a page.
    PUT = "INSERT INTO page (id, text, times) VALUES ($1, $2, 0)";
    /// Counts the pages.
    COUNT = "SELECT COUNT(*) FROM page";
    /// The next pages.
    NEXT = "SELECT id FROM page WHERE id > $1 ORDER BY id LIMIT 3";
    /// Renames a page.
    RENAME = "UPDATE page SET text = $2, times = times + 1 WHERE id = $1";
    /// How the pages fared.
    READ = "SELECT text, times FROM page ORDER BY id";
}

/// What the toy jobs are handed: a counter of calls to the outside.
type Calls = Arc<AtomicI64>;

fn crew(db: &Db) -> (Crew<Calls>, Arc<base::ManualClock>) {
    let (plain, clock) = crate::common::crew(db);
    let crew = Crew {
        state: Calls::default(),
        jobs: vec![
            Job { tries: 3, retry_seconds: 60, ..Job::new("toy.call", call) },
            Job { timeout_seconds: 1, tries: 1, ..Job::new("toy.hang", hang) },
        ],
        db: plain.db,
        clock: plain.clock,
        rng: plain.rng,
        consumers: Vec::new(),
        schedules: Vec::new(),
        effects: Vec::new(),
        signer: None,
        roots: None,
    };
    (crew, clock)
}

/// Calls the outside; `down` fails for now, `no` for good, `bug` panics.
fn call(calls: Calls, task: Task) -> Running {
    Box::pin(async move {
        calls.fetch_add(1, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(1)).await;
        let said: Option<String> = task.payload()?;
        match said.as_deref() {
            Some("down") => Err(JobError::retry("the other side is down")),
            Some("no") => Err(JobError::fail("the other side says no")),
            Some("bug") => panic!("a bug"),
            _ => Ok(Done::record(move |tx, _| {
                tx.exec(&PUT, params![task.id.to_string(), said.clone().unwrap_or_default()])?;
                Ok(())
            })),
        }
    })
}

fn hang(_: Calls, _: Task) -> Running {
    Box::pin(async {
        tokio::time::sleep(Duration::from_secs(60)).await;
        Ok(Done::nothing())
    })
}

async fn put(db: &Db, job: &'static str, said: &'static str, dedup: Option<&'static str>) -> bool {
    let ctx = ctx(&Rng::system(), START);
    db.write(move |tx| ledger::enqueue(tx, &ctx, job, &Some(said), dedup, START)).await.expect("enqueued")
}

async fn count(db: &Db) -> i64 {
    db.read(|rx| rx.one(&COUNT, params![])).await.expect("a row").get(0).expect("a number")
}

async fn failed(db: &Db) -> Vec<ledger::FailedJob> {
    db.read(|rx| ledger::failed_jobs(rx, "", 10)).await.expect("a list")
}

db::testing::both_engines! {
    /// Done jobs leave the list with their record; failures say why, wait flat, and can be sent again.
    async fn jobs_succeed_retry_and_fail(db: db::Db) {
        migrate(&db).await;
        assert_eq!(STATEMENTS.len(), 5);
        let (crew, clock) = crew(&db);
        for said in ["yes", "down", "no", "bug"] {
            assert!(put(&db, "toy.call", said, None).await);
        }
        ledger::settle(&crew).await.expect("at rest");
        assert_eq!((count(&db).await, crew.state.load(Ordering::SeqCst)), (1, 4));
        let mut errors: Vec<_> = failed(&db).await.into_iter().map(|it| it.error).collect();
        errors.sort();
        assert_eq!(errors, ["panicked: a bug", "the other side says no"]);
        clock.advance(59);
        ledger::settle(&crew).await.expect("at rest");
        assert_eq!(crew.state.load(Ordering::SeqCst), 4, "a retry waits its time");
        for _ in 0..3 {
            clock.advance(60);
            ledger::settle(&crew).await.expect("at rest");
        }
        let list = failed(&db).await;
        let down = list.iter().find(|it| it.payload.contains("down")).expect("it gave up");
        assert_eq!((down.tries, crew.state.load(Ordering::SeqCst)), (3, 6));
        let (id, ctx) = (down.id.clone(), ctx(&Rng::seeded(1), START));
        db.write(move |tx| ledger::resend_job(tx, &ctx, &id)).await.expect("sent again");
        ledger::settle(&crew).await.expect("at rest");
        assert_eq!(crew.state.load(Ordering::SeqCst), 7);
    }

    /// One job a key at a time, sixteen callers or not; a failed one frees its key.
    async fn a_key_keeps_one_job(db: db::Db) {
        migrate(&db).await;
        let (crew, _) = crew(&db);
        let all = (0..16).map(|_| {
            let db = db.clone();
            tokio::spawn(async move { put(&db, "toy.call", "no", Some("key")).await })
        });
        let mut added = 0;
        for task in all.collect::<Vec<_>>() {
            added += usize::from(task.await.expect("no panic"));
        }
        assert_eq!(added, 1);
        ledger::settle(&crew).await.expect("at rest");
        assert_eq!(failed(&db).await.len(), 1);
        assert!(put(&db, "toy.call", "yes", Some("key")).await);
    }

    /// A hanging job is given up; what rolled back was never enqueued.
    async fn a_hanging_job_is_given_up(db: db::Db) {
        migrate(&db).await;
        let (crew, _) = crew(&db);
        put(&db, "toy.hang", "x", None).await;
        let ctx = ctx(&Rng::seeded(1), START);
        let undone: Result<(), ledger::Error> = db.write(move |tx| {
            ledger::enqueue(tx, &ctx, "toy.call", &Some("yes"), None, START)?;
            Err(ledger::Error::Missing("will"))
        }).await;
        assert!(undone.is_err());
        ledger::settle(&crew).await.expect("at rest");
        assert_eq!(failed(&db).await[0].error, "took longer than 1 s");
        assert_eq!(crew.state.load(Ordering::SeqCst), 0);
    }

    /// Four nodes at once run each job once.
    async fn four_nodes_run_each_job_once(db: db::Db) {
        migrate(&db).await;
        let (crew, _) = crew(&db);
        for _ in 0..40 {
            put(&db, "toy.call", "yes", None).await;
        }
        let nodes: Vec<_> = (0..4).map(|_| {
            let crew = crew.clone();
            tokio::spawn(async move { ledger::settle(&crew).await.expect("at rest") })
        }).collect();
        for node in nodes {
            node.await.expect("no panic");
        }
        assert_eq!((count(&db).await, crew.state.load(Ordering::SeqCst)), (40, 40));
    }

    /// A schedule comes round once a time, over all nodes, and what was missed is done once.
    async fn a_schedule_comes_round(db: db::Db) {
        migrate(&db).await;
        let (mut crew, clock) = crew(&db);
        crew.schedules = vec![Schedule { name: "toy.hourly", when: When::Every(3600), job: "toy.call" }];
        ledger::settle(&crew).await.expect("at rest");
        clock.advance(3599);
        ledger::settle(&crew).await.expect("at rest");
        assert_eq!(crew.state.load(Ordering::SeqCst), 0);
        clock.advance(3 * 3600);
        let nodes: Vec<_> = (0..4).map(|_| {
            let crew = crew.clone();
            tokio::spawn(async move { ledger::settle(&crew).await.expect("at rest") })
        }).collect();
        for node in nodes {
            node.await.expect("no panic");
        }
        assert_eq!(crew.state.load(Ordering::SeqCst), 1);
    }

    /// An effect previews, applies in batches, stops at an error without losing what is done, and goes on.
    async fn an_effect_goes_on_where_it_stopped(db: db::Db) {
        migrate(&db).await;
        let (mut crew, _) = crew(&db);
        crew.effects = vec![RENAMED];
        for index in 0..8 {
            db.write(move |tx| tx.exec(&PUT, params![format!("p{index}"), "cũ"])).await.expect("a page");
        }
        let seen = ledger::preview(&db, &[RENAMED], "toy.renamed", &"mới").await;
        let seen = seen.expect("a preview");
        assert_eq!((seen[0].0, seen[0].1.rows), ("toy.rename", 8));
        let begun = ctx(&Rng::seeded(1), START);
        let change = db.write(move |tx| {
            tx.exec(&PUT, params!["p4x", "stop"])?;
            ledger::announce(tx, &begun, "toy.renamed", &"mới")
        }).await.expect("announced");
        ledger::settle(&crew).await.expect("at rest");
        let failed = db.read(|rx| ledger::failed_effects(rx, "", "", 10)).await.expect("a list");
        assert_eq!((failed.len(), failed[0].rows, failed[0].error.as_str()), (1, 3, "stopped at p4x"));
        let (resumed, id) = (ctx(&Rng::seeded(2), START), change.clone());
        db.write(move |tx| {
            tx.exec(&RENAME, params!["p4x", "go"])?;
            ledger::resend_effect(tx, &resumed, &id, "toy.rename")
        }).await.expect("goes on");
        ledger::settle(&crew).await.expect("at rest");
        let runs = db.read(move |rx| ledger::effect_runs(rx, &change)).await.expect("a list");
        assert_eq!((runs[0].state.as_str(), runs[0].rows), ("done", 9));
        let rows = db.read(|rx| rx.all(&READ, params![])).await.expect("rows");
        let pages: Vec<(String, i64)> = rows.iter().map(|it| (it.get(0).expect("text"), it.get(1).expect("times"))).collect();
        assert!(pages.iter().all(|(text, times)| text == "mới" && *times >= 1), "{pages:?}");
        assert_eq!(pages.iter().filter(|(_, times)| *times == 1).count(), 8, "each row was touched once");
    }
}

const RENAMED: Effect = Effect { name: "toy.rename", on: "toy.renamed", preview, apply };

/// Three pages at a time.
fn preview(rx: &mut Read, input: &str, after: Option<&str>) -> Result<Foreseen, Cause> {
    let mut preview = Preview::default();
    let mut last = None;
    for row in rx.all(&NEXT, params![after.unwrap_or_default()])? {
        let page: String = row.get(0)?;
        preview.add("trang đổi tên", || format!("{page} sẽ mang tên {input}"));
        last = Some(page);
    }
    Ok(match last {
        Some(after) => Foreseen::More { after, preview },
        None => Foreseen::Done(preview),
    })
}

fn apply(tx: &mut Tx, _: &Ctx, input: &str, after: Option<&str>) -> Result<Progress, Cause> {
    let name: String = serde_json::from_str(input)?;
    let rows = tx.all(&NEXT, params![after.unwrap_or_default()])?;
    let mut last = String::new();
    for row in &rows {
        last = row.get(0)?;
        tx.exec(&RENAME, params![last, name])?;
        let stop: bool =
            tx.all(&READ, params![])?.iter().any(|it| it.get::<String>(0).is_ok_and(|text| text == "stop"));
        if last == "p3" && stop {
            return Err("stopped at p4x".into());
        }
    }
    let done = i64::try_from(rows.len())?;
    Ok(if rows.is_empty() { Progress::Done { rows: 0 } } else { Progress::More { after: last, rows: done } })
}
