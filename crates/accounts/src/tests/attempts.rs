//! Counted tries, sessions and what is swept, in the database.

use base::{Ctx, Instant, Rng};
use db::Db;
use db::testing::both_engines;
use jiff::civil::date;

use crate::actions::{SignIn, begin_sign_in};
use crate::{Email, Error, Hashing, Identity, Password, SignUp};

async fn ready(db: &Db) {
    let organisation = organisation::module().migrations;
    let all = [ledger::MIGRATIONS, organisation, crate::store::MIGRATIONS].concat();
    db.migrate(&all).await.unwrap();
}

fn at(seconds: i64) -> Instant {
    Instant::from_local(date(2026, 11, 18).at(9, 0, 0, 0)).plus_seconds(seconds)
}

fn ctx(seconds: i64) -> Ctx {
    Ctx::system("test", at(seconds), &Rng::system())
}

async fn try_in(db: &Db, login: &str, address: &str, seconds: i64) -> Result<bool, Error> {
    let input = SignIn { login: login.to_owned(), address: address.to_owned() };
    let begun = db.write(move |tx| begin_sign_in(tx, &ctx(seconds), &input)).await?;
    Ok(begun.is_some())
}

fn newcomer(login: &str) -> SignUp {
    SignUp {
        name: "Hà Thị Mai".parse().unwrap(),
        login: login.parse().unwrap(),
        identity: Identity::read("citizen", "025190001234").unwrap(),
        email: None,
        phone: None,
        hash: Hashing::CHEAP.hash(&Password::typed("con mèo nhà bác"), &Rng::system()).unwrap(),
    }
}

both_engines! {
    async fn an_address_has_a_hundred_tries_whatever_the_logins(db: Db) {
        ready(&db).await;
        for n in 0..100 {
            assert!(!try_in(&db, &format!("ai-do-{n}"), "203.0.113.9", 0).await.unwrap());
        }
        let blocked = try_in(&db, "ai-khac", "203.0.113.9", 1).await;
        assert!(matches!(blocked, Err(Error::TooMany { until }) if until == at(30)), "{blocked:?}");
        assert!(try_in(&db, "ai-khac", "203.0.113.10", 1).await.is_ok(), "another address is heard");
        assert!(try_in(&db, "ai-khac", "203.0.113.9", 30).await.is_ok(), "the refused try did not count for the login");
    }

    async fn a_login_is_one_key_however_it_is_typed(db: Db) {
        ready(&db).await;
        for typed in ["0912345678", "+84 912 345 678", "0912.345.678", "0912-345-678", " 0912345678 "] {
            try_in(&db, typed, "203.0.113.1", 0).await.unwrap();
        }
        let blocked = try_in(&db, "0912 345678", "203.0.113.2", 0).await;
        assert!(matches!(blocked, Err(Error::TooMany { .. })), "{blocked:?}");
    }

    async fn what_is_forgotten_is_swept_by_the_system_only(db: Db) {
        ready(&db).await;
        try_in(&db, "cu", "203.0.113.1", 0).await.unwrap();
        try_in(&db, "moi", "203.0.113.2", 24 * 3600 - 1).await.unwrap();
        let gone = db.write(|tx| crate::sweep(tx, &ctx(24 * 3600), 100)).await.unwrap();
        assert_eq!(gone, 2, "the login and the address of the old try");
        let person = db.write(|tx| crate::sweep(tx, &Ctx { actor: base::Actor::Nobody, ..ctx(0) }, 100)).await;
        assert!(matches!(person, Err(Error::Denied(_))), "{person:?}");
    }

    async fn a_login_belongs_to_one_of_sixteen_who_want_it(db: Db) {
        ready(&db).await;
        let tries: Vec<_> = (0..16).map(|_| {
            let db = db.clone();
            tokio::spawn(async move { db.write(|tx| crate::sign_up(tx, &ctx(0), &newcomer("lan.nguyen"))).await.is_ok() })
        }).collect();
        let mut won = 0;
        for one in tries {
            won += usize::from(one.await.unwrap());
        }
        assert_eq!(won, 1);
    }

    async fn a_form_sent_twice_opens_one_account_and_its_event_names_nobody(db: Db) {
        ready(&db).await;
        let ctx = ctx(0);
        let act = move |tx: &mut db::Tx| crate::sign_up(tx, &ctx, &newcomer("mai@gmail.com"));
        let first = db.write(act.clone()).await.unwrap();
        assert_eq!(db.write(act).await.unwrap(), first, "another salt makes no other request");
        db.read(move |rx| {
            let account = crate::account(rx, first)?.unwrap();
            assert_eq!(account.email.as_ref().map(Email::as_str), Some("mai@gmail.com"));
            assert_eq!(account.identity.number(), Some("025190001234"));
            let events = ledger::history(rx, &crate::Holder::Citizen(first).stream()).unwrap();
            let told: String = events.iter().filter_map(|it| it.payload.clone()).collect();
            assert_eq!(events.len(), 1);
            for secret in ["025190001234", "mai@gmail.com", "Mai", "argon2"] {
                assert!(!told.contains(secret), "{told}");
            }
            Ok::<_, Error>(())
        }).await.unwrap();
    }

    async fn the_demonstration_opens_its_accounts_once(db: Db) {
        ready(&db).await;
        db.write(|tx| organisation::import(tx, &ctx(0), organisation::DEMO)).await.unwrap();
        let first = crate::demo::seed(&db, &ctx(0), "mat khau", Hashing::CHEAP).await.unwrap();
        let again = crate::demo::seed(&db, &ctx(1), "mat khau khac", Hashing::CHEAP).await.unwrap();
        assert_eq!(first, again);
        for role in base::Role::ALL {
            assert!(first.iter().any(|it| it.roles.contains(&role)), "{role:?}");
        }
        assert!(first.iter().any(|it| it.roles.is_empty()), "a citizen");
    }
}
