//! What must hold when every operation has been applied: codes, areas and duties given once, a calendar and somebody who leads for
//! every body that takes over; and what the plan comes to.

use std::collections::BTreeMap;

use base::Role;
use base::id::UnitId;

use super::{Ending, Outcome, Sim};
use crate::model::{Operation, Receiver, Rehoming, Remark, Unit};

/// Faults what is left wrong, and says what the plan comes to.
pub(super) fn finish(sim: &mut Sim<'_>, operations: &[Operation]) -> Outcome {
    settled(sim);
    once_held(sim);
    doubles(sim);
    codes(sim);
    let new = new_calendars(operations);
    let mut notes = Vec::new();
    calendars(sim, &new, &mut notes);
    leaders(sim, operations, &mut notes);
    let ended = sim.ended.iter().filter_map(|(id, (heirs, kind))| {
        Some(Ending { unit: sim.world.units.get(id)?.clone(), heirs: heirs.clone(), kind: *kind })
    });
    let begun = |unit: &&Unit| !sim.world.units.contains_key(&unit.id);
    let changed = |unit: &&Unit| sim.world.units.get(&unit.id).is_some_and(|before| before != *unit);
    Outcome {
        ended: ended.collect(),
        begun: sim.now.values().filter(begun).cloned().collect(),
        changed: sim.now.values().filter(changed).cloned().collect(),
        rehomings: rehomings(sim),
        receivers: receivers(sim, operations),
        calendars: new,
        notes,
    }
}

/// A unit that changes again later, or began that very day, cannot change with the plan.
fn settled(sim: &mut Sim<'_>) {
    let touched: Vec<(UnitId, usize)> = sim.touched.iter().map(|(id, at)| (*id, *at)).collect();
    for (id, at) in touched {
        let Some(unit) = sim.world.units.get(&id) else { continue };
        let name = unit.name.clone();
        sim.at = at;
        if unit.period.until.is_some() || unit.period.from >= sim.first_day {
            sim.fault(format!("“{name}” đã có thay đổi từ ngày hiệu lực hoặc muộn hơn. Xin chọn ngày khác."));
        }
        let later: i64 = sim.world.posts.iter().filter(|it| it.0 == id).map(|it| it.3).sum();
        if sim.ended.contains_key(&id) && later > 0 {
            sim.fault(format!(
                "“{name}” có {later} vị trí bắt đầu từ ngày hiệu lực hoặc muộn hơn. Xin kết thúc các vị trí đó rồi bổ nhiệm lại sau khi sắp xếp."
            ));
        }
    }
}

/// Nobody begins later in an heir what they come to hold there with the plan.
fn once_held(sim: &mut Sim<'_>) {
    let world = sim.world;
    for it in &world.again {
        if !sim.ended.contains_key(&it.unit) || sim.heir(it.unit) != it.later {
            continue;
        }
        let (unit, heir) = (world.name(it.unit), world.name(it.later));
        let (person, role, from) = (&it.person, it.role.label(), base::words::date(it.from));
        sim.at = sim.touched.get(&it.unit).copied().unwrap_or(0);
        sim.fault(format!(
            "{person} đang giữ vị trí “{role}” ở “{unit}” và từ ngày {from} giữ đúng vị trí đó ở “{heir}”. Xin kết thúc vị trí bắt đầu sau: vị trí đang giữ chuyển về “{heir}” khi sắp xếp."
        ));
    }
}

