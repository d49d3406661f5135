//! The golden JSON of dossiers that moved in from an older system: it must parse for ever.

use base::Instant;
use base::id::{AccountId, UnitId, Uuid};
use dossier::events::{MovedBack, MovedClaimed, MovedIn};
use dossier::model::{Paper, State};
use ledger::testing::golden;

const HERE: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn moving_in_and_back_parses_for_ever() {
    let moved = MovedIn {
        batch: "5f".repeat(32),
        system: "OpenCPS 2".into(),
        reference: "9003".into(),
        status: "processing".into(),
        number: Some("000.00.17.H44-261110-0003".parse().expect("a number")),
        procedure: "1.013225".into(),
        version: 1,
        competent: UnitId::from_uuid(Uuid::from_u128(1)),
        state: State::Processing,
        step: Some("tham-dinh".into()),
        received: Some(Instant::from_micros(1_794_272_100_000_000)),
        due: Some(Instant::from_micros(1_795_514_400_000_000)),
        content: "ab".repeat(32),
        lines: "cd".repeat(32),
        papers: vec![Paper::on_paper("G17-KQ003215")],
    };
    golden(HERE, &moved);
    golden(HERE, &MovedBack { batch: "5f".repeat(32), reason: "Sai tệp ánh xạ".into() });
    golden(HERE, &MovedClaimed { account: AccountId::from_uuid(Uuid::from_u128(2)) });
}
