//! What plans come to, and what is refused.

use base::{Instant, Rng};
use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::model::{Remark, Share};

const DAY: Date = date(2026, 11, 21);

/// A province with communes, each with a one-stop unit and a division of the economy, a leader and a clerk.
fn world(communes: usize) -> (World, UnitId, Vec<UnitId>) {
    let rng = Rng::seeded(7);
    let id = || UnitId::new(&rng, Instant::from_micros(1));
    let mut world = World::default();
    let province = add(&mut world, id(), "Tỉnh", UnitKind::Province, None, None);
    let mut all = Vec::new();
    for n in 0..communes {
        let commune = add(&mut world, id(), &format!("Xã số {n}"), UnitKind::Commune, Some(province), None);
        let centre = add(&mut world, id(), "Một cửa", UnitKind::OneStop, Some(commune), Some("mot-cua"));
        add(&mut world, id(), "Phòng Kinh tế", UnitKind::Division, Some(commune), Some("kinh-te"));
        world.posts.push((commune, Role::Leader, 1, 0));
        world.posts.push((centre, Role::Reception, 2, 0));
        all.push(commune);
    }
    (world, province, all)
}

fn add(
    world: &mut World,
    id: UnitId,
    name: &str,
    kind: UnitKind,
    parent: Option<UnitId>,
    duty: Option<&str>,
) -> UnitId {
    let place = placing::place(id, kind, parent.and_then(|it| world.units.get(&it))).expect("fits");
    let unit = Unit {
        id,
        code: None,
        name: name.parse().expect("a name"),
        kind,
        duty: duty.map(|it| it.parse().expect("a duty")),
        area: None,
        parent,
        root: place.root,
        top: place.top,
        period: Period::since(date(2025, 7, 1)),
    };
    world.units.insert(id, unit);
    id
}

fn new(id: u128, name: &str, parent: UnitId) -> NewBody {
    NewBody {
        id: UnitId::from_uuid(base::id::Uuid::from_u128(id)),
        name: name.parse().expect("a name"),
        kind: UnitKind::Commune,
        parent,
        code: None,
        area: None,
        calendar_of: None,
    }
}

fn judged(world: &World, operations: &[Operation]) -> Result<Outcome, Vec<String>> {
    let faults =
        |all: Vec<Remark>| all.into_iter().map(|it| format!("{}: {}", it.operation, it.message)).collect();
    outcome(world, operations, DAY, &|_| true).map_err(faults)
}

fn heir_of(found: &Outcome, unit: UnitId) -> Option<(UnitId, UnitId)> {
    found.rehomings.iter().find(|it| it.unit == unit).map(|it| (it.heir, it.heir_root))
}

fn child(world: &World, parent: UnitId, kind: UnitKind) -> UnitId {
    world.units.values().find(|it| it.parent == Some(parent) && it.kind == kind).expect("a part").id
}

#[test]
fn parts_of_a_merged_body_join_those_of_the_same_duty() {
    let (world, _, all) = world(2);
    let merge = Operation::Merge { units: vec![all[0]], into: Receiver::Standing(all[1]) };
    let found = judged(&world, &[merge]).expect("sound");
    assert_eq!(found.ended.len(), 3, "the commune, its one-stop unit and its division");
    assert_eq!(heir_of(&found, all[0]), Some((all[1], all[1])));
    for kind in [UnitKind::OneStop, UnitKind::Division] {
        let (old, joined) = (child(&world, all[0], kind), child(&world, all[1], kind));
        assert_eq!(heir_of(&found, old), Some((joined, all[1])));
    }
    assert!(found.notes[0].message.contains("2 lãnh đạo"), "{:?}", found.notes);
    assert_eq!(found.receivers, [(all[1], "Xã số 1".to_owned())]);
}

#[test]
fn parts_without_a_counterpart_stand_under_the_new_body() {
    let (world, province, all) = world(2);
    let body = new(99, "Xã Mới", province);
    let into = Receiver::New(body.clone());
    let found = judged(&world, &[Operation::Merge { units: all.clone(), into }]).expect("sound");
    assert_eq!(found.begun.len(), 1);
    let centre = child(&world, all[0], UnitKind::OneStop);
    assert_eq!(heir_of(&found, centre), Some((centre, body.id)), "the first one moves");
    assert_eq!(
        heir_of(&found, child(&world, all[1], UnitKind::OneStop)),
        Some((centre, body.id)),
        "the second joins it"
    );
}

#[test]
fn a_split_gives_its_parts_and_the_rest_to_the_first() {
    let (world, province, all) = world(2);
    let (one, two) = (new(98, "Xã Một", province), new(99, "Xã Hai", province));
    let division = child(&world, all[0], UnitKind::Division);
    let shares = vec![
        Share { into: Receiver::New(one.clone()), units: vec![] },
        Share { into: Receiver::New(two.clone()), units: vec![division] },
    ];
    let split = |shares| [Operation::Split { unit: all[0], shares }];
    let mut staffed = world.clone();
    staffed.posts.retain(|it| it.0 == all[1] || it.1 == Role::Leader);
    let found = judged(&staffed, &split(shares.clone())).expect("sound");
    assert_eq!(heir_of(&found, all[0]), Some((one.id, one.id)));
    assert_eq!(heir_of(&found, division), Some((division, two.id)));
    assert!(judged(&staffed, &split(shares[..1].to_vec())).is_err(), "one is no split");
    let foreign = child(&world, all[1], UnitKind::Division);
    let mut wrong = shares;
    wrong[1].units.push(foreign);
    assert!(judged(&staffed, &split(wrong)).is_err_and(|it| it[0].contains("không trực thuộc")));
}