/// A code, an area and a duty under one parent belong to one unit.
fn doubles(sim: &mut Sim<'_>) {
    let mut seen: BTreeMap<String, UnitId> = BTreeMap::new();
    let mut found = Vec::new();
    for unit in sim.now.values() {
        let code = unit.code.as_ref().map(|code| format!("Mã định danh {code}"));
        let area = unit.area.as_ref().map(|area| format!("Mã đơn vị hành chính {}", area.as_str()));
        let duty = unit.duty.as_ref().zip(unit.parent);
        let duty = duty.map(|(duty, parent)| format!("Mã việc {} dưới {parent}", duty.as_str()));
        for what in [code, area, duty].into_iter().flatten() {
            if let Some(other) = seen.insert(what.clone(), unit.id) {
                found.push((what, unit.id, other));
            }
        }
    }
    for (what, one, other) in found {
        let Some(at) = [one, other].iter().filter_map(|id| sim.touched.get(id)).max().copied() else {
            continue;
        };
        sim.at = at;
        let what = what.split(" dưới ").next().unwrap_or_default().to_owned();
        let name = |id: &UnitId| sim.now.get(id).map(|it| it.name.to_string()).unwrap_or_default();
        let (one, other) = (name(&one), name(&other));
        sim.fault(format!(
            "{what} sẽ thuộc về cả “{one}” và “{other}”. Xin sửa để mỗi mã chỉ một đơn vị dùng."
        ));
    }
}

/// A body that begins in place of bodies with an electronic identifier needs one: its dossier numbers begin with it.
fn codes(sim: &mut Sim<'_>) {
    let ended: Vec<UnitId> = sim.ended.keys().copied().collect();
    for id in ended {
        let Some(before) = sim.world.units.get(&id).filter(|it| it.kind.is_body() && it.code.is_some())
        else {
            continue;
        };
        let Some(heir) = sim.now.get(&sim.heir(id)).filter(|it| it.code.is_none()) else { continue };
        let (name, heir) = (before.name.clone(), heir.name.clone());
        sim.at = sim.touched.get(&id).copied().unwrap_or(0);
        sim.fault(format!(
            "“{heir}” chưa có mã định danh điện tử nên không cấp được số hồ sơ thay “{name}”. Xin ghi mã cho cơ quan tiếp nhận."
        ));
    }
}

/// The bodies that begin with the calendar of another unit.
fn new_calendars(operations: &[Operation]) -> Vec<(UnitId, UnitId)> {
    let of = |it: &Receiver| match it {
        Receiver::New(body) => body.calendar_of.map(|unit| (body.id, unit)),
        Receiver::Standing(_) => None,
    };
    let receivers = operations.iter().flat_map(Operation::receivers);
    receivers.filter_map(of).collect()
}

/// The calendar in force of a unit among `units`: its own or that of the nearest one above.
fn calendar_of<'a>(
    sim: &'a Sim<'_>,
    units: &BTreeMap<UnitId, Unit>,
    new: &[(UnitId, UnitId)],
    id: UnitId,
) -> Option<&'a String> {
    let mut at = Some(id);
    while let Some(unit) = at {
        if let Some((_, of)) = new.iter().find(|(body, _)| *body == unit) {
            return calendar_of(sim, &sim.world.units, &[], *of);
        }
        if let Some(calendar) = sim.world.calendars.get(&unit) {
            return Some(calendar);
        }
        at = units.get(&unit).and_then(|it| it.parent);
    }
    None
}

/// Nobody who counted by a calendar is left without one; that it is another one is said.
fn calendars(sim: &mut Sim<'_>, new: &[(UnitId, UnitId)], notes: &mut Vec<Remark>) {
    let touched: Vec<(UnitId, usize)> = sim.touched.iter().map(|(id, at)| (*id, *at)).collect();
    for (id, at) in touched {
        let Some(unit) = sim.world.units.get(&id).filter(|it| it.kind.is_body()) else { continue };
        let heir = sim.heir(id);
        let before = calendar_of(sim, &sim.world.units, &[], id);
        let after = calendar_of(sim, &sim.now, new, heir);
        let heir_name = sim.now.get(&heir).map(|it| it.name.to_string()).unwrap_or_default();
        let name = unit.name.clone();
        let taken = new.iter().any(|(_, of)| *of == id);
        let message = match (before, after) {
            (Some(_), None) => {
                sim.at = at;
                sim.fault(format!(
                    "Sau khi sắp xếp, “{heir_name}” không có lịch làm việc, trong khi “{name}” đang có. Xin đặt lịch cho “{heir_name}” hoặc cơ quan cấp trên trước; với cơ quan mới, chọn lịch của một đơn vị nhập vào."
                ));
                continue;
            }
            _ if heir != id && !taken && sim.world.altered.contains(&id) => format!(
                "“{name}” có thay đổi lịch làm việc còn hiệu lực; từ ngày sắp xếp áp dụng lịch của “{heir_name}”. Nếu cần giữ, xin ra quyết định thay đổi lịch cho “{heir_name}”."
            ),
            (one, other) if one == other => continue,
            _ if heir == id => format!(
                "Lịch làm việc của “{name}” đổi theo cơ quan cấp trên mới. Hồ sơ đã nhận giữ nguyên ngày hẹn."
            ),
            _ => format!(
                "Lịch làm việc của “{name}” khác lịch của “{heir_name}”. Hồ sơ đã nhận giữ nguyên ngày hẹn; từ ngày hiệu lực tính theo lịch của “{heir_name}”."
            ),
        };
        notes.push(Remark { operation: at, message });
    }
}

