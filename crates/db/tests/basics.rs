//! The plain uses: write, read, refuse, and the same values back on both engines.

use db::testing::both_engines;
use db::{Db, Error, Migration, Query as _, params};

db::statements! {
    ADD = "INSERT INTO thing (id, name, ok, size, body) VALUES ($1, $2, $3, $4, $5)";
    ALL = "SELECT id, name, ok, size, body FROM thing ORDER BY id";
    RENAME = "UPDATE thing SET name = $2 WHERE id = $1 RETURNING name";
    COUNT = "SELECT COUNT(*) FROM thing";
}

const MIGRATIONS: &[Migration] = &[Migration {
    name: "test/0001_thing",
    sql:
        "CREATE TABLE thing (id BIGINT PRIMARY KEY, name TEXT, ok BOOLEAN, size DOUBLE PRECISION, body BYTEA);
          CREATE INDEX thing_by_size ON thing (size); -- done",
}];

type Thing = (i64, Option<String>, Option<bool>, Option<f64>, Option<Vec<u8>>);

fn things() -> Vec<Thing> {
    vec![
        (i64::MIN, None, None, None, None),
        (0, Some(String::new()), Some(false), Some(0.0), Some(Vec::new())),
        (
            1,
            Some("Đặng Thị Ngọc Ánh 🏛 'quoted' $1".to_owned()),
            Some(true),
            Some(-1.5e300),
            Some(vec![0, 255, 1]),
        ),
        (i64::MAX, Some("x".repeat(300_000)), Some(true), Some(3.0), Some(vec![7; 1_000_000])),
    ]
}

both_engines! {
    async fn values_come_back_as_they_went(db: Db) {
        assert_eq!(db.migrate(MIGRATIONS).await.unwrap(), 1);
        db.write(|tx| {
            for (id, name, ok, size, body) in things() {
                assert_eq!(tx.exec(&ADD, params![id, name, ok, size, body])?, 1);
            }
            Ok::<_, Error>(())
        }).await.unwrap();
        let seen = db.read(|rx| {
            let row = |row: db::Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?));
            rx.all(&ALL, &[])?.into_iter().map(row).collect::<Result<Vec<Thing>, Error>>()
        }).await.unwrap();
        assert_eq!(seen, things());
    }

    async fn a_long_load_writes_the_same(db: Db) {
        db.migrate(MIGRATIONS).await.unwrap();
        let mut all = things();
        all.extend((2..200).map(|id| (id, Some(format!("vật {id}")), Some(id % 2 == 0), Some(0.5), Some(vec![7]))));
        let mut rows = db::Rows::default();
        for (id, name, ok, size, body) in &all {
            rows.row().int(*id).add(name).add(ok).add(size).add(body);
        }
        let count = all.len() as u64;
        assert_eq!(db.write(move |tx| tx.load(&ADD, &rows)).await.unwrap(), count);
        let mut seen = db.read(|rx| {
            let row = |row: db::Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?));
            rx.all(&ALL, &[])?.into_iter().map(row).collect::<Result<Vec<Thing>, Error>>()
        }).await.unwrap();
        seen.sort_by_key(|thing| thing.0);
        all.sort_by_key(|thing| thing.0);
        assert!(seen == all);

        let mut broken = db::Rows::default();
        broken.row().int(500).str("a").add(&true).add(&1.0).bytes(&[]);
        broken.row().int(501).str("b");
        let refused = db.write(move |tx| tx.load(&ADD, &broken)).await;
        assert!(format!("{refused:?}").contains("number of values"), "{refused:?}");
        let mut zero = db::Rows::default();
        zero.row().int(500).str("a\0").add(&true).add(&1.0).bytes(&[]);
        let refused = db.write(move |tx| tx.load(&ADD, &zero)).await;
        assert!(matches!(refused, Err(Error::Param { parameter: 2, .. })), "{refused:?}");
    }

    async fn what_a_refused_load_wrote_is_undone(db: Db) {
        db.migrate(MIGRATIONS).await.unwrap();
        let mut rows = db::Rows::default();
        for id in (0..100_i64).chain([70]) {
            rows.row().int(id).str("a").add(&true).add(&1.0).bytes(&[]);
        }
        let count = db.write(move |tx| {
            let refused = tx.attempt(|tx| tx.load(&ADD, &rows));
            assert!(matches!(refused, Err(Error::Constraint { .. })), "{refused:?}");
            Ok::<i64, Error>(tx.one(&COUNT, &[])?.get(0)?)
        }).await.unwrap();
        assert_eq!(count, 0);
    }

    async fn an_error_rolls_back_and_the_next_write_goes_on(db: Db) {
        db.migrate(MIGRATIONS).await.unwrap();
        let refused = db.write(|tx| {
            tx.exec(&ADD, params![1_i64, "a", true, 1.0, vec![1_u8]])?;
            Err::<(), _>(Error::NoRow("refused"))
        }).await;
        assert!(matches!(refused, Err(Error::NoRow("refused"))));
        let name: String = db.write(|tx| {
            tx.exec(&ADD, params![2_i64, "b", true, 1.0, None::<Vec<u8>>])?;
            Ok::<_, Error>(tx.one(&RENAME, params![2_i64, "c"])?.get(0)?)
        }).await.unwrap();
        assert_eq!(name, "c");
        let count: i64 = db.read(|rx| Ok::<_, Error>(rx.one(&COUNT, &[])?.get(0)?)).await.unwrap();
        assert_eq!(count, 1);
    }

    async fn every_statement_is_prepared(db: Db) {
        static ALL_OF_THEM: &[&[&db::Statement]] = &[STATEMENTS];
        db.migrate(MIGRATIONS).await.unwrap();
        assert!(db.prepare_all(ALL_OF_THEM).await.unwrap().is_empty());
    }
}
