//! The bundle: verified without a database, and a change of any line is seen.

use base::Rng;
use db::Db;
use ledger::{Finding, Report, Scope, Signer, Trust, Wrong};

use crate::common::{START, ctx, migrate, page, write};

async fn bundle(db: &Db, scope: Scope) -> Vec<String> {
    migrate(db).await;
    let (rng, key) = (Rng::seeded(1), ed25519_dalek::SigningKey::from_bytes(&[3; 32]));
    let public = key.verifying_key().to_bytes();
    let signer = Signer::new(public, move |it| ed25519_dalek::Signer::sign(&key, it).to_bytes());
    for index in [1, 2, 1, 3, 1, 2] {
        write(db, &ctx(&rng, START), &page(index), &format!("trang {index}")).await;
        ledger::place_all(db).await.expect("placed");
        if index == 3 {
            ledger::sign_root(db, &signer, START, None).await.expect("signed");
        }
    }
    ledger::sign_root(db, &signer, START, None).await.expect("signed");
    let mut out = Vec::new();
    ledger::export(db, &scope, &mut out).await.expect("exported");
    String::from_utf8(out).expect("text").lines().map(str::to_owned).collect()
}

fn verify(lines: &[String]) -> Report {
    ledger::verify_bundle(lines.join("\n").as_bytes(), &Trust::default()).expect("read")
}

fn event(index: u128, number: i64, what: Wrong) -> Finding {
    Finding::Event { stream: page(index).to_string(), number, what }
}

db::testing::both_engines! {
    /// A whole bundle verifies; each kind of tampering is seen.
    async fn a_bundle_verifies_offline(db: db::Db) {
        let lines = bundle(&db, Scope::All).await;
        assert_eq!(lines.len(), 1 + 6 + 2);
        let report = verify(&lines);
        assert!(report.is_clean(), "{report:?}");
        assert_eq!((report.events, report.streams, report.signatures, report.signed_to), (6, 3, 2, 6));

        let changed: Vec<_> = lines.iter().map(|it| it.replace("trang 3", "trang 4")).collect();
        assert_eq!(verify(&changed).findings, [event(3, 1, Wrong::PayloadChanged)]);
        let mut removed = lines.clone();
        removed.remove(2);
        let found = verify(&removed).findings;
        assert!(found.contains(&Finding::PositionMissing { position: 2 }), "{found:?}");
        assert!(found.contains(&event(2, 1, Wrong::Missing)), "{found:?}");
        let mut exchanged = lines.clone();
        exchanged.swap(2, 3);
        assert!(!verify(&exchanged).is_clean());
        let mut forged = lines.clone();
        forged[5] = lines[5].replace("\"signed_at\":1", "\"signed_at\":2");
        assert!(matches!(verify(&forged).findings[..], [Finding::Signature { position: 4, .. }]), "{}", forged[5]);
        let cut = verify(&lines[..6]).findings;
        assert_eq!(cut, [Finding::PositionMissing { position: 5 }, Finding::PositionMissing { position: 6 }]);
        let garbage = verify(&[lines[0].clone(), "rác".to_owned()]).findings;
        assert!(garbage.contains(&Finding::Unreadable { line: 2 }), "{garbage:?}");
    }

    /// The bundle of one stream tells nothing of the others and still reaches the signed root.
    async fn a_bundle_of_one_stream_keeps_the_others_secret(db: db::Db) {
        let lines = bundle(&db, Scope::Stream(page(1))).await;
        let text = lines.join("\n");
        assert!(text.contains("trang 1") && !text.contains("trang 2") && !text.contains(page(2).as_str()));
        let report = verify(&lines);
        assert!(report.is_clean(), "{report:?}");
        assert_eq!((report.events, report.streams, report.placed, report.signed_to), (3, 1, 6, 6));
    }
}

/// One letter or digit changed to another, anywhere in a bundle, is seen.
#[test]
fn no_letter_of_a_bundle_can_be_changed() {
    use proptest::prelude::{Just, Strategy as _, prop_assert, proptest};

    let lines = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let out = lines.clone();
    db::testing::run(db::testing::Kind::Sqlite, |db| async move {
        *out.lock().expect("nobody panicked") = bundle(&db, Scope::All).await;
    });
    let text = lines.lock().expect("nobody panicked").join("\n");
    let places: Vec<_> =
        text.char_indices().filter(|(_, it)| it.is_ascii_alphanumeric()).map(|(at, _)| at).collect();
    let change = (proptest::sample::select(places), "[0-9a-f]");
    let change = (Just(text), change)
        .prop_filter("a change", |(text, (at, to))| !text[*at..].starts_with(to.as_str()));
    proptest!(|((text, (at, to)) in change)| {
        let mut changed = text.clone();
        changed.replace_range(at..=at, &to);
        let report = ledger::verify_bundle(changed.as_bytes(), &Trust::default()).expect("read");
        prop_assert!(!report.is_clean(), "{}", &changed[at.saturating_sub(20)..]);
    });
}
