//! The golden JSON of what small offices and look-ups wrote: it must parse for ever.

use base::id::Uuid;
use dossier::events::{
    DutiesJoined, Located, LookUpExplained, LookUpJudged, LookUpSampled, NumberRecorded, NumberRemoved,
};
use dossier::model::{Duty, LookUpId, LookUpReason, OtherSystem};
use ledger::testing::golden;

const HERE: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn that_one_person_did_several_duties_parses_for_ever() {
    let earlier = vec![Duty::Receive, Duty::Handle];
    golden(HERE, &DutiesJoined { step: "ky".into(), duty: Duty::Sign, earlier: earlier.clone() });
    assert_eq!(earlier.len(), 2);
}

#[test]
fn who_looked_it_up_parses_for_ever() {
    let look_up = LookUpId::from_uuid(Uuid::from_u128(0x66));
    let words = "Con trai hỏi tại quầy số 2".to_owned();
    golden(HERE, &Located { look_up, reason: Some(LookUpReason::AtCounter), words });
    golden(HERE, &LookUpSampled { look_up });
    golden(HERE, &LookUpJudged { look_up, fine: false, words: "Ai hỏi?".into() });
    golden(HERE, &LookUpExplained { look_up, words: "Gia đình mất giấy.".into() });
    let shown = r#"{"look_up":"00000000-0000-0000-0000-000000000066","reason":null,"words":""}"#;
    let shown: Located = serde_json::from_str(shown).expect("it parses");
    assert_eq!(shown.reason, None, "the receipt was shown");
}

#[test]
fn numbers_of_other_systems_parse_for_ever() {
    let (system, number) = (OtherSystem::Portal, "G17.99-261118-0007".to_owned());
    golden(HERE, &NumberRecorded { system, number: number.clone() });
    golden(HERE, &NumberRemoved { system, number: number.clone() });
    assert!(number.contains('-'));
}
