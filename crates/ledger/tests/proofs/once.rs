//! A request repeated is done once.

use base::{Ctx, Fault, Kind, Rng};
use db::Db;
use ledger::Error;

use crate::common::{START, Written, ctx, migrate, page};

async fn act(db: &Db, ctx: &Ctx, act: &'static str, text: &str) -> Result<i64, Error> {
    let (ctx, input) = (ctx.clone(), text.to_owned());
    db.write(move |tx| {
        ledger::once(tx, &ctx, act, &input, |tx| {
            let event = Written { text: input.clone() };
            ledger::append(tx, &ctx, &page(1), None, ctx.now, &event)
        })
    })
    .await
}

db::testing::both_engines! {
    /// A repeat gets the first answer and does nothing; another request is another act.
    async fn a_repeat_gets_the_first_answer(db: db::Db) {
        migrate(&db).await;
        let (first, other) = (ctx(&Rng::seeded(1), START), ctx(&Rng::seeded(2), START));
        assert_eq!(act(&db, &first, "page.write", "a").await.expect("done"), 1);
        assert_eq!(act(&db, &first, "page.write", "a").await.expect("answered"), 1);
        assert_eq!(act(&db, &other, "page.write", "a").await.expect("done"), 2);
        let history = db.read(|rx| ledger::history(rx, &page(1))).await.expect("a history");
        assert_eq!(history.len(), 2);
    }

    /// The same request id with another input, act or actor is refused, courteously.
    async fn a_reused_request_is_refused(db: db::Db) {
        migrate(&db).await;
        let ctx = ctx(&Rng::seeded(1), START);
        act(&db, &ctx, "page.write", "a").await.expect("done");
        let somebody_else = Ctx { actor: base::Actor::Nobody, ..ctx.clone() };
        for refused in [
            act(&db, &ctx, "page.write", "b").await,
            act(&db, &ctx, "page.tear", "a").await,
            act(&db, &somebody_else, "page.write", "a").await,
        ] {
            let error = refused.expect_err("refused");
            assert_eq!((error.kind(), error.code()), (Kind::Conflict, "ledger.reused"));
            assert!(error.sentence().contains("ông, bà"), "{}", error.sentence());
        }
    }

    /// A refusal is not an answer: the repeat tries again.
    async fn a_refusal_is_not_kept(db: db::Db) {
        migrate(&db).await;
        let ctx = ctx(&Rng::seeded(1), START);
        let failing = ctx.clone();
        let refused: Result<i64, Error> = db
            .write(move |tx| ledger::once(tx, &failing, "page.write", &"a", |_| Err(Error::Missing("page"))))
            .await;
        assert!(refused.is_err());
        assert_eq!(act(&db, &ctx, "page.write", "a").await.expect("done"), 1);
    }

    /// Sixteen repeats at the same moment: one act, sixteen times the same answer.
    async fn sixteen_repeats_at_once_are_one_act(db: db::Db) {
        migrate(&db).await;
        let ctx = ctx(&Rng::seeded(1), START);
        let all = (0..16).map(|_| {
            let (db, ctx) = (db.clone(), ctx.clone());
            tokio::spawn(async move { act(&db, &ctx, "page.write", "a").await.expect("answered") })
        });
        for task in all.collect::<Vec<_>>() {
            assert_eq!(task.await.expect("no panic"), 1);
        }
        let history = db.read(|rx| ledger::history(rx, &page(1))).await.expect("a history");
        assert_eq!(history.len(), 1);
    }
}
