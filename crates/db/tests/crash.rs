//! kill -9 of a process that writes in a loop: what was acknowledged is there, what is there is whole, and the
//! next process opens the folder without further ado.
//!
//! The process is this test program again, told by its environment to write instead of to test.

#![expect(clippy::unwrap_used, reason = "a test ends where its helpers fail")]

use std::collections::BTreeSet;
use std::env;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use db::testing::{Kind, Place, both_engines};
use db::{Config, Db, Engine, Error, Migration, Query as _, params};

db::statements! {
    ADD = "INSERT INTO thing (id, half) VALUES ($1, $2)";
    IDS = "SELECT id, COUNT(*) FROM thing GROUP BY id ORDER BY id";
}

const MIGRATIONS: &[Migration] = &[Migration {
    name: "test/0001_thing",
    sql: "CREATE TABLE thing (id BIGINT NOT NULL, half BIGINT NOT NULL, PRIMARY KEY (id, half))",
}];

/// What the killed process does: sixteen writers, each acknowledged number on a line of its own.
#[test]
fn writes_until_it_is_killed() {
    let Ok(place) = env::var("MOTCUA_CRASH_PLACE") else { return };
    let engine = place
        .strip_prefix("folder ")
        .map_or_else(|| Engine::Postgres(place.clone()), |it| Engine::Sqlite(PathBuf::from(it)));
    let first: i64 = env::var("MOTCUA_CRASH_FIRST").unwrap().parse().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    #[expect(clippy::disallowed_methods, reason = "the process has nothing else to do")]
    runtime.block_on(async {
        let db = Db::open(Config { threads: 4, ..Config::new(engine) }).unwrap();
        let writers = (0..16).map(|writer| {
            let db = db.clone();
            tokio::spawn(async move {
                for i in 0.. {
                    let id = first + writer + 16 * i;
                    db.write(move |tx| {
                        tx.exec(&ADD, params![id, 0_i64])?;
                        tx.exec(&ADD, params![id, 1_i64])
                    })
                    .await
                    .unwrap();
                    let line = format!("acknowledged {id}\n");
                    std::io::stdout().write_all(line.as_bytes()).unwrap();
                }
            })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.unwrap();
        }
    });
}

/// Starts the writer, kills it after some acknowledgements, and answers what it had acknowledged.
fn write_and_kill(place: &Place, first: i64, after: usize) -> BTreeSet<i64> {
    let words = match place.engine() {
        Engine::Sqlite(folder) => format!("folder {}", folder.display()),
        Engine::Postgres(address) => address,
    };
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "writes_until_it_is_killed", "--nocapture"])
        .env("MOTCUA_CRASH_PLACE", words)
        .env("MOTCUA_CRASH_FIRST", first.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    // The test program prints other lines, and its own may begin in the middle of one.
    let number = |line: &str| line.split_once("acknowledged ").and_then(|(_, it)| it.parse::<i64>().ok());
    let mut seen = BTreeSet::new();
    while seen.len() < after {
        let line = lines.next().expect("the writer goes on").unwrap();
        seen.extend(number(&line));
    }
    child.kill().unwrap();
    seen.extend(lines.map_while(Result::ok).filter_map(|line| number(&line)));
    child.wait().unwrap();
    seen
}

both_engines! {
    async fn what_was_acknowledged_survives_kill_9(place: Arc<Place>) {
        let db = place.open().unwrap();
        db.migrate(MIGRATIONS).await.unwrap();
        db.close().await;
        let mut acknowledged = BTreeSet::new();
        let rounds: i64 = env::var("MOTCUA_KILLS").ok().and_then(|it| it.parse::<i64>().ok()).unwrap_or(3);
        for round in 0..rounds {
            let after = 50 + 97 * usize::try_from(round % 5).unwrap();
            acknowledged.extend(write_and_kill(&place, round * 1_000_000_000, after));
            let db = reopen(&place).await;
            let kept = db.read(|rx| {
                rx.all(&IDS, &[])?.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect::<Result<Vec<(i64, i64)>, Error>>()
            }).await.unwrap();
            assert!(kept.iter().all(|(_, halves)| *halves == 2), "half a closure was kept");
            let kept: BTreeSet<_> = kept.into_iter().map(|(id, _)| id).collect();
            let lost: Vec<_> = acknowledged.difference(&kept).collect();
            assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
            db.close().await;
        }
    }
}

/// Opens the place again. PostgreSQL may need a moment to notice that its clients are gone.
async fn reopen(place: &Place) -> Db {
    let db = place.open().expect("a killed owner leaves no lock behind");
    tokio::time::sleep(Duration::from_millis(300)).await;
    db
}

#[test]
fn a_folder_has_one_owner() {
    let place = Place::fresh(Kind::Sqlite);
    let db = place.open().unwrap();
    let second = place.open().err().expect("the second is refused");
    let words = second.to_string();
    assert!(matches!(second, Error::Locked { .. }));
    assert!(words.contains(&format!("process {}", std::process::id())), "{words}");
    drop(db);
    assert!(place.open().is_ok(), "dropping the last handle lets the folder go");
}
