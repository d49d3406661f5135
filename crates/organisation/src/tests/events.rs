//! What the ledger holds must parse for ever.

use base::id::{StaffId, UnitId, Uuid};
use jiff::civil::date;
use ledger::testing::golden;
use worktime::{Alteration, SpecialDay, SpecialKind};

use crate::events::{
    Appointed, CalendarDecided, CalendarProposed, CalendarSet, CounterAdded, CounterClosed, CounterRenamed,
    DeputyEnded, DeputyNamed, Imported, PostEnded, ReorganisationAnswered, ReorganisationApproved,
    ReorganisationCancelled, ReorganisationHeldUp, ReorganisationPlanned, ReorganisationProposed,
    ReorganisationTookEffect, StaffCreated, UnitChanged, UnitCreated, UnitEnded, UnitPlaced,
};
use crate::{
    CalendarChangeId, CalendarContent, CounterId, DeputyId, NewBody, Operation, Period, Place, PostId,
    Receiver, Share, Succession, SuccessionKind, UnitKind,
};

const DIR: &str = env!("CARGO_MANIFEST_DIR");

fn unit(n: u128) -> UnitId {
    UnitId::from_uuid(Uuid::from_u128(n))
}

#[test]
fn events_of_units_parse_for_ever() {
    let place = Place { unit: unit(1), root: unit(2), top: unit(3) };
    let from = date(2025, 7, 1);
    let name = || "Phòng Kinh tế".parse().unwrap();
    let code = || Some("H44.101".parse().unwrap());
    let duty = || Some("kinh-te".parse().unwrap());
    golden(
        DIR,
        &UnitCreated {
            place,
            parent: Some(unit(2)),
            kind: UnitKind::Division,
            name: name(),
            code: code(),
            duty: duty(),
            area: Some("07900".parse().unwrap()),
            from,
        },
    );
    golden(DIR, &UnitChanged { unit: unit(1), name: name(), code: code(), duty: duty(), from });
    let line = Succession { unit: unit(1), successor: unit(2), kind: SuccessionKind::Merge, from };
    golden(DIR, &UnitEnded { unit: unit(1), successors: vec![line], on: from });
    golden(DIR, &CalendarSet { unit: unit(1), from, calendar: serde_json::json!({"code": "hanh-chinh"}) });
    let change = CalendarChangeId::from_uuid(Uuid::from_u128(11));
    let closed = SpecialDay::off(date(2026, 11, 19), SpecialKind::Closure, "Bão số 12", "QĐ 12/QĐ-UBND");
    let content = CalendarContent::Alter(Alteration::Days { days: vec![closed] });
    let (name, source) = ("Nghỉ phòng chống bão số 12".to_owned(), "QĐ 12/QĐ-UBND".to_owned());
    golden(DIR, &CalendarProposed { change, unit: unit(1), name, source, content });
    golden(DIR, &CalendarDecided { change, unit: unit(1), number: Some(3), note: String::new() });
    let counter = CounterId::from_uuid(Uuid::from_u128(12));
    let named = |name: &str| name.parse().unwrap();
    golden(DIR, &CounterAdded { counter, unit: unit(1), name: named("Quầy số 1") });
    golden(DIR, &CounterRenamed { counter, before: named("Quầy số 1"), name: named("Quầy hộ tịch") });
    golden(DIR, &CounterClosed { counter, name: named("Quầy hộ tịch") });
    golden(DIR, &Imported { units: 1, staff: 2, posts: 3 });
    assert_eq!(crate::unit_stream(unit(1)).context(), "unit");
}

#[test]
fn events_of_staff_parse_for_ever() {
    let staff = StaffId::from_uuid(Uuid::from_u128(4));
    let post = PostId::from_uuid(Uuid::from_u128(5));
    golden(
        DIR,
        &StaffCreated {
            staff, number: "VT-0001".parse().unwrap(), name: "Nguyễn Thị Lan".parse().unwrap()
        },
    );
    let place = Place { unit: unit(1), root: unit(2), top: unit(3) };
    let period = Period { from: date(2025, 7, 1), until: Some(date(2026, 7, 1)) };
    golden(DIR, &Appointed { post, staff, place, role: "reception".to_owned(), period, posted_from: None });
    golden(DIR, &PostEnded { post, staff, on: date(2026, 7, 1) });
    let sent: Appointed = serde_json::from_value(serde_json::json!({
        "post": post, "staff": staff, "place": place, "role": "reception", "period": period, "posted_from": unit(7),
    }))
    .unwrap();
    assert_eq!(sent.posted_from, Some(unit(7)), "written since: which agency sent somebody");
    assert_eq!(crate::staff_stream(staff).context(), "staff");
}

#[test]
fn events_of_deputies_parse_for_ever() {
    let person = |n| StaffId::from_uuid(Uuid::from_u128(n));
    let naming = DeputyId::from_uuid(Uuid::from_u128(9));
    let named = DeputyNamed {
        naming,
        post: PostId::from_uuid(Uuid::from_u128(5)),
        principal: person(4),
        deputy: person(6),
        first: date(2026, 11, 18),
        last: date(2026, 11, 20),
        reason: "Đi công tác".to_owned(),
    };
    golden(DIR, &named);
    golden(DIR, &DeputyEnded { naming, principal: person(4), deputy: person(6) });
    assert!(named.first < named.last);
}

#[test]
fn events_of_reorganisations_parse_for_ever() {
    let day = date(2026, 11, 21);
    let body = NewBody {
        id: unit(9),
        name: "UBND xã Mới".parse().unwrap(),
        kind: UnitKind::Commune,
        parent: unit(3),
        code: Some("H44.250".parse().unwrap()),
        area: Some("07901".parse().unwrap()),
        calendar_of: Some(unit(1)),
    };
    let shares = vec![
        Share { into: Receiver::New(body), units: vec![] },
        Share { into: Receiver::Standing(unit(2)), units: vec![unit(5)] },
    ];
    let name = "UBND xã Tên Mới".parse().unwrap();
    let operations = vec![
        Operation::Merge { units: vec![unit(1)], into: Receiver::Standing(unit(2)) },
        Operation::Split { unit: unit(4), shares },
        Operation::Rename { unit: unit(6), name, code: None },
        Operation::Move { unit: unit(7), parent: unit(3) },
        Operation::Dissolve { unit: unit(8), heir: unit(2) },
    ];
    let planned = ReorganisationPlanned {
        decision: "1678/NQ-UBTVQH15".to_owned(),
        decided_on: date(2026, 11, 2),
        first_day: day,
        operations,
    };
    assert_eq!(planned.operations.len(), 5);
    golden(DIR, &planned);
    golden(DIR, &ReorganisationProposed { receivers: vec![unit(2), unit(9)] });
    golden(DIR, &ReorganisationAnswered { body: unit(2), refusal: "Chưa có trụ sở".to_owned() });
    golden(DIR, &ReorganisationApproved { first_day: day });
    golden(DIR, &ReorganisationCancelled { reason: "Thay bằng nghị quyết khác".to_owned() });
    golden(DIR, &ReorganisationHeldUp { problems: vec!["Mục 1: đã có thay đổi".to_owned()] });
    golden(DIR, &ReorganisationTookEffect { ended: 6, begun: 1, changed: 3, posts: 12 });
    let place = Place { unit: unit(7), root: unit(7), top: unit(3) };
    let name = "UBND xã Chuyển".parse().unwrap();
    golden(DIR, &UnitPlaced { place, parent: Some(unit(3)), name, code: None, from: day });
}
