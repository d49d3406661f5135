//! What `verify` sees: nothing where nothing is wrong, and every kind of tampering with its exact place.

use base::{Instant, Rng};
use db::{Db, Query as _, Statement, Value, params};
use ledger::hash::{self, Header};
use ledger::{Finding, Report, Signer, Trust, Wrong};

use crate::common::{START, ctx, migrate, page, write};

db::statements! {
    /// Another payload.
    PAYLOAD = "UPDATE ledger_event SET payload = '{\"text\":\"giả\"}' WHERE stream = $1 AND number = $2";
    /// Another actor.
    ACTOR = "UPDATE ledger_event SET actor = 'nobody' WHERE stream = $1 AND number = $2";
    /// Another time.
    TIME = "UPDATE ledger_event SET occurred_at = occurred_at - 1 WHERE stream = $1 AND number = $2";
    /// The payload taken away without a word.
    SILENCE = "UPDATE ledger_event SET payload = NULL, salt = NULL WHERE stream = $1 AND number = $2";
    /// An event taken away.
    REMOVE = "DELETE FROM ledger_event WHERE stream = $1 AND number = $2";
    /// A place taken away.
    UNPLACE = "DELETE FROM ledger_placed WHERE stream = $1 AND number = $2";
    /// Another number.
    RENUMBER = "UPDATE ledger_event SET number = $3 WHERE stream = $1 AND number = $2";
    /// Another position.
    MOVE = "UPDATE ledger_placed SET position = $2 WHERE position = $1";
    /// Another root.
    ROOT = "UPDATE ledger_placed SET root = $2 WHERE position = $1";
    /// Another end.
    END = "UPDATE ledger_order SET position = $1, root = (SELECT root FROM ledger_placed WHERE position = $1)";
    /// Another head.
    HEAD = "UPDATE ledger_stream SET number = $2 WHERE stream = $1";
    /// Another signature.
    SIGNATURE = "UPDATE ledger_signature SET signed_at = signed_at + 1 WHERE position = $1";
    /// An event put in past the ledger.
    INSERT = "INSERT INTO ledger_event (stream, number, kind, occurred_at, recorded_at, actor, unit, payload, salt, \
              payload_hash, previous, hash) SELECT stream, $2, kind, occurred_at, recorded_at, actor, unit, payload, salt, \
              payload_hash, hash, $3 FROM ledger_event WHERE stream = $1 AND number = $4";
    /// The last event of a stream.
    LAST = "SELECT hash, payload_hash FROM ledger_event WHERE stream = $1 ORDER BY number DESC LIMIT 1";
    /// A payload and its hashes rewritten.
    REWRITE = "UPDATE ledger_event SET payload = $3, payload_hash = $4, hash = $5 WHERE stream = $1 AND number = $2";
}

fn signer() -> Signer {
    let key = ed25519_dalek::SigningKey::from_bytes(&[3; 32]);
    let public = key.verifying_key().to_bytes();
    Signer::new(public, move |it| ed25519_dalek::Signer::sign(&key, it).to_bytes())
}

/// Page 1 with three events at positions 1, 3 and 4, page 2 with two at 2 and 5; the root at 5 is signed.
async fn book(db: &Db) -> ledger::SignedRoot {
    migrate(db).await;
    let rng = Rng::seeded(1);
    for (second, index) in [1, 2, 1, 1, 2].into_iter().enumerate() {
        let now = START.plus_seconds(i64::try_from(second).expect("small"));
        write(db, &ctx(&rng, now), &page(index), "thật").await;
    }
    ledger::place_all(db).await.expect("placed");
    ledger::sign_root(db, &signer(), START, None).await.expect("signed").expect("something to sign")
}

async fn tamper(db: &Db, statement: &'static Statement, params: &[Value]) {
    let params = params.to_vec();
    let changed = db.write(move |tx| tx.exec(statement, &params)).await.expect("tampered");
    assert_eq!(changed, 1, "{} changes one row", statement.name);
}

async fn verify(db: &Db) -> Report {
    ledger::verify(db, &Trust::default()).await.expect("verified")
}

fn event(index: u128, number: i64, what: Wrong) -> Finding {
    Finding::Event { stream: page(index).to_string(), number, what }
}

/// Asserts exactly these faults, in any order.
fn assert_faults(report: &Report, expected: &[Finding]) {
    let mut found = report.findings.clone();
    let mut expected = expected.to_vec();
    found.sort();
    expected.sort();
    assert_eq!(found, expected, "{:#?}", found.iter().map(ToString::to_string).collect::<Vec<_>>());
}

