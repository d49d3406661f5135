//! Appending, reading back, erasing.

use base::Rng;
use base::id::{UnitId, Uuid};
use ledger::Error;

use crate::common::{START, Torn, Written, ctx, migrate, page, write};

db::testing::both_engines! {
    /// What was appended reads back, numbered from 1, with all that was said.
    async fn an_event_reads_back(db: db::Db) {
        migrate(&db).await;
        let ctx = ctx(&Rng::seeded(1), START);
        assert_eq!(write(&db, &ctx, &page(1), "một").await, 1);
        let (again, unit) = (ctx.clone(), UnitId::from_uuid(Uuid::from_u128(9)));
        let number = db
            .write(move |tx| {
                ledger::open(tx, &[page(2), page(1), page(2)])?;
                ledger::append(tx, &again, &page(1), Some(unit), START.plus_seconds(-60), &Torn {})
            })
            .await;
        assert_eq!(number.map_err(|it: Error| it.to_string()), Ok(2));
        let history = db.read(|rx| ledger::history(rx, &page(1))).await.expect("a history");
        assert_eq!(history.len(), 2);
        let written: Option<Written> = history[0].read().expect("it parses");
        assert_eq!(written, Some(Written { text: "một".to_owned() }));
        assert_eq!(history[1].read::<Written>().expect("it parses"), None);
        assert_eq!((history[1].unit, history[1].occurred_at), (Some(unit), START.plus_seconds(-60)));
        assert_eq!(history[1].actor, "staff/00000000-0000-0000-0000-000000000001");
        assert_eq!((history[0].position, history[1].recorded_at), (None, START));
        let rest = db.read(|rx| ledger::history_page(rx, &page(1), 1, 10)).await.expect("a page");
        assert_eq!(rest.len(), 1);
    }

    /// Time never goes back within a stream, whatever a node's clock says.
    async fn time_never_goes_back_within_a_stream(db: db::Db) {
        migrate(&db).await;
        let rng = Rng::seeded(1);
        write(&db, &ctx(&rng, START), &page(1), "a").await;
        write(&db, &ctx(&rng, START.plus_seconds(-5)), &page(1), "b").await;
        write(&db, &ctx(&rng, START.plus_seconds(5)), &page(1), "c").await;
        let history = db.read(|rx| ledger::history(rx, &page(1))).await.expect("a history");
        let times: Vec<_> = history.iter().map(|it| it.recorded_at).collect();
        assert_eq!(times, [START, START, START.plus_seconds(5)]);
    }

    /// An erased payload is gone, its ground is on record, and there is nothing to erase twice.
    async fn a_payload_is_erased_once(db: db::Db) {
        migrate(&db).await;
        let ctx = ctx(&Rng::seeded(1), START);
        write(&db, &ctx, &page(1), "tên của một người").await;
        let first = ctx.clone();
        db.write(move |tx| ledger::erase(tx, &first, &page(1), 1, "Điều 16 Luật 91/2025/QH15")).await.expect("erased");
        let history = db.read(|rx| ledger::history(rx, &page(1))).await.expect("a history");
        assert_eq!((history[0].payload.clone(), history[1].kind.as_str()), (None, "ledger.payload-erased.1"));
        assert_eq!(history[0].read::<Written>().expect("gone is no error"), None);
        let again = db.write(move |tx| ledger::erase(tx, &ctx, &page(1), 1, "lần hai")).await;
        assert!(matches!(again, Err(Error::Missing(_))), "{again:?}");
    }

    /// Sixteen acts on one stream follow one another: sixteen numbers, one chain.
    async fn sixteen_acts_on_one_stream_follow_one_another(db: db::Db) {
        migrate(&db).await;
        let rng = Rng::seeded(1);
        let all = (0..16).map(|index| {
            let (db, ctx) = (db.clone(), ctx(&rng, START));
            tokio::spawn(async move { write(&db, &ctx, &page(1), &index.to_string()).await })
        });
        let mut numbers = Vec::new();
        for task in all.collect::<Vec<_>>() {
            numbers.push(task.await.expect("no panic"));
        }
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=16).collect::<Vec<_>>());
    }
}
