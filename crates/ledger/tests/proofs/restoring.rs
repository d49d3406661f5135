//! Dump and restore: the copy verifies, and the order goes on where it stood.

use std::path::Path;
use std::process::{Command, Stdio};

use base::Rng;
use db::testing::{Kind, Place};
use db::{Db, Engine};
use ledger::Trust;

use crate::common::{START, assert_in_order, ctx, migrate, page, placed, write};

#[test]
fn a_copied_folder_goes_on() {
    let (from, to) = (Place::fresh(Kind::Sqlite), Place::fresh(Kind::Sqlite));
    let (Engine::Sqlite(source), Engine::Sqlite(target)) = (from.engine(), to.engine()) else {
        panic!("two folders")
    };
    assert_eq!(goes_on(&from, &to, || copy(&source, &target)), 7);
}

#[test]
fn a_dumped_database_goes_on() {
    let (from, to) = (Place::fresh(Kind::Postgres), Place::fresh(Kind::Postgres));
    let (Engine::Postgres(source), Engine::Postgres(target)) = (from.engine(), to.engine()) else {
        panic!("two addresses")
    };
    assert_eq!(goes_on(&from, &to, || dump(&source, &target)), 7);
}

/// Writes in one place, moves, and goes on in the other; how many events stand there in the end.
#[expect(clippy::disallowed_methods, reason = "a test has a runtime of its own")]
fn goes_on(from: &Place, to: &Place, restore: impl FnOnce()) -> usize {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let ctx = ctx(&Rng::seeded(1), START);
    runtime.block_on(async {
        let db = from.open().expect("opens");
        migrate(&db).await;
        for index in [1, 2, 1, 1] {
            write(&db, &ctx, &page(index), "trước").await;
        }
        ledger::place_all(&db).await.expect("placed");
        write(&db, &ctx, &page(2), "chưa xếp").await;
        db.close().await;
    });
    restore();
    runtime.block_on(async {
        let db = to.open().expect("opens");
        migrate(&db).await;
        assert_clean(&db, 1).await;
        for index in [1, 3] {
            write(&db, &ctx, &page(index), "sau").await;
        }
        ledger::place_all(&db).await.expect("placed");
        assert_clean(&db, 0).await;
        let order = placed(&db).await;
        assert_in_order(&order);
        db.close().await;
        order.len()
    })
}

async fn assert_clean(db: &Db, pending: u64) {
    let report = ledger::verify(db, &Trust::default()).await.expect("verified");
    assert!(report.is_clean() && report.pending == pending, "{report:?}");
}

fn copy(source: &Path, target: &Path) {
    for file in std::fs::read_dir(source).expect("a folder") {
        let file = file.expect("a file");
        if file.file_name() != "motcua.lock" {
            std::fs::copy(file.path(), target.join(file.file_name())).expect("a copy");
        }
    }
}

fn dump(source: &str, target: &str) {
    let dump = Command::new("pg_dump").arg(source).stdout(Stdio::piped()).spawn();
    let mut dump = dump.expect("pg_dump comes with PostgreSQL");
    let restored = Command::new("psql")
        .args(["--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null", target])
        .stdin(dump.stdout.take().expect("its output"))
        .status();
    assert!(restored.expect("psql comes with PostgreSQL").success());
    assert!(dump.wait().expect("it ends").success());
}