db::testing::both_engines! {
    /// Nothing is wrong: nothing is found, and what waits for its place is pending.
    async fn an_honest_ledger_is_clean(db: db::Db) {
        assert_eq!(STATEMENTS.len(), 15);
        assert!(verify_empty(&db).await.is_clean());
        book(&db).await;
        write(&db, &ctx(&Rng::seeded(9), START), &page(3), "chờ").await;
        let report = verify(&db).await;
        assert_faults(&report, &[]);
        assert_eq!((report.events, report.streams, report.placed, report.pending), (6, 3, 5, 1));
        assert_eq!((report.signatures, report.signed_to), (1, 5));
    }

    /// Verifying while people write and the sequencer places finds nothing either.
    async fn a_busy_ledger_is_clean(db: db::Db) {
        migrate(&db).await;
        let writers: Vec<_> = (0..4).map(|writer| {
            let db = db.clone();
            tokio::spawn(async move {
                for turn in 0..60 {
                    write(&db, &ctx(&Rng::seeded(writer), START), &page(turn % 5), "x").await;
                    ledger::place_some(&db).await.expect("placed");
                }
            })
        }).collect();
        let mut seen = Vec::new();
        while !writers.iter().all(tokio::task::JoinHandle::is_finished) {
            let report = verify(&db).await;
            assert_faults(&report, &[]);
            seen.push(report.events);
        }
        assert!(seen.is_sorted(), "{seen:?}");
        ledger::place_all(&db).await.expect("placed");
        let report = verify(&db).await;
        assert_faults(&report, &[]);
        assert_eq!((report.events, report.placed, report.pending), (240, 240, 0));
    }

    /// What was written under the first schema holds under the present one, and goes on.
    async fn what_stood_before_holds_after_the_tables_were_rebuilt(db: db::Db) {
        db.migrate(&[ledger::MIGRATIONS[0]]).await.expect("the schema of before");
        for index in [1, 2, 1] {
            write(&db, &ctx(&Rng::seeded(1), START), &page(index), "trước").await;
        }
        ledger::place_all(&db).await.expect("placed");
        write(&db, &ctx(&Rng::seeded(2), START), &page(2), "chưa có chỗ").await;
        migrate(&db).await;
        let report = verify(&db).await;
        assert_faults(&report, &[]);
        assert_eq!((report.events, report.streams, report.placed, report.pending), (4, 2, 3, 1));
        assert_eq!(write(&db, &ctx(&Rng::seeded(3), START), &page(2), "sau").await, 3);
        ledger::place_all(&db).await.expect("placed");
        let report = verify(&db).await;
        assert_faults(&report, &[]);
        assert_eq!((report.events, report.placed, report.pending), (5, 5, 0));
    }

    /// An erasure by law is counted; the same without its ground is a fault.
    async fn an_erasure_needs_its_ground(db: db::Db) {
        book(&db).await;
        let ctx = ctx(&Rng::seeded(9), START);
        db.write(move |tx| ledger::erase(tx, &ctx, &page(1), 2, "Điều 16")).await.expect("erased");
        ledger::place_all(&db).await.expect("placed");
        let report = verify(&db).await;
        assert_faults(&report, &[]);
        assert_eq!(report.erased, 1);
        tamper(&db, &SILENCE, params![page(2), 1_i64]).await;
        assert_faults(&verify(&db).await, &[event(2, 1, Wrong::ErasedWithoutGround)]);
    }

    /// Changed events are named.
    async fn a_changed_event_is_found(db: db::Db) {
        book(&db).await;
        tamper(&db, &PAYLOAD, params![page(1), 2_i64]).await;
        tamper(&db, &ACTOR, params![page(1), 1_i64]).await;
        tamper(&db, &TIME, params![page(2), 2_i64]).await;
        assert_faults(&verify(&db).await, &[
            event(1, 1, Wrong::Changed), event(1, 2, Wrong::PayloadChanged), event(2, 2, Wrong::Changed),
        ]);
    }

    /// A removed event is missed in its stream and at its place, also at the end of a stream.
    async fn a_removed_event_is_found(db: db::Db) {
        book(&db).await;
        tamper(&db, &REMOVE, params![page(1), 2_i64]).await;
        tamper(&db, &REMOVE, params![page(2), 2_i64]).await;
        tamper(&db, &HEAD, params![page(2), 1_i64]).await;
        assert_faults(&verify(&db).await, &[
            event(1, 2, Wrong::Missing), event(1, 2, Wrong::Missing), event(2, 2, Wrong::Missing),
        ]);
    }

    /// An event put in past the ledger has no place, even with a hash that is right.
    async fn an_inserted_event_is_found(db: db::Db) {
        book(&db).await;
        let stream = page(1);
        let row = db.read(move |rx| rx.one(&LAST, params![stream])).await.expect("a row");
        let (previous, payload): (Vec<u8>, Vec<u8>) = (row.get(0).expect("bytes"), row.get(1).expect("bytes"));
        let hash = forged(&previous, &payload, 4, START.plus_seconds(3));
        tamper(&db, &INSERT, params![page(1), 4_i64, hash, 3_i64]).await;
        assert_faults(&verify(&db).await, &[
            event(1, 4, Wrong::NeverPlaced),
            Finding::Head { stream: page(1).to_string(), head: Some(3), last: 4 },
        ]);
    }

    /// Events that change their numbers, and places that change their positions, are found.
    async fn a_new_order_is_found(db: db::Db) {
        book(&db).await;
        for (from, to) in [(2_i64, 9_i64), (3, 2), (9, 3)] {
            tamper(&db, &RENUMBER, params![page(1), from, to]).await;
        }
        let report = verify(&db).await;
        assert!(report.findings.contains(&event(1, 2, Wrong::Changed)), "{report:?}");
        assert!(report.findings.contains(&event(1, 3, Wrong::Changed)), "{report:?}");
    }

    /// Places that change their positions are found.
    async fn exchanged_places_are_found(db: db::Db) {
        book(&db).await;
        for (from, to) in [(3_i64, 9_i64), (4, 3), (9, 4)] {
            tamper(&db, &MOVE, params![from, to]).await;
        }
        let report = verify(&db).await;
        for fault in [event(1, 3, Wrong::OutOfOrder), Finding::Root { position: 3 }, Finding::Root { position: 4 }] {
            assert!(report.findings.contains(&fault), "{fault} is missing in {report:?}");
        }
    }

    /// A head, a root, an end and a signature that are wrong are named.
    async fn wrong_heads_roots_and_signatures_are_found(db: db::Db) {
        book(&db).await;
        tamper(&db, &HEAD, params![page(1), 2_i64]).await;
        tamper(&db, &HEAD, params![page(2), 7_i64]).await;
        tamper(&db, &ROOT, params![2_i64, [9_u8; 32]]).await;
        tamper(&db, &SIGNATURE, params![5_i64]).await;
        assert_faults(&verify(&db).await, &[
            Finding::Head { stream: page(1).to_string(), head: Some(2), last: 3 },
            event(2, 7, Wrong::Missing),
            Finding::Root { position: 2 },
            Finding::Root { position: 3 },
            Finding::Signature { position: 5, signer: signer().name() },
        ]);
    }

    /// A cut tail is found by the recorded end, and where that was cut too, by the signed root.
    async fn a_cut_tail_is_found_by_who_holds_the_root(db: db::Db) {
        let signed = book(&db).await;
        tamper(&db, &UNPLACE, params![page(2), 2_i64]).await;
        tamper(&db, &REMOVE, params![page(2), 2_i64]).await;
        tamper(&db, &HEAD, params![page(2), 1_i64]).await;
        let report = verify(&db).await;
        assert_faults(&report, &[
            Finding::End { recorded: 5, last: 4 },
            Finding::TailCut { position: 5, last: 4 },
        ]);
        tamper(&db, &END, params![4_i64]).await;
        let trust = Trust { keys: vec![signer().name()], roots: vec![signed] };
        let report = ledger::verify(&db, &trust).await.expect("verified");
        let cut = Finding::TailCut { position: 5, last: 4 };
        assert_faults(&report, &[cut.clone(), cut]);
    }

    /// Whoever rewrites an event and everything after it consistently is betrayed by the signed root alone.
    async fn a_consistent_forgery_is_found_by_the_signature(db: db::Db) {
        migrate(&db).await;
        write(&db, &ctx(&Rng::seeded(1), START), &page(1), "thật").await;
        ledger::place_all(&db).await.expect("placed");
        ledger::sign_root(&db, &signer(), START, None).await.expect("signed");
        let text = r#"{"text":"giả"}"#;
        let salt: Vec<u8> = db.read(|rx| rx.one(&SALT, params![page(1)])).await.expect("a row").get(0).expect("bytes");
        let payload = hash::payload(&salt, text);
        let event = forged(&hash::NONE, &payload, 1, START);
        let root = hash::root(&hash::NONE, 1, &event);
        tamper(&db, &REWRITE, params![page(1), 1_i64, text, payload, event]).await;
        tamper(&db, &ROOT, params![1_i64, root]).await;
        tamper(&db, &END, params![1_i64]).await;
        assert_faults(&verify(&db).await, &[Finding::SignedRoot { position: 1 }]);
    }

    /// A signature of somebody else is not trusted.
    async fn only_trusted_keys_count(db: db::Db) {
        book(&db).await;
        let trust = Trust { keys: vec!["ab".repeat(32)], roots: Vec::new() };
        let report = ledger::verify(&db, &trust).await.expect("verified");
        assert_faults(&report, &[Finding::Signature { position: 5, signer: signer().name() }]);
    }
}

static SALT: Statement =
    Statement::new("salt", "SELECT salt FROM ledger_event WHERE stream = $1 AND number = 1");

async fn verify_empty(db: &Db) -> Report {
    migrate(db).await;
    verify(db).await
}

/// The hash somebody who knows the format would forge for an event of page 1.
fn forged(previous: &[u8], payload: &[u8], number: i64, at: Instant) -> hash::Hash {
    let stream = page(1).to_string();
    let header = Header {
        stream: &stream,
        number,
        kind: "page.written.1",
        occurred_at: at.micros(),
        recorded_at: at.micros(),
        actor: "staff/00000000-0000-0000-0000-000000000001",
        unit: "",
    };
    let (previous, payload) = (previous.try_into().expect("a hash"), payload.try_into().expect("a hash"));
    hash::event(previous, &header, payload)
}
