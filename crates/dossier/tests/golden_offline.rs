//! The golden JSON of what machines without a network wrote: it must parse for ever.

use base::Instant;
use base::code::{AgencyCode, DossierNumber};
use base::id::{UnitId, Uuid};
use dossier::events::{CounterRegistered, CounterRetired, NumbersReserved, ReceivedOffline, StoreKeyGiven};
use dossier::model::OfflineCounterId;
use jiff::civil::date;
use ledger::testing::golden;

const HERE: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn what_happened_to_a_machine_parses_for_ever() {
    let agency: AgencyCode = "H44.101".parse().expect("an agency");
    golden(
        HERE,
        &CounterRegistered { root: UnitId::from_uuid(Uuid::from_u128(7)), name: "Máy quầy số 1".into() },
    );
    golden(HERE, &NumbersReserved { agency, day: date(2026, 11, 18), first: 11, last: 60 });
    golden(HERE, &StoreKeyGiven { reason: "Máy hỏng, mở tệp dự phòng ở trung tâm.".into() });
    golden(HERE, &CounterRetired { reason: "Máy đã thanh lý.".into() });
    let name: CounterRegistered =
        serde_json::from_str(r#"{"root":"00000000-0000-0000-0000-000000000007","name":"Máy 2"}"#)
            .expect("it parses");
    assert_eq!(name.name, "Máy 2");
}

#[test]
fn that_it_was_received_without_a_network_parses_for_ever() {
    let printed: DossierNumber = "H44.101-261118-0042".parse().expect("a number");
    let promised = Some(Instant::from_local(date(2026, 11, 27).at(17, 0, 0, 0)));
    let counter = OfflineCounterId::from_uuid(Uuid::from_u128(0x91));
    golden(HERE, &ReceivedOffline { counter, printed, promised, clock_behind: -3600 });
    let short = r#"{"counter":"00000000-0000-0000-0000-000000000091","printed":"H44.101-261118-0001"}"#;
    let short: ReceivedOffline = serde_json::from_str(short).expect("it parses");
    assert_eq!((short.promised, short.clock_behind), (None, 0));
}