#[test]
fn each_fault_is_said_at_its_operation() {
    let (mut world, province, all) = world(4);
    let centre = child(&world, all[3], UnitKind::OneStop);
    let merge = |from: usize, to: usize| Operation::Merge {
        units: vec![all[from]],
        into: Receiver::Standing(all[to]),
    };
    let said =
        |world: &World, operations: &[Operation]| judged(world, operations).expect_err("refused").join("\n");
    assert!(said(&world, &[]).contains("chưa có mục nào"));
    assert!(said(&world, &[merge(0, 1), merge(0, 2)]).starts_with("1: “Xã số 0” đã kết thúc ở mục 1"));
    assert!(said(&world, &[merge(0, 1), merge(2, 0)]).contains("đã kết thúc ở mục 1"), "into one that ended");
    assert!(said(&world, &[merge(0, 0)]).contains("vừa sáp nhập vừa là nơi tiếp nhận"));
    assert!(
        said(&world, &[Operation::Merge { units: vec![], into: Receiver::Standing(all[1]) }])
            .contains("Chưa chọn")
    );
    assert!(
        said(&world, &[Operation::Merge { units: vec![centre], into: Receiver::Standing(all[1]) }])
            .contains("cùng cấp")
    );
    assert!(said(&world, &[Operation::Move { unit: all[0], parent: all[0] }]).contains("cấp trên khác"));
    assert!(
        said(&world, &[Operation::Move { unit: province, parent: all[0] }]).contains("cấp trên khác"),
        "a circle"
    );
    assert!(said(&world, &[Operation::Move { unit: all[0], parent: all[1] }]).contains("không đặt được"));
    assert!(
        said(&world, &[Operation::Dissolve { unit: all[0], heir: centre }]).contains("phải có một cơ quan")
    );
    let own = child(&world, all[0], UnitKind::OneStop);
    assert!(said(&world, &[Operation::Dissolve { unit: all[0], heir: own }]).contains("không trực thuộc"));
    let far = outcome(&world, &[merge(0, 1)], DAY, &|unit| unit.id != all[0]).expect_err("outside");
    assert!(far[0].message.contains("ngoài phạm vi"));
    let code: base::code::AgencyCode = "H44.5".parse().expect("a code");
    world.units.get_mut(&all[2]).expect("a commune").code = Some(code.clone());
    let rename =
        Operation::Rename { unit: all[0], name: "Xã Khác".parse().expect("a name"), code: Some(code) };
    assert!(said(&world, &[rename]).contains("Mã định danh H44.5 sẽ thuộc về cả"));
    world.posts.push((all[0], Role::Head, 0, 2));
    assert!(said(&world, &[merge(0, 1)]).contains("2 vị trí bắt đầu từ ngày hiệu lực"));
    world.posts.clear();
    world.posts.push((centre, Role::Reception, 1, 0));
    assert!(said(&world, &[merge(3, 2)]).contains("không có lãnh đạo"));
    world.units.get_mut(&all[0]).expect("a commune").period.until = Some(date(2027, 1, 1));
    assert!(said(&world, &[merge(0, 1)]).contains("đã có thay đổi"));
}

#[test]
fn no_body_is_left_without_a_calendar() {
    let (mut world, province, all) = world(3);
    world.calendars.insert(all[0], "saturday".to_owned());
    let merge = |to| [Operation::Merge { units: vec![all[0]], into: to }];
    let said = judged(&world, &merge(Receiver::Standing(all[1]))).expect_err("no calendar").join("\n");
    assert!(said.contains("“Xã số 1” không có lịch làm việc"), "{said}");
    let fresh = new(99, "Xã Mới", province);
    assert!(judged(&world, &merge(Receiver::New(fresh.clone()))).is_err());
    let with = NewBody { calendar_of: Some(all[0]), ..fresh };
    let found = judged(&world, &merge(Receiver::New(with.clone()))).expect("it takes the calendar over");
    assert_eq!(found.calendars, [(with.id, all[0])]);
    world.calendars.insert(province, "office".to_owned());
    let found = judged(&world, &merge(Receiver::Standing(all[1]))).expect("the province's");
    assert!(found.notes.iter().any(|it| it.message.contains("khác lịch của")), "{:?}", found.notes);
}

proptest! {
    /// Whatever is merged, moved and dissolved: every unit stands or has an heir that stands, in a body that stands.
    #[test]
    fn nobody_is_left_without_a_home(acts in prop::collection::vec((0_u8..3, 0_usize..6, 0_usize..6), 1..8)) {
        let (world, _, all) = world(6);
        let operations: Vec<Operation> = acts.iter().map(|(what, from, to)| match what {
            0 => Operation::Merge { units: vec![all[*from]], into: Receiver::Standing(all[*to]) },
            1 => Operation::Dissolve { unit: all[*from], heir: all[*to] },
            _ => Operation::Rename { unit: all[*from], name: "Xã Tên Mới".parse().expect("a name"), code: None },
        }).collect();
        if let Ok(found) = judged(&world, &operations) {
            let gone: Vec<UnitId> = found.ended.iter().map(|it| it.unit.id).collect();
            for unit in world.units.values() {
                let home = heir_of(&found, unit.id);
                prop_assert_eq!(home.is_some(), gone.contains(&unit.id));
                if let Some((heir, root)) = home {
                    prop_assert!(!gone.contains(&heir) && !gone.contains(&root));
                    prop_assert_eq!(world.units[&heir].kind, unit.kind);
                }
            }
            for unit in &found.changed {
                prop_assert!(unit.parent.is_none_or(|it| !gone.contains(&it)));
            }
        }
    }
}
