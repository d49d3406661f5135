//! The golden JSON of what officers order for many dossiers and note for each other: it must parse for ever.

use base::id::{StaffId, Uuid};
use dossier::events::{BulkEnded, BulkOrdered, NoteAdded};
use dossier::model::BulkAct;
use ledger::testing::golden;

const HERE: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn an_order_for_many_parses_for_ever() {
    let to = StaffId::from_uuid(Uuid::from_u128(0x51));
    golden(HERE, &BulkOrdered { order: BulkAct::Assign { to }, total: 10_000 });
    golden(HERE, &BulkEnded { done: 6667, skipped: 3333 });
    let step = r#"{"order":{"act":"step","way":"chuyen||Chuyển","person":null,"note":""},"total":3}"#;
    let step: BulkOrdered = serde_json::from_str(step).expect("it parses");
    assert!(matches!(step.order, BulkAct::Step { person: None, .. }));
    let remind: BulkAct = serde_json::from_str(r#"{"act":"remind","note":"Gọi điện"}"#).expect("it parses");
    assert_eq!(remind, BulkAct::Remind { note: "Gọi điện".into() });
}

#[test]
fn a_note_parses_for_ever() {
    golden(HERE, &NoteAdded { text: "Bà An hẹn mang bản gốc sáng thứ Hai.".into() });
}
