//! A full disk: what was acknowledged stays, what was refused left nothing, and once there is room again the
//! same process goes on. The disk is a small tmpfs; without the right to mount one the test says that it was skipped.

#![expect(clippy::unwrap_used, reason = "a test ends where its helpers fail")]

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use db::testing::{Kind, Place};
use db::{Config, Db, Engine, Error, Migration, Query as _, Statement, params};

db::statements! {
    ADD = "INSERT INTO thing (id, body) VALUES ($1, $2)";
    IDS = "SELECT id, CAST(LENGTH(body) AS BIGINT) FROM thing ORDER BY id";
}

const TABLE: &str = "CREATE TABLE thing (id BIGINT PRIMARY KEY, body BYTEA NOT NULL)";
const MIGRATIONS: &[Migration] = &[Migration { name: "test/0001_thing", sql: TABLE }];

/// A mounted tmpfs, unmounted with this value.
struct Disk(tempfile::TempDir);

impl Disk {
    fn mount(size: &str) -> Option<Self> {
        let disk = Self(tempfile::tempdir().unwrap());
        disk.run("mount", &["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"]).then_some(disk)
    }

    fn grow(&self, size: &str) {
        assert!(self.run("mount", &["-o", &format!("remount,size={size}")]), "the disk grows");
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn run(&self, program: &str, args: &[&str]) -> bool {
        Command::new(program).args(args).arg(self.path()).output().is_ok_and(|it| it.status.success())
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        self.run("umount", &["-l"]);
    }
}

/// Eight callers write until the disk is full; then room is made.
async fn fill(db: &Db, disk: &Disk) {
    let mut tasks = Vec::new();
    for writer in 0..8_i64 {
        let db = db.clone();
        tasks.push(tokio::spawn(async move {
            let mut kept = Vec::new();
            for i in 0..200 {
                let id = writer * 1000 + i;
                match db.write(move |tx| tx.exec(&ADD, params![id, vec![7_u8; 100_000]])).await {
                    Ok(_) => kept.push(id),
                    Err(error) => return (kept, Some(error)),
                }
            }
            (kept, None)
        }));
    }
    let (mut acknowledged, mut refused) = (Vec::new(), 0);
    for task in tasks {
        let (kept, error) = task.await.unwrap();
        acknowledged.extend(kept);
        if let Some(error) = error {
            assert!(matches!(error, Error::Statement { .. } | Error::Retry(_)), "{error:?}");
            refused += 1;
        }
    }
    assert_eq!(refused, 8, "every writer met the full disk");
    acknowledged.sort_unstable();
    assert!(!acknowledged.is_empty());
    assert_eq!(ids(db).await, acknowledged);
    disk.grow("64m");
    for id in 10_000..10_010_i64 {
        db.write(move |tx| tx.exec(&ADD, params![id, vec![7_u8; 100_000]])).await.unwrap();
        acknowledged.push(id);
    }
    assert_eq!(ids(db).await, acknowledged);
}

async fn ids(db: &Db) -> Vec<i64> {
    let rows = db.read(|rx| rx.all(&IDS, &[])).await.unwrap();
    assert!(rows.iter().all(|row| row.get::<i64>(1) == Ok(100_000)));
    rows.iter().map(|row| row.get(0).unwrap()).collect()
}

fn skipped(why: &str) {
    eprintln!("SKIPPED: {why}");
}

#[test]
fn sqlite() {
    let Some(disk) = Disk::mount("4m") else { return skipped("a tmpfs cannot be mounted here") };
    let disk = Arc::new(disk);
    let config = Config { threads: 2, ..Config::new(Engine::Sqlite(disk.path().join("data"))) };
    db::testing::run(Kind::Sqlite, async |_: Arc<Place>| {
        let db = Db::open(config.clone()).unwrap();
        db.migrate(MIGRATIONS).await.unwrap();
        fill(&db, &disk).await;
        let before = ids(&db).await;
        db.close().await;
        let db = Db::open(config.clone()).unwrap();
        assert_eq!(ids(&db).await, before);
        db.close().await;
    });
}

#[test]
fn postgres() {
    if !db::testing::Database::is_here() {
        return skipped("the cluster may be on another machine");
    }
    let Some(disk) = Disk::mount("4m") else { return skipped("a tmpfs cannot be mounted here") };
    if !disk.run("chown", &["postgres"]) {
        return skipped("the server's user cannot be given the disk");
    }
    db::testing::run(Kind::Postgres, async |db: Db| {
        let space = format!("small_{}", std::process::id());
        let create = statement(format!(
            "CREATE TABLE thing (id BIGINT PRIMARY KEY, body BYTEA NOT NULL) TABLESPACE {space}"
        ));
        let plain = statement("ALTER TABLE thing ALTER COLUMN body SET STORAGE EXTERNAL".to_owned());
        db::testing::Database::administer(&format!(
            "CREATE TABLESPACE {space} LOCATION '{}'",
            disk.path().display()
        ));
        db.write(move |tx| {
            tx.exec(create, &[])?;
            tx.exec(plain, &[])
        })
        .await
        .unwrap();
        fill(&db, &disk).await;
        let drop_table = statement("DROP TABLE thing".to_owned());
        db.write(move |tx| tx.exec(drop_table, &[])).await.unwrap();
        db::testing::Database::administer(&format!("DROP TABLESPACE {space}"));
    });
}

/// A statement made up by a test; it stays for as long as the process.
fn statement(sql: String) -> &'static Statement {
    Box::leak(Box::new(Statement::new("disk_full", sql.leak())))
}