/// A body with staff has somebody who leads or signs; that one role is held by several is said.
fn leaders(sim: &mut Sim<'_>, operations: &[Operation], notes: &mut Vec<Remark>) {
    let (mut leads, mut staff) = (BTreeMap::<UnitId, i64>::new(), BTreeMap::<UnitId, i64>::new());
    for (unit, role, held, _) in &sim.world.posts {
        let Some(root) = sim.now.get(&sim.heir(*unit)).map(|it| it.root) else { continue };
        *staff.entry(root).or_default() += held;
        if *role == Role::Leader {
            *leads.entry(root).or_default() += held;
        }
    }
    for (at, operation) in operations.iter().enumerate() {
        for id in bodies_of(sim, operation) {
            let name = sim.now.get(&id).map(|it| it.name.to_string()).unwrap_or_default();
            let count = |of: &BTreeMap<UnitId, i64>| of.get(&id).copied().unwrap_or(0);
            sim.at = at;
            match count(&leads) {
                0 if count(&staff) > 0 => sim.fault(format!(
                    "“{name}” sẽ không có lãnh đạo cơ quan. Xin bổ nhiệm lãnh đạo ở “{name}” hoặc ở một đơn vị nhập vào trước."
                )),
                0 | 1 => {}
                several => notes.push(Remark {
                    operation: at,
                    message: format!("“{name}” sẽ có {several} lãnh đạo cơ quan. Xin kết thúc các vị trí không còn giữ sau ngày hiệu lực."),
                }),
            }
        }
    }
}

/// The bodies that an operation lets take something over.
fn bodies_of(sim: &Sim<'_>, operation: &Operation) -> Vec<UnitId> {
    let units: Vec<UnitId> = match operation {
        Operation::Move { parent, .. } => vec![*parent],
        Operation::Dissolve { heir, .. } => vec![*heir],
        Operation::Merge { .. } | Operation::Split { .. } | Operation::Rename { .. } => {
            operation.receivers().into_iter().map(Receiver::id).collect()
        }
    };
    let mut bodies: Vec<UnitId> =
        units.iter().filter_map(|id| sim.now.get(&sim.heir(*id)).map(|it| it.root)).collect();
    bodies.sort_unstable();
    bodies.dedup();
    bodies
}

fn receivers(sim: &Sim<'_>, operations: &[Operation]) -> Vec<(UnitId, String)> {
    let mut bodies: Vec<UnitId> = operations.iter().flat_map(|it| bodies_of(sim, it)).collect();
    bodies.sort_unstable();
    bodies.dedup();
    bodies.into_iter().filter_map(|id| Some((id, sim.now.get(&id)?.name.to_string()))).collect()
}

fn rehomings(sim: &Sim<'_>) -> Vec<Rehoming> {
    let of = |before: &Unit| {
        let heir = sim.now.get(&sim.heir(before.id))?;
        let moved = heir.id != before.id || (heir.root, heir.top) != (before.root, before.top);
        moved.then_some(Rehoming {
            unit: before.id,
            root: before.root,
            heir: heir.id,
            heir_root: heir.root,
            heir_top: heir.top,
        })
    };
    sim.touched.keys().filter_map(|id| sim.world.units.get(id)).filter_map(of).collect()
}
