//! A snapshot is one moment of all tables, taken beside the owner; what it hands over fills an empty database of either engine,
//! or nothing is there.

#![expect(clippy::unwrap_used, reason = "a test ends where its helpers fail")]

use std::sync::Arc;

use db::testing::{Kind, Place};
use db::{
    Applied, Copied, Db, Error, Fill, Migration, Query as _, Snapshot, Table, Value, params, statements,
};

const ALL: &[Migration] = &[
    Migration {
        name: "test/0001",
        sql: "CREATE TABLE parent (id TEXT PRIMARY KEY, up TEXT REFERENCES parent(id), real DOUBLE PRECISION, yes BOOLEAN, bytes BYTEA) /*by key*/;
              CREATE TABLE child (id BIGINT PRIMARY KEY, parent TEXT NOT NULL REFERENCES parent(id), at BIGINT NOT NULL);
              CREATE INDEX child_at ON child (at)",
    },
    Migration { name: "test/0002", sql: "CREATE TABLE first (id TEXT PRIMARY KEY); INSERT INTO first (id) VALUES ('made by the migration')" },
    Migration { name: "test/0003", sql: "ALTER TABLE first ADD COLUMN \"order\" BIGINT; CREATE UNIQUE INDEX first_order ON first (\"order\")" },
];

statements! {
    PARENT = "INSERT INTO parent (id, up, real, yes, bytes) VALUES ($1, $2, $3, $4, $5)";
    CHILD = "INSERT INTO child (id, parent, at) VALUES ($1, $2, $3)";
    CHILDREN = "SELECT COUNT(*) FROM child";
    PARENTS = "SELECT id, up, real, yes, bytes FROM parent ORDER BY id";
    FIRST = "SELECT id FROM first";
    FORGET = "DELETE FROM first";
}

fn parents() -> Vec<Vec<Value>> {
    let row = |id: &str, up: Option<&str>, real: Option<f64>, yes: Option<bool>, bytes: Option<Vec<u8>>| {
        params![id, up, real, yes, bytes].to_vec()
    };
    vec![
        row("bé", Some("mẹ"), Some(-0.5), Some(false), Some(vec![0, 255, 10])),
        row("mẹ", None, None, None, None),
        row("ông \"\\\n", Some("bé"), Some(1e300), Some(true), Some(vec![])),
    ]
}

async fn fill_it(db: &Db) {
    db.migrate(ALL).await.unwrap();
    db.write(|tx| {
        tx.exec(&FORGET, &[])?;
        let parents = parents();
        for at in [1, 0, 2] {
            tx.exec(&PARENT, &parents[at])?;
        }
        for id in 0..500_i64 {
            tx.exec(&CHILD, params![id, "mẹ", 1_000 - id])?;
        }
        Ok::<_, Error>(())
    })
    .await
    .unwrap();
}

type Dump = (Vec<Applied>, Vec<(Table, Vec<Copied>)>);

fn dump(place: &Place) -> Dump {
    let mut snapshot = Snapshot::open(&place.engine(), ALL).unwrap();
    taken(&mut snapshot)
}

fn taken(snapshot: &mut Snapshot) -> Dump {
    let mut out = Vec::new();
    for table in snapshot.tables().to_vec() {
        let mut parts = Vec::new();
        let keep = |part| {
            parts.push(part);
            Ok::<_, Error>(())
        };
        let count = snapshot.copy(&table, 1_000, keep).unwrap();
        assert_eq!(count, parts.iter().map(Copied::rows).sum::<u64>());
        out.push((table, parts));
    }
    (snapshot.applied().to_vec(), out)
}

fn load(place: &Place, (applied, tables): &Dump) -> Result<(), Error> {
    let mut fill = Fill::begin(&place.engine(), ALL, applied)?;
    for (table, parts) in tables {
        assert_eq!(fill.table(&table.name).as_ref(), Some(table));
        for part in parts {
            assert_eq!(fill.rows(table, part.bytes())?, part.rows());
        }
    }
    fill.build()?;
    fill.finish()
}

#[expect(clippy::disallowed_methods, reason = "a test has a runtime of its own")]
fn on_a_runtime(work: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
        .block_on(work);
}

