//! What `docs/sql.md` promises about the common dialect, each promise on both engines.

use db::testing::both_engines;
use db::{Db, Error, Migration, Query as _, Value, params};

db::statements! {
    ADD = "INSERT INTO thing (id, name, due, ok, size) VALUES ($1, $2, $3, $4, $5)";
    UPSERT = "INSERT INTO thing (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name RETURNING name";
    COPY = "INSERT INTO thing (id, name) SELECT id + 1, name FROM thing WHERE TRUE ON CONFLICT DO NOTHING";
    AFTER = "SELECT id FROM thing WHERE (due, id) > ($1, $2) ORDER BY due, id LIMIT $3";
    FILTER = "SELECT id FROM thing WHERE (CAST($1 AS TEXT) IS NULL OR name = $1) ORDER BY id";
    LIKE = "SELECT id FROM thing WHERE name LIKE $1 ORDER BY id";
    BY_NAME = "SELECT id FROM thing ORDER BY name NULLS LAST, id";
    TOTALS = "SELECT COUNT(*), CAST(SUM(id) AS BIGINT), SUM(size), MAX(name), CAST(COALESCE(SUM(due), 0) AS BIGINT) FROM thing";
    WINDOW = "WITH ranked AS (SELECT id, ROW_NUMBER() OVER (PARTITION BY ok ORDER BY id DESC) AS n FROM thing) SELECT id FROM ranked WHERE n = 1 ORDER BY id";
    TRUTH = "SELECT id FROM thing WHERE ok ORDER BY id";
    COMPARED = "SELECT due > $1, ok FROM thing WHERE id = $2";
    LOCK = "SELECT id FROM thing WHERE id = $1 /*lock*/";
    FREE = "SELECT id FROM thing ORDER BY id LIMIT 1 /*lock free*/";
    HOLD = "SELECT id FROM thing WHERE id = $1 /*hold*/";
    REUSED = "SELECT id FROM thing WHERE id = $2 AND due = $1 AND id = $2 -- $9";
    SUM_OF_BIGINT = "SELECT SUM(id) FROM thing";
}

const MIGRATIONS: &[Migration] = &[Migration {
    name: "test/0001_thing",
    sql:
        "CREATE TABLE thing (id BIGINT PRIMARY KEY, name TEXT, due BIGINT, ok BOOLEAN, size DOUBLE PRECISION);
          CREATE UNIQUE INDEX thing_open ON thing (name) WHERE ok",
}];

async fn filled(db: &Db) {
    db.migrate(MIGRATIONS).await.expect("migrates");
    let rows: Vec<_> = [
        (1, "Đặng", 30, true, 0.5),
        (2, "an", 10, false, 1.0),
        (3, "An", 10, true, 2.0),
        (4, "an", 20, false, 4.0),
    ]
    .map(|(id, name, due, ok, size)| params![id as i64, name, due as i64, ok, size].to_vec())
    .into();
    assert_eq!(db.write(move |tx| tx.batch(&ADD, &rows)).await.expect("filled"), 4);
}

async fn ids(db: &Db, statement: &'static db::Statement, params: &[Value]) -> Vec<i64> {
    let params = params.to_vec();
    let all = db.write(move |tx| tx.all(statement, &params)).await.expect(statement.name);
    all.iter().map(|row| row.get(0).expect("an identifier")).collect()
}

both_engines! {
    async fn queries_answer_alike(db: Db) {
        filled(&db).await;
        assert_eq!(ids(&db, &AFTER, params![10_i64, 2_i64, 2_i64]).await, [3, 4]);
        assert_eq!(ids(&db, &FILTER, params![None::<String>]).await, [1, 2, 3, 4]);
        assert_eq!(ids(&db, &FILTER, params!["an"]).await, [2, 4]);
        assert_eq!(ids(&db, &LIKE, params!["a%"]).await, [2, 4], "capitals differ");
        assert_eq!(ids(&db, &LIKE, params!["Đặ_g"]).await, [1]);
        assert_eq!(ids(&db, &BY_NAME, &[]).await, [3, 2, 4, 1], "by bytes");
        assert_eq!(ids(&db, &WINDOW, &[]).await, [3, 4]);
        assert_eq!(ids(&db, &TRUTH, &[]).await, [1, 3]);
        assert_eq!(ids(&db, &REUSED, params![10_i64, 3_i64]).await, [3]);
        let totals = db.read(|rx| rx.one(&TOTALS, &[])).await.unwrap();
        assert_eq!((totals.get(0), totals.get(1), totals.get(2)), (Ok(4_i64), Ok(10_i64), Ok(7.5_f64)));
        assert_eq!((totals.get(3), totals.get(4)), (Ok("Đặng".to_owned()), Ok(70_i64)));
        let compared = db.read(|rx| rx.one(&COMPARED, params![15_i64, 4_i64])).await.unwrap();
        assert_eq!((compared.get(0), compared.get(1)), (Ok(true), Ok(false)), "a truth is a truth on both");
    }

    async fn writes_act_alike(db: Db) {
        filled(&db).await;
        let name: String = db.write(|tx| Ok::<_, Error>(tx.one(&UPSERT, params![2_i64, "mới"])?.get(0)?)).await.unwrap();
        assert_eq!(name, "mới");
        assert_eq!(db.write(|tx| tx.exec(&UPSERT, params![2_i64, "an"])).await.unwrap(), 1, "RETURNING counts as changed");
        assert_eq!(db.write(|tx| tx.exec(&COPY, &[])).await.unwrap(), 1, "only number 5 is new");
        let twice = db.write(|tx| tx.exec(&ADD, params![9_i64, "An", 0_i64, true, 0.0])).await;
        assert!(twice.unwrap_err().is_duplicate(), "a partial index holds");
        assert_eq!(db.write(|tx| tx.batch(&ADD, &[])).await.unwrap(), 0);
        let rows: Vec<_> = (100..1100_i64).map(|id| params![id, None::<String>, id, false, 1.0].to_vec()).collect();
        assert_eq!(db.write(move |tx| tx.batch(&ADD, &rows)).await.unwrap(), 1000);
        let broken: Vec<_> = [2000_i64, 2001, 2000, 2002].map(|id| params![id, None::<String>, id, false, 1.0].to_vec()).into();
        assert!(db.write(move |tx| tx.batch(&ADD, &broken)).await.unwrap_err().is_duplicate());
        assert_eq!(ids(&db, &AFTER, params![1999_i64, 0_i64, 9_i64]).await, [0_i64; 0], "a batch is kept whole or not at all");
    }

    async fn markers_are_taken(db: Db) {
        filled(&db).await;
        assert_eq!(ids(&db, &LOCK, params![3_i64]).await, [3]);
        assert_eq!(ids(&db, &FREE, &[]).await, [1]);
        assert_eq!(ids(&db, &HOLD, params![2_i64]).await, [2]);
    }
}

#[test]
fn what_postgresql_makes_numeric_is_refused_in_words() {
    db::testing::run(db::testing::Kind::Postgres, async |db: Db| {
        filled(&db).await;
        let error = db.read(|rx| rx.one(&SUM_OF_BIGINT, &[])).await.unwrap_err();
        assert!(format!("{error:?}").contains("CAST(… AS BIGINT)"), "{error:?}");
    });
}
