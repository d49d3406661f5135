//! What somebody acts under is withdrawn while they act: what was committed was committed before, what comes after is refused.

use base::id::{Uuid, WarrantId};
use base::{Actor, Ctx, Rng, Warrant};
use db::Db;
use ledger::Error;

use crate::common::{START, Written, ctx, migrate, page};

fn under(rng: &Rng, id: WarrantId) -> Ctx {
    let mut ctx = ctx(rng, START);
    if let Actor::Staff(staff) = &mut ctx.actor {
        staff.warrant = Some(Warrant { id, scopes: [].into() });
    }
    ctx
}

async fn append(db: Db, ctx: Ctx, index: u128) -> Result<i64, Error> {
    let event = Written { text: "under a warrant".to_owned() };
    db.write(move |tx| ledger::append(tx, &ctx, &page(index), None, ctx.now, &event)).await
}

async fn count(db: &Db) -> usize {
    let mut count = 0;
    for index in 0..64 {
        count += db.read(move |rx| ledger::history(rx, &page(index))).await.expect("the history").len();
    }
    count
}

db::testing::both_engines! {
    async fn nothing_is_committed_after_the_withdrawal_was_answered(db: Db) {
        migrate(&db).await;
        let (rng, id) = (Rng::seeded(3), WarrantId::from_uuid(Uuid::from_u128(9)));
        db.write(move |tx| ledger::grant_warrant(tx, id)).await.expect("it is granted");
        let acts: Vec<_> = (0..64).map(|index| tokio::spawn(append(db.clone(), under(&rng, id), index))).collect();
        tokio::task::yield_now().await;
        db.write(move |tx| ledger::withdraw_warrant(tx, id)).await.expect("it is withdrawn");
        let before = count(&db).await;
        let mut done = 0;
        for act in acts {
            match act.await.expect("the act ends") {
                Ok(_) => done += 1,
                Err(Error::Withdrawn) => {}
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!((count(&db).await, done), (before, before));
        assert!(matches!(append(db.clone(), under(&rng, id), 70).await, Err(Error::Withdrawn)));
    }

    async fn an_answer_given_before_is_not_given_again_without_the_warrant(db: Db) {
        migrate(&db).await;
        let (rng, id) = (Rng::seeded(4), WarrantId::from_uuid(Uuid::from_u128(9)));
        db.write(move |tx| ledger::grant_warrant(tx, id)).await.expect("it is granted");
        let ctx = under(&rng, id);
        let once = move |tx: &mut db::Tx| ledger::once(tx, &ctx, "test.act", &1, |_| Ok::<_, Error>(7));
        assert_eq!(db.write(once.clone()).await.expect("done"), 7);
        assert_eq!(db.write(once.clone()).await.expect("the first answer"), 7);
        db.write(ledger::withdraw_all_warrants).await.expect("all are withdrawn");
        assert!(matches!(db.write(once).await, Err(Error::Withdrawn)));
    }
}