fn copied(from: Kind, to: Kind) {
    on_a_runtime(async {
        let (one, other) = (Arc::new(Place::fresh(from)), Place::fresh(to));
        let db = one.open().unwrap();
        fill_it(&db).await;
        // The owner is at work; the copy is taken beside it, on a thread of its own.
        let here = Arc::clone(&one);
        let dump = tokio::task::spawn_blocking(move || dump(&here)).await.unwrap();
        db.close().await;
        assert!(
            dump.1.iter().any(|(table, parts)| table.name == "child" && parts.len() > 5),
            "in several parts"
        );
        let other = tokio::task::spawn_blocking(move || {
            load(&other, &dump).unwrap();
            other
        })
        .await
        .unwrap();
        let db = other.open().unwrap();
        assert_eq!(db.migrate(ALL).await.unwrap(), 0, "what had run has run");
        let (children, found, first) = db
            .read(|rx| {
                let children: i64 = rx.one(&CHILDREN, &[])?.get(0)?;
                Ok::<_, Error>((children, rx.all(&PARENTS, &[])?, rx.all(&FIRST, &[])?.len()))
            })
            .await
            .unwrap();
        assert_eq!((children, first), (500, 0), "what was deleted does not come back");
        let values = |row: &db::Row| {
            let (id, up, real): (String, Option<String>, Option<f64>) =
                (row.get(0).unwrap(), row.get(1).unwrap(), row.get(2).unwrap());
            let (yes, bytes): (Option<bool>, Option<Vec<u8>>) = (row.get(3).unwrap(), row.get(4).unwrap());
            params![id, up, real, yes, bytes].to_vec()
        };
        assert_eq!(found.iter().map(values).collect::<Vec<_>>(), parents());
        let orphan = db.write(|tx| tx.exec(&CHILD, params![900_i64, "nobody", 0_i64])).await;
        assert!(matches!(orphan, Err(Error::Constraint { .. })), "references hold again: {orphan:?}");
        db.close().await;
    });
}

#[test]
fn sqlite_into_sqlite() {
    copied(Kind::Sqlite, Kind::Sqlite);
}

#[test]
fn sqlite_into_postgres() {
    copied(Kind::Sqlite, Kind::Postgres);
}

#[test]
fn postgres_into_sqlite() {
    copied(Kind::Postgres, Kind::Sqlite);
}

#[test]
fn postgres_into_postgres() {
    copied(Kind::Postgres, Kind::Postgres);
}

fn one_moment(kind: Kind) {
    on_a_runtime(async {
        let place = Arc::new(Place::fresh(kind));
        let db = place.open().unwrap();
        fill_it(&db).await;
        let here = Arc::clone(&place);
        let mut snapshot =
            tokio::task::spawn_blocking(move || Snapshot::open(&here.engine(), ALL).unwrap()).await.unwrap();
        db.write(|tx| tx.exec(&CHILD, params![777_i64, "mẹ", 0_i64])).await.unwrap();
        let (tables, seen) = tokio::task::spawn_blocking(move || {
            let (_, tables) = taken(&mut snapshot);
            let seen: i64 = snapshot.read().one(&CHILDREN, &[]).unwrap().get(0).unwrap();
            drop(snapshot);
            (tables, seen)
        })
        .await
        .unwrap();
        let rows: u64 =
            tables.iter().filter(|it| it.0.name == "child").flat_map(|it| &it.1).map(Copied::rows).sum();
        assert_eq!((rows, seen), (500, 500), "what is written meanwhile is of another moment");
        let now: i64 = db.read(|rx| rx.one(&CHILDREN, &[])?.get(0).map_err(Error::from)).await.unwrap();
        assert_eq!(now, 501, "the owner was not kept from writing");
        db.close().await;
    });
}

#[test]
fn a_snapshot_is_of_one_moment_sqlite() {
    one_moment(Kind::Sqlite);
}

#[test]
fn a_snapshot_is_of_one_moment_postgres() {
    one_moment(Kind::Postgres);
}

fn refused(kind: Kind) {
    on_a_runtime(async {
        let (place, other) = (Arc::new(Place::fresh(kind)), Place::fresh(kind));
        let db = place.open().unwrap();
        fill_it(&db).await;
        db.close().await;
        tokio::task::spawn_blocking(move || {
            let whole = dump(&place);
            let occupied = load(&place, &whole);
            assert!(matches!(occupied, Err(Error::Occupied { .. })), "{occupied:?}");
            let newer = Snapshot::open(&place.engine(), &ALL[..2]).err();
            assert!(matches!(newer, Some(Error::Schema(_))), "{newer:?}");
            let newer = Fill::begin(&other.engine(), &ALL[..2], &whole.0).err();
            assert!(matches!(newer, Some(Error::Schema(_))), "{newer:?}");

            let mut orphans = whole.clone();
            orphans.1.retain(|(table, _)| table.name != "parent");
            let broken = load(&other, &orphans);
            assert!(broken.is_err(), "rows whose parents are missing");
        })
        .await
        .unwrap();
    });
}

#[test]
fn what_is_there_or_does_not_fit_is_refused_sqlite() {
    refused(Kind::Sqlite);
}

#[test]
fn what_is_there_or_does_not_fit_is_refused_postgres() {
    refused(Kind::Postgres);
}

/// On PostgreSQL nothing is left at all.
#[test]
fn a_filling_that_is_given_up_leaves_nothing() {
    let place = Place::fresh(Kind::Postgres);
    for _ in 0..2 {
        let fill = Fill::begin(&place.engine(), ALL, &[]);
        assert!(fill.is_ok(), "{:?}", fill.err());
    }
}

/// On SQLite the folder is refused until somebody removes it.
#[test]
fn a_filling_that_is_given_up_leaves_a_folder_that_says_so() {
    let place = Place::fresh(Kind::Sqlite);
    drop(Fill::begin(&place.engine(), ALL, &[]).unwrap());
    let refused = place.open().err();
    assert!(matches!(refused, Some(Error::Open { .. })), "{refused:?}");
}
