//! kill -9 of a process that writes and places, in mid-batch: nothing it acknowledged is lost, nothing is placed
//! twice, and whoever comes next goes on.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use base::Rng;
use db::testing::{Kind, Place};
use db::{Config, Db, Engine};
use ledger::Trust;

use crate::common::{START, assert_in_order, ctx, migrate, page, placed, write};

/// Where the child finds the database.
const ENGINE: &str = "LEDGER_PROOF_CHILD";
/// How often the child is killed.
const KILLS: u32 = 6;

#[test]
fn sqlite_survives_kill_9() {
    assert!(survive(Kind::Sqlite) > 0, "something was acknowledged");
}

#[test]
fn postgres_survives_kill_9() {
    assert!(survive(Kind::Postgres) > 0, "something was acknowledged");
}

/// The process that gets killed: four writers, one sequencer. Without the variable this is no proof but an empty run.
#[test]
fn child() {
    let Ok(engine) = std::env::var(ENGINE) else { return assert!(std::env::args().count() > 0) };
    let engine = match engine.strip_prefix("sqlite:") {
        Some(folder) => Engine::Sqlite(folder.into()),
        None => Engine::Postgres(engine),
    };
    block_on(async {
        let db =
            Db::open(Config { threads: 4, ..Config::new(engine) }).expect("the child opens the database");
        let rng = Rng::system();
        for writer in 0..4_u128 {
            let (db, ctx) = (db.clone(), ctx(&rng, START));
            tokio::spawn(async move {
                loop {
                    let number = write(&db, &ctx, &page(writer % 3), "x").await;
                    println!("ack {} {number}", writer % 3);
                }
            });
        }
        loop {
            ledger::place_all(&db).await.expect("placed");
            tokio::time::sleep(Duration::from_millis(3)).await;
        }
    });
}

/// Kills the child again and again; how many events it acknowledged in all.
fn survive(kind: Kind) -> usize {
    let place = Place::fresh(kind);
    block_on(async {
        let db = place.open().expect("a fresh database");
        migrate(&db).await;
        db.close().await;
    });
    let mut acknowledged = Vec::new();
    for round in 0..KILLS {
        acknowledged.extend(kill_one(&place, 150 + 37 * round));
        block_on(check(&place, &acknowledged));
    }
    acknowledged.len()
}

/// Starts a child, lets it work for so many milliseconds, kills it; what it acknowledged.
fn kill_one(place: &Place, millis: u32) -> Vec<(u128, i64)> {
    let engine = match place.engine() {
        Engine::Sqlite(folder) => format!("sqlite:{}", folder.display()),
        Engine::Postgres(address) => address,
    };
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .args(["killing::child", "--exact", "--nocapture"])
        .env(ENGINE, engine)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a child");
    let lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let reader = std::thread::spawn(move || {
        let words = |line: &str| {
            let (stream, number) = line.split_once("ack ")?.1.split_once(' ')?;
            Some((stream.parse().ok()?, number.parse().ok()?))
        };
        lines.map_while(Result::ok).filter_map(|it| words(&it)).collect::<Vec<(u128, i64)>>()
    });
    std::thread::sleep(Duration::from_millis(u64::from(millis)));
    // SIGKILL: the child has no say.
    child.kill().expect("killed");
    child.wait().expect("gone");
    reader.join().expect("its acknowledgements")
}

/// What was acknowledged is there; what is placed is whole; the next sequencer places the rest once.
async fn check(place: &Place, acknowledged: &[(u128, i64)]) {
    let db = place.open().expect("opens after a kill");
    let report = ledger::verify(&db, &Trust::default()).await.expect("verified");
    assert!(report.is_clean(), "{report:?}");
    ledger::place_all(&db).await.expect("placed");
    let order = placed(&db).await;
    assert_in_order(&order);
    let there: std::collections::HashSet<_> = order.iter().cloned().collect();
    for (stream, number) in acknowledged {
        assert!(
            there.contains(&(page(*stream), *number)),
            "event {number} of page {stream} was acknowledged"
        );
    }
    let report = ledger::verify(&db, &Trust::default()).await.expect("verified");
    assert!(report.is_clean() && report.pending == 0 && report.events == report.placed, "{report:?}");
    db.close().await;
}

#[expect(clippy::disallowed_methods, reason = "a test has a runtime of its own")]
fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(future)
}
